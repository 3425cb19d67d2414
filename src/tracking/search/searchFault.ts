// How a refused filter or order_by is told: what is wrong, where, and what to write instead. Not the decision that it is wrong.
import { AssayError } from '../../model/errors.ts';

/** A stretch of the text that was given, in UTF-16 units from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The refusal of a search text.
 *
 * @param sentence what is wrong; begins with the text that clients of MLflow match on
 * @param span     the offending stretch of `source`
 * @param remedy   what to write instead; empty when the sentence says it
 * @returns an error whose `details` are the 1-based column (in characters) and the length of the stretch
 */
export function searchFault(
  code: 'search/invalid-filter' | 'search/invalid-order',
  sentence: string,
  source: string,
  span: Span,
  remedy = '',
): AssayError {
  const position = characters(source.slice(0, span.start)) + 1;
  const length = Math.max(1, characters(source.slice(span.start, span.end)));
  const lines = [
    `${sentence}${/[.!?]$/.test(sentence) ? '' : '.'} At column ${position}:`,
    ...excerpt(source, span),
  ];
  if (remedy !== '') lines.push(remedy);
  return new AssayError(code, lines.join('\n'), { position, length });
}

/** Text quoted for a sentence, shortened so that a large request does not come back as a large answer. */
export function shown(text: string): string {
  return text.length <= longestEcho ? text : `${text.slice(0, longestEcho)}…`;
}

const longestEcho = 120;
const around = 50;

function excerpt(source: string, span: Span): string[] {
  const from = Math.max(0, span.start - around);
  const to = Math.min(source.length, Math.max(span.end, span.start + 1) + around, span.start + 2 * around);
  const head = from > 0 ? '…' : '';
  const tail = to < source.length ? '…' : '';
  const flat = (text: string): string => text.replace(/\p{Cc}/gu, ' ');
  const before = flat(source.slice(from, span.start));
  const marks = Math.max(1, characters(source.slice(span.start, Math.min(span.end, to))));
  return [
    `  ${head}${before}${flat(source.slice(span.start, to))}${tail}`,
    `  ${' '.repeat(head.length + characters(before))}${'^'.repeat(marks)}`,
  ];
}

const characters = (text: string): number => Array.from(text).length;
