// Where in the text of a module the parts of its definition stand, by reading its object literals. Not a parser of TypeScript.
import { pointerOf, type Position } from '../policy/policyProblem.ts';

export interface LiteralPlaces {
  /** Where values begin, by JSON pointer. */
  readonly values: ReadonlyMap<string, Position>;
  /** Where keys begin, by the JSON pointer of their values. */
  readonly keys: ReadonlyMap<string, Position>;
}

/**
 * Follows the literal given to `defineEval` (or exported as default) as far as it is written out in place; what is named, spread or
 * computed has no place. Never throws: a text that it cannot follow has fewer places.
 */
export function literalPlaces(text: string): LiteralPlaces {
  const values = new Map<string, Position>();
  const keys = new Map<string, Position>();
  const start = text.length > mostCharacters ? undefined : startOfLiteral(text);
  if (start !== undefined) new Reader(text, start, { values, keys }).readObject([]);
  return { values, keys };
}

/** A longer module is not read for places, which would take longer than they are worth. */
const mostCharacters = 200_000;

/** The index of the opening brace; the last one counts, because comments and examples come before. */
function startOfLiteral(text: string): number | undefined {
  for (const pattern of [
    /export\s+default\s+(?:await\s+)?defineEval\s*(?:<[^(]*>)?\(\s*\{/g,
    /\bdefineEval\s*(?:<[^(]*>)?\(\s*\{/g,
    /export\s+default\s*\{/g,
  ]) {
    const found = [...text.matchAll(pattern)].at(-1);
    if (found !== undefined) return found.index + found[0].length - 1;
  }
  return undefined;
}

interface Found {
  readonly values: Map<string, Position>;
  readonly keys: Map<string, Position>;
}

type Path = readonly (string | number)[];

const nameOrText =
  /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\d+/uy;
/** A call whose only argument may be a literal, such as `defineObjective({`. */
const callOfLiteral = /[\p{ID_Start}$_][\p{ID_Continue}$]*\s*(?:<[^()]*>)?\(\s*(?=\{)/uy;
const trivia = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const quoted = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/y;
const regex = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

const deepest = 40;

class Reader {
  readonly #text: string;
  readonly #found: Found;
  #at: number;

  constructor(text: string, at: number, found: Found) {
    this.#text = text;
    this.#at = at;
    this.#found = found;
  }

  /** From its opening brace to behind its closing one. */
  readObject(path: Path): void {
    this.#at += 1;
    while (this.#at < this.#text.length) {
      this.#take(trivia);
      const next = this.#text[this.#at];
      if (next === '}') {
        this.#at += 1;
        return;
      }
      if (next === ',') {
        this.#at += 1;
        continue;
      }
      this.#readEntry(path);
    }
  }

  #readEntry(path: Path): void {
    const start = this.#at;
    const key = this.#take(nameOrText);
    if (key === '') {
      // Spread, computed keys, or what is no literal at all.
      this.#skipExpression();
      if (this.#at === start) this.#at += 1;
      return;
    }
    const name = /^['"]/.test(key) ? key.slice(1, -1) : key;
    const here = [...path, name];
    const pointer = pointerOf(here);
    this.#found.keys.set(pointer, this.#position(start));
    this.#take(trivia);
    if (this.#text[this.#at] === ':') {
      this.#at += 1;
      this.#readValue(here);
    } else {
      // A shorthand stands for its value; a method has a body to be passed over.
      this.#found.values.set(pointer, this.#position(start));
      this.#skipExpression();
    }
  }

  #readValue(path: Path): void {
    this.#take(trivia);
    this.#found.values.set(pointerOf(path), this.#position(this.#at));
    const isCall = this.#take(callOfLiteral) !== '';
    const next = this.#text[this.#at];
    if (path.length >= deepest) this.#skipExpression();
    else if (next === '{') this.readObject(path);
    else if (next === '[' && !isCall) this.#readList(path);
    if (isCall) {
      this.#take(trivia);
      if (this.#text[this.#at] === ',') this.#at += 1;
      this.#take(trivia);
      if (this.#text[this.#at] === ')') this.#at += 1;
    }
    this.#skipExpression();
  }

  #readList(path: Path): void {
    this.#at += 1;
    for (let index = 0; this.#at < this.#text.length;) {
      this.#take(trivia);
      const next = this.#text[this.#at];
      if (next === ']') {
        this.#at += 1;
        return;
      }
      if (next === ',') {
        this.#at += 1;
        index += 1;
        continue;
      }
      const start = this.#at;
      this.#readValue([...path, index]);
      if (this.#at === start) this.#at += 1;
    }
  }

  /** To the comma or closing bracket that ends the expression, over everything inside of it. */
  #skipExpression(): void {
    let depth = 0;
    while (this.#at < this.#text.length) {
      if (this.#take(trivia) !== '') continue;
      const next = this.#text[this.#at] ?? '';
      if (depth === 0 && /[,})\]]/.test(next)) return;
      if (next === '`') this.#skipTemplate();
      else if (/['"]/.test(next) && this.#take(quoted) !== '') continue;
      else if (next === '/' && this.#mayBeRegex() && this.#take(regex) !== '') continue;
      else {
        if (/[{([]/.test(next)) depth += 1;
        if (/[})\]]/.test(next)) depth -= 1;
        this.#at += 1;
      }
    }
  }

  #skipTemplate(): void {
    this.#at += 1;
    while (this.#at < this.#text.length) {
      const next = this.#text[this.#at];
      if (next === '\\') this.#at += 2;
      else if (next === '$' && this.#text[this.#at + 1] === '{') {
        this.#at += 2;
        this.#skipExpression();
        this.#at += 1;
      } else {
        this.#at += 1;
        if (next === '`') return;
      }
    }
  }

  /** A slash after a value divides; after anything else it begins a regular expression. */
  #mayBeRegex(): boolean {
    return !/[\p{ID_Continue}$)\]]\s*$/u.test(this.#text.slice(Math.max(0, this.#at - 40), this.#at));
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #position(index: number): Position {
    const lineStart = this.#text.lastIndexOf('\n', index - 1) + 1;
    let line = 1;
    for (let at = this.#text.indexOf('\n'); at !== -1 && at < index; at = this.#text.indexOf('\n', at + 1)) {
      line += 1;
    }
    return { line, column: index - lineStart + 1 };
  }
}
