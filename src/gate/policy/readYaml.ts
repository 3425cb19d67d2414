// YAML text as plain data with the place of everything in it, bounded against hostile files. Not what a gate file means.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { Json } from '../../model/json.ts';
import { type PolicyProblem, pointerOf, type Position } from './policyProblem.ts';

/** A larger file is not a policy but data. */
const mostCharacters = 200_000;
/** Values after aliases are expanded: a thousand times what a long policy has, and quickly walked. */
const mostValues = 20_000;
const mostDepth = 40;

export interface ReadYaml {
  /** Undefined when the text could not be read at all. */
  readonly value: Json | undefined;
  readonly problems: readonly PolicyProblem[];
  /** Where values begin, by JSON pointer. */
  readonly values: ReadonlyMap<string, Position>;
  /** Where keys begin, by the JSON pointer of their values. */
  readonly keys: ReadonlyMap<string, Position>;
}

/**
 * Reads YAML 1.2 (so JSON too) into JSON values.
 *
 * Anchors, aliases and merge keys (`<<`) are followed, up to a bounded number of values; everything that JSON cannot say is a problem.
 */
export function readYaml(source: string | Uint8Array): ReadYaml {
  const values = new Map<string, Position>();
  const keys = new Map<string, Position>();
  const problems: PolicyProblem[] = [];
  const start: Position = { line: 1, column: 1 };
  const refused = (message: string, fix: string, at: Position = start): ReadYaml => ({
    value: undefined,
    problems: [...problems, { ...at, pointer: '', message, fix }],
    values,
    keys,
  });

  const text = textOf(source);
  if (text === undefined) {
    return refused('The file is not UTF-8 text.', 'Save it in UTF-8.');
  }
  const odd = /\u{FFFD}|\p{Cc}(?<![\t\n\r])/u.exec(text);
  if (odd !== null) {
    return refused(
      'The file has bytes that are not UTF-8 text.',
      'Save it in UTF-8.',
      placeOf(text, odd.index),
    );
  }
  if (text.length > mostCharacters) {
    return refused(
      `The file has ${text.length} characters; at most ${mostCharacters} are read.`,
      'Keep data in the dataset, and only the policy here.',
    );
  }

  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    merge: true,
    // Its own check compares every key with every other: minutes for a hostile file. The walk below counts them instead.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    stringKeys: true,
  });
  const at = (offset: number | undefined): Position => {
    const { line, col } = lineCounter.linePos(offset ?? 0);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) {
    return refused('The file is nested too deeply to be read.', 'Nest at most forty levels.');
  }
  for (const error of document.errors) {
    problems.push({ ...at(error.pos[0]), pointer: '', ...syntaxProblem(error) });
  }
  // After an error of syntax, what follows is guesswork.
  if (document.errors.length > 0) {
    return { value: undefined, problems, values, keys };
  }
  for (const warning of document.warnings) {
    problems.push({
      ...at(warning.pos[0]),
      pointer: '',
      message: `${firstLine(warning.message)}.`,
      fix: 'Remove the tag; plain YAML is enough.',
    });
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return refused(
      'The file says nothing.',
      'Begin with `component:`, `dataset:`, `candidate:` and `objectives:`.',
    );
  }

  const walk = new Walk(at, { values, keys, problems });
  const value = walk.valueOf(document.contents, [], new Set());
  return { value: walk.isOverfull ? undefined : value, problems, values, keys };
}

interface Findings {
  readonly values: Map<string, Position>;
  readonly keys: Map<string, Position>;
  readonly problems: PolicyProblem[];
}

/** One walk over a document; it counts what it has seen. */
class Walk {
  /** The parser's own look-up of an alias searches the whole document each time. */
  readonly #anchors = new Map<string, unknown>();
  readonly #at: (offset: number | undefined) => Position;
  readonly #found: Findings;
  #seen = 0;
  isOverfull = false;

  constructor(at: (offset: number | undefined) => Position, found: Findings) {
    this.#at = at;
    this.#found = found;
  }

  valueOf(node: unknown, path: readonly (string | number)[], inside: ReadonlySet<unknown>): Json {
    this.#seen += 1;
    if (this.isOverfull) return null;
    if (this.#seen > mostValues || path.length > mostDepth) {
      this.isOverfull = true;
      this.#problem(
        node,
        path,
        path.length > mostDepth
          ? 'The file is nested too deeply to be read.'
          : `The file stands for more than ${mostValues} values once its aliases are followed.`,
        'Write what is meant without so many aliases or levels.',
      );
      return null;
    }
    if (isAlias(node)) return this.#aliasOf(node, path, inside);
    this.#found.values.set(pointerOf(path), this.#at(offsetOf(node)));
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
      this.#anchors.set(node.anchor, node);
    }
    if (isMap(node)) {
      const entries = new Map<string, Json>();
      this.#readEntries(node.items, path, new Set([...inside, node]), entries);
      return Object.fromEntries(entries);
    }
    if (isSeq(node)) {
      const within = new Set([...inside, node]);
      return node.items.map((item, index) => this.valueOf(item, [...path, index], within));
    }
    return this.#scalarOf(node, path);
  }

  #readEntries(
    items: readonly { readonly key: unknown; readonly value: unknown }[],
    path: readonly (string | number)[],
    inside: ReadonlySet<unknown>,
    entries: Map<string, Json>,
  ): void {
    const own = items.filter(({ key }) => keyText(key) !== '<<');
    const said = new Set<string>();
    for (const { key, value } of own) {
      const name = keyText(key);
      if (name === undefined) {
        this.#problem(key, path, 'A key is not a plain word.', 'Write keys as text.');
        continue;
      }
      if (name === '__proto__') {
        this.#problem(key, path, 'No key may be called `__proto__`.', 'Remove it.');
        continue;
      }
      const at = [...path, name];
      if (said.has(name)) {
        this.#problem(key, at, `\`${name}\` is said twice in the same place.`, 'Keep one of them.');
      }
      said.add(name);
      this.#found.keys.set(pointerOf(at), this.#at(offsetOf(key)));
      entries.set(name, this.valueOf(value, at, inside));
    }
    // Keys written in place win over merged ones, and earlier merged ones over later.
    for (const { value } of items.filter(({ key }) => keyText(key) === '<<')) {
      const sources = isSeq(value) ? value.items : [value];
      for (const source of sources) {
        const node = isAlias(source) ? this.#anchors.get(source.source) : source;
        if (!isMap(node) || inside.has(node)) {
          this.#problem(source, path, '`<<` merges something that is not a map.', 'Merge an anchored map.');
          continue;
        }
        const missing = node.items.filter(({ key }) => {
          const name = keyText(key);
          return name === undefined || name === '<<' || !entries.has(name);
        });
        this.#readEntries(missing, path, new Set([...inside, node]), entries);
      }
    }
  }

  #aliasOf(
    alias: { readonly source: string },
    path: readonly (string | number)[],
    inside: ReadonlySet<unknown>,
  ): Json {
    const node = this.#anchors.get(alias.source);
    if (node === undefined) {
      this.#problem(
        alias,
        path,
        `No anchor \`&${alias.source}\` comes before this alias.`,
        'Define it first.',
      );
      return null;
    }
    if (inside.has(node)) {
      this.#problem(alias, path, `\`*${alias.source}\` contains itself.`, 'Write the value in place.');
      return null;
    }
    return this.valueOf(node, path, inside);
  }

  #scalarOf(node: unknown, path: readonly (string | number)[]): Json {
    const value: unknown = isScalar(node) ? node.value : node;
    if (value === null || value === undefined) return null;
    if (typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.#problem(
      node,
      path,
      `${typeof value === 'number' ? value : 'This'} is not a value that a policy can have.`,
      'Write a finite number.',
    );
    return null;
  }

  #problem(node: unknown, path: readonly (string | number)[], message: string, fix: string): void {
    const key = this.#found.keys.get(pointerOf(path));
    const offset = offsetOf(node);
    const position = offset === undefined && key !== undefined ? key : this.#at(offset);
    this.#found.problems.push({ ...position, pointer: pointerOf(path), message, fix });
  }
}

function keyText(key: unknown): string | undefined {
  const value: unknown = isScalar(key) ? key.value : key;
  if (typeof value === 'string') return value;
  // The parser marks a merge key with a symbol.
  return typeof value === 'symbol' ? '<<' : undefined;
}

function offsetOf(node: unknown): number | undefined {
  if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) return node.range?.[0];
  return undefined;
}

function textOf(source: string | Uint8Array): string | undefined {
  if (typeof source === 'string') return source.replace(/^\u{FEFF}/u, '');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source);
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw cause;
  }
}

function placeOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

function syntaxProblem(error: YAMLError): { readonly message: string; readonly fix: string } {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { message: 'A tab indents this line; YAML allows only spaces.', fix: 'Indent with spaces.' };
    case 'MULTIPLE_DOCS':
      return { message: 'A second document begins here.', fix: 'Keep one document: remove the `---`.' };
    case 'BAD_SCALAR_START':
      return {
        message: 'A plain value cannot begin with this character.',
        fix: 'Put the value in quotes.',
      };
    case 'NON_STRING_KEY':
      return { message: 'A key is not text.', fix: 'Put the key in quotes.' };
    default:
      return { message: `This is not YAML: ${firstLine(error.message)}.`, fix: 'Correct the syntax here.' };
  }
}
