// Cuts the frozen documentation into passages: a paragraph, a list item, a table row or a block of code, each under its heading. Ranks nothing.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainText } from './plainText.ts';

/** The smallest thing that is found, quoted and cited. */
export interface Passage {
  /** Unique: the source and the position under its heading, `docs/cli.md#assay-serve:4`. */
  readonly id: string;
  /** The section that is cited: path and anchor, `docs/cli.md#assay-serve`. */
  readonly source: string;
  /** The headings above it, outermost first. */
  readonly headings: readonly string[];
  /** Without Markdown. */
  readonly text: string;
  readonly kind: 'prose' | 'row' | 'code';
}

/** Reads every document below `folder`, in the order of their paths. */
export function readCorpus(folder: string): readonly Passage[] {
  return globSync('**/*.md', { cwd: folder })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .flatMap((path) => passagesOf(path, readFileSync(join(folder, path), 'utf8')));
}

/** The passages of one document, in its order. */
export function passagesOf(path: string, markdown: string): readonly Passage[] {
  const passages: Passage[] = [];
  const headings: string[] = [];
  let source = path;
  let position = 0;
  let anchor: string | undefined;
  const add = (kind: Passage['kind'], text: string): void => {
    if (text === '') return;
    position += 1;
    passages.push({ id: `${source}:${position}`, source, headings: [...headings], text, kind });
  };
  for (const block of blocksOf(markdown)) {
    const [first = ''] = block;
    const heading = /^(#{1,6}) (.*)$/.exec(first);
    if (heading !== null) {
      const [, marks = '', title = ''] = heading;
      headings.length = Math.min(headings.length, marks.length - 1);
      headings.push(plainText(title));
      source = `${path}#${anchor ?? slugOf(title)}`;
      position = 0;
      anchor = undefined;
    } else if (first.startsWith('<')) {
      anchor = /<a id="([^"]+)">/.exec(first)?.[1];
    } else if (first.startsWith('```')) {
      add('code', block.slice(1, -1).join('\n').trim());
    } else if (first.startsWith('|')) {
      for (const row of rowsOf(block)) add('row', row);
    } else {
      add('prose', plainText(block.join(' ')));
    }
  }
  return passages;
}

/** Blank lines, headings, list items, fences and tables separate blocks; inside a fence nothing does. */
function blocksOf(markdown: string): readonly (readonly string[])[] {
  const blocks: string[][] = [];
  let open: string[] | undefined;
  let isFenced = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) {
      if (isFenced) open?.push(line);
      else blocks.push((open = [line]));
      isFenced = !isFenced;
      if (!isFenced) open = undefined;
    } else if (isFenced) {
      open?.push(line);
    } else if (line.trim() === '') {
      open = undefined;
    } else if (/^(#{1,6} |[-*] |\d+\. )/.test(line) || open === undefined) {
      blocks.push((open = [line]));
      if (line.startsWith('#')) open = undefined;
    } else {
      open.push(line.trim());
    }
  }
  return blocks;
}

/** A row reads as a sentence: its first cell, then every other cell after the name of its column. */
function rowsOf(table: readonly string[]): readonly string[] {
  const [head = '', , ...rows] = table;
  const columns = cellsOf(head);
  return rows.map((row) => {
    const [first = '', ...others] = cellsOf(row);
    if (columns.length <= 2) return [first, ...others].filter((cell) => cell !== '').join(': ');
    const named = others.map((cell, i) => (cell === '' ? '' : `${columns[i + 1] ?? ''}: ${cell}`));
    return [first, ...named].filter((cell) => cell !== '').join(' | ');
  });
}

function cellsOf(row: string): readonly string[] {
  return row
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split(/(?<!\\)\|/)
    .map(plainText);
}

/** The anchor that GitHub gives a heading. */
function slugOf(title: string): string {
  return plainText(title)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}
