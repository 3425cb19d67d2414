// Runs a GraphQL query by asking the REST endpoints and giving of their answers what was selected. Knows no rule of its own.
import { isObject } from '../request/fields.ts';
import { invalidRequest } from '../request/refusals.ts';
import { SourceNumber, parseExact } from '../request/sourceNumber.ts';
import { flattenSelections, refuseLargeQuery } from './flattenSelections.ts';
import { type Link, type OutputKind, type OutputType, type Root, roots } from './outputTypes.ts';
import {
  type FieldSelection,
  type Operation,
  type QueryDocument,
  type QueryValue,
  parseGraphql,
} from './parseGraphql.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: ReadonlyMap<string, unknown>;
}

/** Asks an endpoint by its path; the answer is an object or JSON text. */
export type AskEndpoint = (
  path: string,
  input: Readonly<Record<string, unknown>>,
) => Promise<object | string>;

interface Run {
  readonly ask: AskEndpoint;
  readonly fragments: QueryDocument['fragments'];
  readonly valueOf: (value: QueryValue) => unknown;
  readonly errors: string[];
}

/** @throws AssayError `request/invalid-field` when the query cannot be understood; refusals of its fields are among the errors of the answer */
export async function runGraphql(
  { query, operationName, variables }: GraphqlRequest,
  ask: AskEndpoint,
): Promise<{ readonly data: object; readonly errors: readonly string[] | null }> {
  const document = parseGraphql(query);
  const operation = document.operations.find(({ name }) => operationName === null || name === operationName);
  if (operation === undefined) throw invalidRequest(`Unknown operation named '${operationName ?? ''}'.`);
  refuseLargeQuery(operation, document);
  const run: Run = {
    ask,
    fragments: document.fragments,
    valueOf: (value) => resolved(value, operation, variables),
    errors: [],
  };
  const data: Record<string, unknown> = {};
  for (const field of flattenSelections(operation.selections, document.fragments)) {
    data[field.alias ?? field.name] = await answerRoot(run, field);
  }
  return { data, errors: run.errors.length === 0 ? null : run.errors };
}

async function answerRoot(run: Run, field: FieldSelection): Promise<unknown> {
  const input = new Map(field.input.map(([name, value]) => [name, run.valueOf(value)]));
  if (field.name === 'test' || field.name === 'testMutation')
    return { output: input.get('inputString') ?? null };
  const root: Root | undefined = Object.hasOwn(roots, field.name) ? roots[field.name] : undefined;
  if (root === undefined) throw unknownField(field.name, 'Query');
  const sent = input.get('input');
  try {
    const answer = await run.ask(root.endpoint, isObject(sent) ? sent : {});
    return await select(run, root.answer, exact(answer), field);
  } catch (refusal) {
    run.errors.push(refusal instanceof Error ? refusal.message : String(refusal));
    return null;
  }
}

async function select(run: Run, kind: OutputKind, value: unknown, field: FieldSelection): Promise<unknown> {
  if (Array.isArray(kind)) {
    const [item] = kind as readonly [OutputKind];
    const items: unknown[] = Array.isArray(value) ? value : [];
    return Promise.all(items.map((each) => select(run, item, each, field)));
  }
  if (typeof kind === 'string') return scalar(kind, value);
  return selectFields(run, kind as OutputType, isObject(value) ? value : {}, field);
}

async function selectFields(
  run: Run,
  type: OutputType,
  object: Readonly<Record<string, unknown>>,
  field: FieldSelection,
): Promise<object> {
  const inner = flattenSelections(field.selections, run.fragments);
  if (inner.length === 0) throw invalidRequest(`Field '${field.name}' must have a selection of subfields.`);
  const result: Record<string, unknown> = {};
  for (const each of inner) {
    result[each.alias ?? each.name] = await selectOne(run, type, object, each);
  }
  return result;
}

async function selectOne(
  run: Run,
  type: OutputType,
  object: Readonly<Record<string, unknown>>,
  field: FieldSelection,
): Promise<unknown> {
  if (field.name === '__typename') return type.typeName;
  const kind = Object.hasOwn(type.fields, field.name) ? type.fields[field.name] : undefined;
  if (kind === undefined) throw unknownField(field.name, type.typeName);
  // Refusals are told in `errors`, never inside an answer.
  if (field.name === 'apiError') return null;
  if (!isLink(kind)) return select(run, kind, object[snakeCase(field.name)], field);
  const answer = exact(await run.ask(kind.link, kind.inputOf(object)));
  return select(run, kind.kind, isObject(answer) ? answer[kind.within] : undefined, field);
}

function isLink(kind: OutputKind): kind is Link {
  return typeof kind === 'object' && 'link' in kind;
}

function scalar(kind: 'text' | 'long' | 'double' | 'flag', value: unknown): unknown {
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? value : '';
    case 'long':
      return value instanceof SourceNumber ? value.source : '0';
    case 'double':
      // GraphQL has no NaN and no infinities; the wire has them as texts.
      return value instanceof SourceNumber ? value.value : null;
    case 'flag':
      return value === true;
  }
}

/** The answer of an endpoint with its numbers as they are written. */
function exact(answer: object | string): unknown {
  if (Buffer.isBuffer(answer)) return parseExact(answer.toString());
  return parseExact(typeof answer === 'string' ? answer : JSON.stringify(answer));
}

function resolved(value: QueryValue, operation: Operation, variables: ReadonlyMap<string, unknown>): unknown {
  switch (value.kind) {
    case 'plain':
      return value.value;
    case 'variable': {
      if (variables.has(value.name)) return variables.get(value.name);
      const fallback = operation.defaults.get(value.name);
      if (fallback === undefined) throw invalidRequest(`Variable '$${value.name}' is not defined.`);
      return resolved(fallback, { ...operation, defaults: new Map() }, new Map());
    }
    case 'list':
      return value.items.map((item) => resolved(item, operation, variables));
    case 'object':
      return Object.fromEntries(
        value.fields.map(([name, item]) => [name, resolved(item, operation, variables)]),
      );
  }
}

function unknownField(name: string, typeName: string): Error {
  return invalidRequest(`Cannot query field '${name}' on type '${typeName}'.`);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
