// Text of strangers inside Markdown of GitHub and GitLab: shown as it is, never obeyed. Not the layout of a report.

/** Control characters (line ends and tabs apart) and the ones that turn the writing direction. */
const unseen = /(?![\n\t])[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{200B}\u{2060}\u{FEFF}]/gu;

/**
 * One line of text in a paragraph or a cell of a table: no markup, no HTML, no links, no mentions, no references to issues.
 *
 * Characters that Markdown could read are written as HTML entities, which are shown and never interpreted. Mentions, references and bare
 * addresses are found after entities were read, so an invisible joiner parts the sign from its word.
 */
export function plainInline(text: string): string {
  return text
    .replaceAll(/\r\n|\r|\n/g, ' ⏎ ')
    .replaceAll('\t', ' ')
    .replaceAll(unseen, '\u{FFFD}')
    .replaceAll(/[&<>"'`*_{}[\]#!|~\\$^]|^\s*[-+=\d]/g, (sign) =>
      [...sign].map((each) => (/[\s\d]/.test(each) ? each : `&#${each.charCodeAt(0)};`)).join(''),
    )
    .replaceAll(/^(\s*\d+)([.)])/g, (_, digits: string, mark: string) => `${digits}&#${mark.charCodeAt(0)};`)
    .replaceAll('@', '&#64;\u{2060}')
    .replaceAll(/&#(35|33|126|36);(?=\w)/g, '&#$1;\u{2060}')
    .replaceAll('://', ':\u{2060}//')
    .replaceAll(/\bwww\./gi, 'www\u{2060}.');
}

/** A block that shows text letter by letter: fenced by more backticks than the text has in a row. */
export function fencedBlock(text: string, language = ''): string {
  const shown = text.replaceAll(/\r\n|\r/g, '\n').replaceAll(unseen, '\u{FFFD}');
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** A name of ours (an objective, a slice) as code; what code cannot hold is replaced. */
export function codeSpan(text: string): string {
  const shown = text.replaceAll(/[\r\n\t|]/g, ' ').replaceAll(unseen, '\u{FFFD}');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return longest === 0 ? `${ticks}${shown}${ticks}` : `${ticks} ${shown} ${ticks}`;
}
