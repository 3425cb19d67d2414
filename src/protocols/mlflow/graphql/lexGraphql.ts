// Cuts the text of a GraphQL query into tokens. Not their grammar.
import { invalidRequest } from '../request/refusals.ts';

export interface QueryToken {
  readonly kind: 'name' | 'punctuation' | 'number' | 'text' | 'end';
  /** The token as written; of a text its value. */
  readonly text: string;
  readonly at: number;
}

const token =
  /[\s,\ufeff]+|#[^\n\r]*|(?<name>[_A-Za-z]\w*)|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|"""(?<block>(?:[^"\\]|\\"""|\\|"(?!""))*)"""|(?<text>"(?:[^"\\\n\r]|\\.)*")|(?<punctuation>\.\.\.|[!$()[\]{}:=@|&])/gy;

/** @throws AssayError `request/invalid-field` at the first character that begins no token */
export function lexGraphql(query: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  let at = 0;
  while (at < query.length) {
    token.lastIndex = at;
    const match = token.exec(query);
    if (match === null) throw syntaxError(`Unexpected character: ${JSON.stringify(query[at])}`, at);
    const { name, number, block, text, punctuation } = match.groups ?? {};
    if (name !== undefined) tokens.push({ kind: 'name', text: name, at });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else if (block !== undefined)
      tokens.push({ kind: 'text', text: block.replaceAll('\\"""', '"""').trim(), at });
    else if (text !== undefined) tokens.push({ kind: 'text', text: valueOf(text, at), at });
    else if (punctuation !== undefined) tokens.push({ kind: 'punctuation', text: punctuation, at });
    at = token.lastIndex;
  }
  tokens.push({ kind: 'end', text: '<EOF>', at });
  return tokens;
}

/** `at` is counted from 0. */
export function syntaxError(what: string, at: number): Error {
  return invalidRequest(`Syntax Error: ${what}, at character ${at + 1}.`);
}

/** Quoted texts of GraphQL escape as JSON's do. */
function valueOf(quoted: string, at: number): string {
  try {
    return String(JSON.parse(quoted.replaceAll('\t', '\\t')));
  } catch {
    throw syntaxError('Invalid character escape sequence in a string', at);
  }
}
