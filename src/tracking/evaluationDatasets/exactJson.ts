// JSON whose numbers keep every digit they were written with: 5 and 5.0 differ, 2^64 stays itself. Not a general JSON library.

/** A number by its source text. */
export class ExactNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

export type ExactJson = null | boolean | string | ExactNumber | readonly ExactJson[] | ExactObject;
export type ExactObject = { readonly [key: string]: ExactJson };

/** Deeper values would exhaust the stack of whoever reads them. */
const deepest = 200;

/** @returns undefined when the text is no JSON, or nested deeper than 200 */
export function parseExactJson(text: string): ExactJson | undefined {
  if (depthOf(text) > deepest) return undefined;
  try {
    // JSON.parse builds exactly this type, with the numbers replaced.
    return JSON.parse(text, (_key, value: unknown, context: { readonly source?: string }) =>
      typeof value === 'number' ? new ExactNumber(context.source ?? String(value)) : value,
    ) as ExactJson;
  } catch {
    return undefined;
  }
}

export function isExactObject(value: ExactJson | undefined): value is ExactObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}

/** @param isSorted keys in the order of their code units, so that equal values have equal texts */
export function writeExactJson(value: ExactJson, isSorted = false): string {
  if (value instanceof ExactNumber) return value.source;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map((each) => writeExactJson(each, isSorted)).join(',')}]`;
  const entries = Object.entries(value);
  if (isSorted) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${writeExactJson(each, isSorted)}`).join(',')}}`;
}

/** Array.isArray does not narrow readonly lists. */
function isList(value: readonly ExactJson[] | ExactObject): value is readonly ExactJson[] {
  return Array.isArray(value);
}

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (isInText) {
      if (character === backslash) at += 1;
      else if (character === quote) isInText = false;
    } else if (character === quote) isInText = true;
    else if (character === openBrace || character === openBracket) most = Math.max(most, ++depth);
    else if (character === closeBrace || character === closeBracket) depth -= 1;
  }
  return most;
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93];
