// Text of strangers made safe to print on one line: control characters are shown, not obeyed.

/** Line ends become ⏎; escape sequences and other control characters (also the ones that turn the writing direction) lose their power. */
export function visibleText(text: string): string {
  return text
    .replaceAll(/\r\n|\n|\r/g, '⏎')
    .replaceAll('\t', ' ')
    .replaceAll(/[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu, '\u{FFFD}');
}
