// The fields of a selection with its fragments laid open, and the bounds that keep one query from asking for everything many times over.
import { invalidRequest } from '../request/refusals.ts';
import type { FieldSelection, Operation, QueryDocument, Selection } from './parseGraphql.ts';

const limits = { rootFields: 10, aliases: 10, depth: 10, selections: 1000 } as const;

/** @throws AssayError `request/invalid-field` when fragments are unknown, spread within themselves or lead to too many fields */
export function flattenSelections(
  selections: readonly Selection[],
  fragments: QueryDocument['fragments'],
): FieldSelection[] {
  const fields: FieldSelection[] = [];
  let visited = 0;
  function lay(open: readonly Selection[], within: ReadonlySet<string>): void {
    for (const selection of open) {
      visited += 1;
      // Fragments that spread others twice double with each step.
      if (visited > limits.selections) throw tooManySelections();
      if (selection.kind === 'field') fields.push(selection);
      else if (selection.kind === 'inline') lay(selection.selections, within);
      else lay(fragmentOf(selection.fragment, within), new Set([...within, selection.fragment]));
    }
  }
  function fragmentOf(name: string, within: ReadonlySet<string>): readonly Selection[] {
    const found = fragments.get(name);
    if (found === undefined) throw invalidRequest(`Unknown fragment '${name}'.`);
    if (within.has(name)) throw invalidRequest(`Cannot spread fragment '${name}' within itself.`);
    return found;
  }
  lay(selections, new Set());
  return fields;
}

/** @throws AssayError `request/invalid-field` in the words of the reference */
export function refuseLargeQuery({ selections }: Operation, { fragments }: QueryDocument): void {
  let total = 0;
  let level = [selections];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limits.depth) throw invalidRequest(`Query exceeds maximum depth of ${limits.depth}`);
    const below: (readonly Selection[])[] = [];
    for (const each of level) {
      const fields = flattenSelections(each, fragments);
      total += fields.length;
      if (total > limits.selections) throw tooManySelections();
      if (depth === 1) refuseMany('root fields', fields.length, limits.rootFields);
      refuseMany('aliases', fields.filter(({ alias }) => alias !== null).length, limits.aliases);
      below.push(...fields.map((field) => field.selections).filter((inner) => inner.length > 0));
    }
    level = below;
  }
}

function refuseMany(what: string, got: number, most: number): void {
  if (got > most)
    throw invalidRequest(`GraphQL queries should have at most ${most} ${what}, got ${got} ${what}.`);
}

function tooManySelections(): Error {
  return invalidRequest(`Query exceeds maximum total selections of ${limits.selections}`);
}
