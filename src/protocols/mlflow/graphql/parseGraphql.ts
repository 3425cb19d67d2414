// Reads a GraphQL document: operations, fragments, fields with arguments. As much of the language as MLflow's pages use. Not its execution.
import { type QueryToken, lexGraphql, syntaxError } from './lexGraphql.ts';

/** A value in a query; variables are resolved when the query runs. */
export type QueryValue =
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly QueryValue[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, QueryValue])[] };

export interface FieldSelection {
  readonly kind: 'field';
  readonly name: string;
  readonly alias: string | null;
  readonly input: readonly (readonly [string, QueryValue])[];
  /** Empty for a field without braces. */
  readonly selections: readonly Selection[];
}

export type Selection =
  | FieldSelection
  | { readonly kind: 'spread'; readonly fragment: string }
  | { readonly kind: 'inline'; readonly selections: readonly Selection[] };

export interface Operation {
  readonly name: string | null;
  /** The defaults of its variables. */
  readonly defaults: ReadonlyMap<string, QueryValue>;
  readonly selections: readonly Selection[];
}

export interface QueryDocument {
  readonly operations: readonly Operation[];
  readonly fragments: ReadonlyMap<string, readonly Selection[]>;
}

/** So deep may braces, brackets and values nest before the text is refused unread. */
const deepest = 64;

/** @throws AssayError `request/invalid-field` with the position of what cannot be understood */
export function parseGraphql(query: string): QueryDocument {
  const tokens = lexGraphql(query);
  let next = 0;
  let depth = 0;

  const peek = (): QueryToken => tokens[next] ?? { kind: 'end', text: '<EOF>', at: query.length };
  const isNext = (text: string): boolean => peek().kind !== 'text' && peek().text === text;
  function take(kind: QueryToken['kind']): QueryToken {
    const taken = peek();
    if (taken.kind !== kind) throw syntaxError(`Unexpected ${JSON.stringify(taken.text)}`, taken.at);
    next += 1;
    return taken;
  }
  function expect(text: string): void {
    if (!isNext(text))
      throw syntaxError(`Expected "${text}", found ${JSON.stringify(peek().text)}`, peek().at);
    next += 1;
  }
  function skip(text: string): boolean {
    if (!isNext(text)) return false;
    next += 1;
    return true;
  }
  function listUntil<T>(close: string, read: () => T): T[] {
    depth += 1;
    if (depth > deepest) throw syntaxError(`Nested more than ${deepest} deep`, peek().at);
    const items: T[] = [];
    while (!skip(close)) {
      if (peek().kind === 'end') throw syntaxError(`Expected "${close}", found <EOF>`, peek().at);
      items.push(read());
    }
    depth -= 1;
    return items;
  }

  function value(): QueryValue {
    if (skip('$')) return { kind: 'variable', name: take('name').text };
    if (skip('[')) return { kind: 'list', items: listUntil(']', value) };
    if (skip('{')) return { kind: 'object', fields: listUntil('}', argument) };
    const { kind, text, at } = peek();
    next += 1;
    if (kind === 'number')
      return { kind: 'plain', value: Number.isSafeInteger(Number(text)) ? Number(text) : text };
    if (kind === 'text') return { kind: 'plain', value: text };
    if (kind !== 'name') throw syntaxError(`Unexpected ${JSON.stringify(text)}`, at);
    const words: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
    return { kind: 'plain', value: Object.hasOwn(words, text) ? words[text] : text };
  }
  function argument(): readonly [string, QueryValue] {
    const { text } = take('name');
    expect(':');
    return [text, value()];
  }
  function directives(): void {
    while (skip('@')) {
      take('name');
      if (skip('(')) listUntil(')', argument);
    }
  }
  function selection(): Selection {
    if (skip('...')) {
      if (peek().kind === 'name' && !isNext('on')) return { kind: 'spread', fragment: take('name').text };
      if (skip('on')) take('name');
      expect('{');
      return { kind: 'inline', selections: listUntil('}', selection) };
    }
    const first = take('name').text;
    const name = skip(':') ? take('name').text : null;
    const input = skip('(') ? listUntil(')', argument) : [];
    if (isNext('@')) throw syntaxError('Directives on fields are not supported', peek().at);
    const selections = skip('{') ? listUntil('}', selection) : [];
    return { kind: 'field', name: name ?? first, alias: name === null ? null : first, input, selections };
  }
  function variable(): readonly [string, QueryValue] {
    expect('$');
    const { text } = take('name');
    expect(':');
    while (peek().kind === 'name' || isNext('[') || isNext(']') || isNext('!')) next += 1;
    return [text, skip('=') ? value() : { kind: 'plain', value: null }];
  }

  const operations: Operation[] = [];
  const fragments = new Map<string, readonly Selection[]>();
  while (peek().kind !== 'end') {
    if (skip('{')) {
      operations.push({ name: null, defaults: new Map(), selections: listUntil('}', selection) });
      continue;
    }
    const { text, at } = take('name');
    if (text === 'fragment') {
      const { text: name } = take('name');
      expect('on');
      take('name');
      expect('{');
      fragments.set(name, listUntil('}', selection));
    } else if (text === 'query' || text === 'mutation') {
      const name = peek().kind === 'name' ? take('name').text : null;
      const defaults = new Map(skip('(') ? listUntil(')', variable) : []);
      directives();
      expect('{');
      operations.push({ name, defaults, selections: listUntil('}', selection) });
    } else {
      throw syntaxError(`Unexpected name ${JSON.stringify(text)}`, at);
    }
  }
  return { operations, fragments };
}
