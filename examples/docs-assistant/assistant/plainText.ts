// Takes Markdown's marks out of one line of text and leaves the words as they are. Knows no blocks.

/** The text as a reader sees it: links by their words, no emphasis, no code marks, no list marks. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^\s*(?:[-*]|\d+\.) /, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/`` (.+?) ``/g, '$1')
    .replace(/`/g, '')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/(?<![\w/])_([^_\s][^_]*)_(?!\w)/g, '$1')
    .replace(/\\\|/g, '|')
    .replace(/\s+/g, ' ')
    .trim();
}
