// What every engine must answer when runs are searched: exactly what the filter means on each run, in the asked order, page by page.
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Comparison, FieldRef, Filter, OrderTerm } from '../../model/filter.ts';
import { compareInt64 } from '../../model/int64.ts';
import type { Run } from '../../model/run.ts';
import { type FieldValue, matchesFilter } from '../../tracking/search/evaluateFilter.ts';
import type { Store } from '../store.ts';
import { batch, newRun, point } from './newRun.ts';

const numbers = [0, 1, -1, 0.5, 2, Number.NaN, Infinity, -Infinity];
const texts = ['', 'a', 'A', 'ab', "it's", '%', '_', 'Ärger', 'ÄRGER', 'x'.repeat(300)];

export function runSearchConformance(store: () => Store): void {
  const runs: Run[] = [];
  const experimentIds: string[] = [];

  beforeAll(async () => {
    for (const name of ['searched', 'also searched', 'not searched']) {
      const made = await store().experiments.create({
        name,
        artifactLocationOf: (id) => id,
        tags: [],
        now: 1,
      });
      experimentIds.push(made.experimentId);
    }
    let pick = 12345;
    const choose = <T>(from: readonly T[]): T | undefined => {
      pick = (Math.imul(pick, 1103515245) + 12345) >>> 0;
      return from[(pick >>> 8) % from.length];
    };
    for (let i = 0; i < 120; i++) {
      const runId = `run${String(i).padStart(3, '0')}`;
      await store().runs.create(
        newRun(runId, {
          experimentId: choose(experimentIds) ?? '0',
          name: choose(texts) ?? '',
          startTime: choose([1, 2, 3, 2n ** 60n]) ?? 0,
        }),
      );
      const points = ['m', 'n'].flatMap((key) => {
        const value = choose([undefined, ...numbers]);
        return value === undefined ? [] : [point(key, value, i)];
      });
      const pairs = ['p', 't'].map((key) => ({ key, value: choose([undefined, ...texts]) }));
      const [params, tags] = pairs.map(({ key, value }) => (value === undefined ? [] : [{ key, value }]));
      await store().runs.append(runId, batch({ points, params: params ?? [], tags: tags ?? [] }));
      if (i % 5 === 0)
        await store().runs.update(runId, { status: 'FINISHED', endTime: choose([5, 6, 7]) ?? 5 });
      if (i % 7 === 0) await store().runs.setLifecycle(runId, 'deleted', 9);
      const run = await store().runs.get(runId);
      if (run !== undefined) runs.push(run);
    }
  });

  async function searchAll(
    filter: Filter | null,
    orderBy: readonly OrderTerm[],
    experiments: readonly string[],
  ) {
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page = await store().runs.search({
        experimentIds: experiments,
        filter,
        orderBy,
        view: 'active',
        limit: 7,
        after,
      });
      found.push(...page.items.map((run) => run.info.runId));
      after = page.next;
    } while (after !== null);
    return found;
  }

  function expected(
    filter: Filter | null,
    orderBy: readonly OrderTerm[],
    experiments: readonly string[],
  ): string[] {
    return runs
      .filter((run) => run.info.lifecycleStage === 'active' && experiments.includes(run.info.experimentId))
      .filter((run) => filter === null || matchesFilter(filter, (field) => valueOf(run, field)))
      .sort((a, b) => compareRuns(a, b, orderBy))
      .map((run) => run.info.runId);
  }

  test('a search finds exactly the runs that satisfy its filter, in its order, over any number of pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.option(filterArbitrary, { nil: null }),
        fc.uniqueArray(orderArbitrary, { maxLength: 3, selector: (term) => JSON.stringify(term.field) }),
        fc.constantFrom(1, 2),
        async (filter, orderBy, many) => {
          const searched = experimentIds.slice(0, many);
          expect(await searchAll(filter, orderBy, searched)).toEqual(expected(filter, orderBy, searched));
        },
      ),
      { numRuns: 300, seed: 20260101 },
    );
  });

  test('pages neither repeat nor skip a run while others are added', async () => {
    const order: readonly OrderTerm[] = [
      { field: { entity: 'attribute', key: 'start_time' }, descending: true },
    ];
    const search = { experimentIds: ['0'], filter: null, orderBy: order, view: 'active', limit: 2 } as const;
    for (let i = 0; i < 6; i++) await store().runs.create(newRun(`stable${i}`, { startTime: 100 + i }));
    const seen: string[] = [];
    let after: string | null = null;
    let added = 0;
    do {
      const page = await store().runs.search({ ...search, after });
      seen.push(...page.items.map((run) => run.info.runId));
      after = page.next;
      await store().runs.create(newRun(`newer${added++}`, { startTime: 1_000 + added }));
    } while (after !== null);
    expect(seen.filter((runId) => runId.startsWith('stable'))).toEqual(
      [5, 4, 3, 2, 1, 0].map((i) => `stable${i}`),
    );
  });

  test('a filter of very many comparisons is answered', async () => {
    const terms = Array.from({ length: 250 }, (_, i): Filter => ({
      kind: 'compare',
      field: { entity: 'param', key: 'p' },
      op: '!=',
      value: `value ${i}`,
    }));
    const filter: Filter = { kind: 'and', terms };
    expect(await searchAll(filter, [], experimentIds)).toEqual(expected(filter, [], experimentIds));
  });
}

function valueOf(run: Run, field: FieldRef): FieldValue {
  switch (field.entity) {
    case 'metric':
      return run.metrics.find((metric) => metric.key === field.key)?.value;
    case 'param':
      return run.params.find((param) => param.key === field.key)?.value;
    case 'tag':
      return run.tags.find((tag) => tag.key === field.key)?.value;
    case 'dataset':
      return run.datasetInputs.map((dataset) => (field.key === 'digest' ? dataset.digest : dataset.name));
    case 'attribute':
      switch (field.key) {
        case 'run_id':
          return run.info.runId;
        case 'run_name':
          return run.info.name;
        case 'status':
          return run.info.status;
        case 'start_time':
          return run.info.startTime;
        case 'end_time':
          return run.info.endTime;
        default:
          return undefined;
      }
  }
}

function compareRuns(a: Run, b: Run, orderBy: readonly OrderTerm[]): number {
  for (const { field, descending } of orderBy) {
    const [x, y] = [valueOf(a, field), valueOf(b, field)];
    const byRank = rankOf(x) - rankOf(y);
    if (byRank !== 0) return byRank;
    if (rankOf(x) > 0) continue;
    const byValue = compareValues(x, y);
    if (byValue !== 0) return descending ? -byValue : byValue;
  }
  return compareInt64(b.info.startTime, a.info.startTime) || (a.info.runId < b.info.runId ? -1 : 1);
}

function rankOf(value: FieldValue): number {
  if (value === undefined || value === null) return 2;
  return Number.isNaN(value) ? 1 : 0;
}

function compareValues(x: FieldValue, y: FieldValue): number {
  if (typeof x === 'string' && typeof y === 'string') return Buffer.compare(Buffer.from(x), Buffer.from(y));
  if (typeof x !== 'number' && typeof x !== 'bigint') return 0;
  if (typeof y !== 'number' && typeof y !== 'bigint') return 0;
  return compareInt64(x, y);
}

const textField: fc.Arbitrary<FieldRef> = fc.constantFrom<FieldRef>(
  { entity: 'param', key: 'p' },
  { entity: 'tag', key: 't' },
  { entity: 'attribute', key: 'run_name' },
  { entity: 'attribute', key: 'status' },
  { entity: 'dataset', key: 'name' },
);
const numberField: fc.Arbitrary<FieldRef> = fc.constantFrom<FieldRef>(
  { entity: 'metric', key: 'm' },
  { entity: 'metric', key: 'n' },
  { entity: 'attribute', key: 'start_time' },
  { entity: 'attribute', key: 'end_time' },
);
const text = fc.constantFrom(...texts, 'RUNNING', 'a%', '%b');
const number = fc.constantFrom<number | bigint>(0, 1, -1, 0.5, 3, 6, 2n ** 60n);

function comparison(field: FieldRef, op: Comparison['op'], value: Comparison['value']): Comparison {
  return { kind: 'compare', field, op, value };
}

const comparisonArbitrary: fc.Arbitrary<Filter> = fc.oneof(
  fc
    .tuple(textField, fc.constantFrom<Comparison['op']>('=', '!=', 'like', 'ilike'), text)
    .map((parts) => comparison(...parts)),
  fc
    .tuple(
      textField,
      fc.constantFrom<Comparison['op']>('in', 'not in'),
      fc.array(text, { minLength: 1, maxLength: 3 }),
    )
    .map((parts) => comparison(...parts)),
  fc
    .tuple(numberField, fc.constantFrom<Comparison['op']>('=', '!=', '<', '<=', '>', '>='), number)
    .map((parts) => comparison(...parts)),
  fc
    .tuple(fc.oneof(textField, numberField), fc.constantFrom<Comparison['op']>('is null', 'is not null'))
    .map(([field, op]) => comparison(field, op, null)),
);

const { filter: filterArbitrary } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparisonArbitrary,
    fc
      .tuple(
        fc.constantFrom<'and' | 'or'>('and', 'or'),
        fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, terms]): Filter => ({ kind, terms })),
    tie('filter').map((term): Filter => ({ kind: 'not', term })),
  ),
}));

const orderArbitrary: fc.Arbitrary<OrderTerm> = fc
  .tuple(
    fc.constantFrom<FieldRef>(
      { entity: 'metric', key: 'm' },
      { entity: 'metric', key: 'n' },
      { entity: 'metric', key: 'never logged' },
      { entity: 'param', key: 'p' },
      { entity: 'tag', key: 't' },
      { entity: 'attribute', key: 'run_name' },
      { entity: 'attribute', key: 'start_time' },
      { entity: 'attribute', key: 'end_time' },
    ),
    fc.boolean(),
  )
  .map(([field, descending]) => ({ field, descending }));
