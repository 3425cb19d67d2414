// What every engine must answer about metric series, compared with brute force.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MetricPoint } from '../../model/run.ts';
import type { Store } from '../store.ts';
import { batch, newRun, point } from './newRun.ts';
import { anyPoints, bucketOver, bucketsOf, historyOf, latestOf, pointsOfColumns } from './seriesModel.ts';

let runsMade = 0;

export function seriesConformance(store: () => Store): void {
  test('histories and latest values are those of brute force, whatever is logged and however a run is resumed', async () => {
    const sessions = fc.array(anyPoints(['a', 'b', 'c'], 40), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sessions, fc.integer({ min: 1, max: 9 }), async (batches, limit) => {
        const runId = await startRun(store());
        const logged: MetricPoint[] = [];
        for (const points of batches) {
          await store().runs.append(runId, batch({ points }));
          logged.push(...points);
          expect((await store().runs.get(runId))?.metrics).toStrictEqual(latestOf(logged));
          for (const key of ['a', 'c']) {
            expect(await wholeHistory(store(), runId, key, limit)).toStrictEqual(historyOf(logged, key));
          }
          await endRun(store(), runId);
          expect(await wholeHistory(store(), runId, 'b', limit)).toStrictEqual(historyOf(logged, 'b'));
        }
        expect((await store().runs.get(runId))?.metrics).toStrictEqual(latestOf(logged));
      }),
      { numRuns: 40 },
    );
  });

  test('a long series comes back whole, in one page or in many, while it grows', async () => {
    const runId = await startRun(store());
    const points = wave('loss', 0, 30_000);
    await appendAll(store(), runId, points);
    const one = await store().series.history(runId, 'loss', { limit: 1_000_000, after: null });
    expect(one.next).toBeNull();
    expect(pointsOfColumns('loss', one.points)).toStrictEqual(points);

    const first = await store().series.history(runId, 'loss', { limit: 20_000, after: null });
    await appendAll(store(), runId, wave('loss', 30_000, 100));
    const second = await store().series.history(runId, 'loss', { limit: 20_000, after: first.next });
    expect(second.next).toBeNull();
    expect(pointsOfColumns('loss', second.points)).toStrictEqual(wave('loss', 20_000, 10_100));
  });

  test('a point logged twice is one point, also when the run was resumed in between', async () => {
    const runId = await startRun(store());
    const points = wave('acc', 0, 300);
    await store().runs.append(runId, batch({ points }));
    await endRun(store(), runId);
    await store().runs.append(runId, batch({ points: [...points, ...points] }));
    expect(await wholeHistory(store(), runId, 'acc', 1_000)).toStrictEqual(points);
    await endRun(store(), runId);
    expect(await wholeHistory(store(), runId, 'acc', 1_000)).toStrictEqual(points);
  });

  test('a page token of another series is refused', async () => {
    const runId = await startRun(store());
    await store().runs.append(runId, batch({ points: [...wave('x', 0, 5), ...wave('y', 0, 5)] }));
    const page = await store().series.history(runId, 'x', { limit: 2, after: null });
    for (const after of [page.next, 'nonsense', '']) {
      const asked = store().series.history(runId, 'y', { limit: 2, after });
      await expect(asked).rejects.toMatchObject({ code: 'request/bad-page-token' });
    }
  });

  test('an unknown run or key has an empty history', async () => {
    const runId = await startRun(store());
    await store().runs.append(runId, batch({ points: [point('known', 1)] }));
    for (const [run, key] of [
      ['no such run', 'known'],
      [runId, 'unknown'],
    ] as const) {
      expect(await wholeHistory(store(), run, key, 10)).toEqual([]);
    }
  });

  test('a chart of few points shows each of them', async () => {
    const runId = await startRun(store());
    await store().runs.append(
      runId,
      batch({ points: [point('f', 1, 5), point('f', NaN, 7), point('f', -2, 5, 2_000)] }),
    );
    const [curve] = await chart(store(), [runId], 'f', 10);
    expect(curve?.exact).toBe(true);
    expect(curve === undefined ? [] : bucketsOf(curve)).toEqual([
      {
        firstStep: 5,
        lastStep: 5,
        min: 1,
        max: 1,
        sum: 1,
        count: 1,
        nanCount: 0,
        last: 1,
        lastTimestamp: 1_000,
      },
      {
        firstStep: 5,
        lastStep: 5,
        min: -2,
        max: -2,
        sum: -2,
        count: 1,
        nanCount: 0,
        last: -2,
        lastTimestamp: 2_000,
      },
      {
        firstStep: 7,
        lastStep: 7,
        min: NaN,
        max: NaN,
        sum: 0,
        count: 0,
        nanCount: 1,
        last: NaN,
        lastTimestamp: 1_000,
      },
    ]);
  });

  test('every bucket of a chart holds all its points, sealed or not, and buckets lie on powers of two', async () => {
    const stepLists = fc.array(fc.integer({ min: -500, max: 3_000 }), { minLength: 130, maxLength: 600 });
    const question = fc.record({
      steps: stepLists,
      values: fc.array(fc.oneof(fc.double({ min: -9, max: 9 }), fc.constantFrom(NaN, Infinity, 0)), {
        minLength: 1,
        maxLength: 50,
      }),
      sealAt: fc.integer({ min: 0, max: 600 }),
      buckets: fc.integer({ min: 1, max: 40 }),
      from: fc.option(fc.integer({ min: -600, max: 1_000 })),
      span: fc.option(fc.integer({ min: 0, max: 3_000 })),
    });
    await fc.assert(
      fc.asyncProperty(question, async ({ steps, values, sealAt, buckets, from, span }) => {
        const runId = await startRun(store());
        // Which zero is the smaller one is left open.
        const points = steps.map((step, i) =>
          point('g', (values[i % values.length] ?? 0) + 0, step, 5_000 + i),
        );
        await store().runs.append(runId, batch({ points: points.slice(0, sealAt) }));
        await endRun(store(), runId);
        await store().runs.append(runId, batch({ points: points.slice(sealAt) }));
        const to = span === null ? null : (from ?? 0) + span;
        const [curve] = await store().series.chart({
          runIds: [runId],
          key: 'g',
          fromStep: from,
          toStep: to,
          buckets,
        });
        const inRange = points
          .filter(({ step }) => Number(step) >= (from ?? -Infinity) && Number(step) <= (to ?? Infinity))
          .sort((a, b) => Number(a.step) - Number(b.step) || Number(a.timestamp) - Number(b.timestamp));
        if (curve === undefined) {
          expect(inRange).toEqual([]);
          return;
        }
        const drawn = bucketsOf(curve);
        expect(drawn.length).toBeLessThanOrEqual(Math.max(2, buckets));
        expect(drawn.reduce((sum, { count, nanCount }) => sum + count + nanCount, 0)).toBe(inRange.length);
        if (curve.exact) return;
        const width = gridWidth(drawn.map(({ firstStep, lastStep }) => [firstStep, lastStep]));
        expect(width).toBeLessThanOrEqual(8_192);
        for (const bucket of drawn) {
          const line = Math.floor(bucket.firstStep / width) * width;
          const expected = bucketOver(inRange, line, line + width - 1);
          expect({ ...bucket, sum: 0 }).toEqual({ ...expected, sum: 0 });
          if (Number.isFinite(expected.sum)) expect(bucket.sum).toBeCloseTo(expected.sum, 6);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a chart of long series never loses a spike, and all runs share one grid', async () => {
    const runIds = [await startRun(store()), await startRun(store())];
    for (const [i, runId] of runIds.entries()) {
      const points = wave('long', 0, 20_000 + i).map((p) =>
        p.step === 12_345 ? { ...p, value: 1e9 + i } : p,
      );
      await appendAll(store(), runId, points);
      await endRun(store(), runId);
      await appendAll(store(), runId, wave('long', 20_000 + i, 50));
    }
    const curves = await chart(store(), runIds, 'long', 300);
    expect(curves.map(({ runId }) => runId)).toEqual(runIds);
    for (const [i, curve] of curves.entries()) {
      expect(Math.max(...curve.max)).toBe(1e9 + i);
      expect(curve.count.reduce((sum, n) => sum + n, 0)).toBe(20_050 + i);
      expect(curve.firstStep.every((step) => step % 128 === 0)).toBe(true);
    }
    const [zoomed] = await store().series.chart({
      runIds: runIds.slice(0, 1),
      key: 'long',
      fromStep: 12_340,
      toStep: 12_350,
      buckets: 20,
    });
    expect(zoomed?.exact).toBe(true);
    expect(Array.from(zoomed?.firstStep ?? [])).toEqual(Array.from({ length: 11 }, (_, i) => 12_340 + i));
  });

  test('sampled points are exact, with the first and last step of every run', async () => {
    const runIds = [await startRun(store()), await startRun(store())];
    const [one = '', two = ''] = runIds;
    await store().runs.append(one, batch({ points: wave('s', 0, 100) }));
    await endRun(store(), one);
    await store().runs.append(two, batch({ points: wave('s', 3, 200) }));
    const all = { fromStep: null, toStep: null };
    const sampled = await store().series.sampled(runIds, 's', all, 10);
    const steps = (runId: string): unknown[] => sampled.filter((p) => p.runId === runId).map((p) => p.step);
    // The union has 203 steps: every 20.3rd of them, the last, and the ends of both runs.
    expect(steps(one)).toEqual([0, 3, 20, 40, 60, 81, 99]);
    expect(steps(two)).toEqual([3, 20, 40, 60, 81, 99, 101, 121, 142, 162, 182, 202]);
    const [third] = sampled.filter((p) => p.step === 40);
    expect(third).toEqual({ runId: one, ...wave('s', 40, 1)[0] });
    const some = await store().series.sampled(runIds, 's', { fromStep: 90, toStep: 100 }, 100);
    expect(some.map((p) => p.step)).toEqual([
      90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100,
    ]);
  });

  test('summaries say what a series amounts to', async () => {
    const runId = await startRun(store());
    const points = [point('q', 2, 1), point('q', NaN, 2), point('q', -5, 0), point('r', NaN, 3, 9)];
    await store().runs.append(runId, batch({ points }));
    expect(await store().series.summaries([runId, 'no such run'], null)).toEqual([
      { runId, key: 'q', count: 3, last: point('q', NaN, 2), min: -5, max: 2, sum: -3 },
      { runId, key: 'r', count: 1, last: point('r', NaN, 3, 9), min: null, max: null, sum: 0 },
    ]);
    expect(await store().series.summaries([runId], ['r', 'nothing'])).toHaveLength(1);
    expect(await store().series.summaries([], null)).toEqual([]);
  });

  test('the keys of experiments are listed once each, in order, by pages', async () => {
    const experimentIds: string[] = [];
    for (const keys of [
      ['zeta', 'alpha'],
      ['mid', 'alpha'],
    ]) {
      const experimentId = await newExperiment(store());
      experimentIds.push(experimentId);
      const runId = await startRun(store(), experimentId);
      await store().runs.append(runId, batch({ points: keys.map((key) => point(key, 1)) }));
    }
    const first = await store().series.keysOf(experimentIds, { limit: 2, after: null });
    expect(first.items).toEqual(['alpha', 'mid']);
    expect(await store().series.keysOf(experimentIds, { limit: 2, after: first.next })).toEqual({
      items: ['zeta'],
      next: null,
    });
    expect((await store().series.keysOf(experimentIds.slice(0, 1), { limit: 9, after: null })).items).toEqual(
      ['alpha', 'zeta'],
    );
    expect((await store().series.keysOf(['no experiment'], { limit: 9, after: null })).items).toEqual([]);
  });
}

async function startRun(store: Store, experimentId = '0'): Promise<string> {
  const runId = `series-${runsMade++}`;
  await store.runs.create(newRun(runId, { experimentId }));
  return runId;
}

async function newExperiment(store: Store): Promise<string> {
  const name = `series-${runsMade++}`;
  const made = await store.experiments.create({
    name,
    artifactLocationOf: (id) => `mlflow-artifacts:/${id}`,
    tags: [],
    now: 1,
  });
  return made.experimentId;
}

/** Ends a run; engines may then store its points in another way, which the second write waits for. */
async function endRun(store: Store, runId: string): Promise<void> {
  await store.runs.update(runId, { status: 'FINISHED', endTime: 1 });
  await store.runs.update(runId, {});
}

async function appendAll(store: Store, runId: string, points: readonly MetricPoint[]): Promise<void> {
  for (let from = 0; from < points.length; from += 1_000) {
    await store.runs.append(runId, batch({ points: points.slice(from, from + 1_000) }));
  }
}

async function wholeHistory(store: Store, runId: string, key: string, limit: number): Promise<MetricPoint[]> {
  const points: MetricPoint[] = [];
  let after: string | null = null;
  do {
    const page = await store.series.history(runId, key, { limit, after });
    points.push(...pointsOfColumns(key, page.points));
    after = page.next;
  } while (after !== null);
  return points;
}

function chart(
  store: Store,
  runIds: readonly string[],
  key: string,
  buckets: number,
): ReturnType<Store['series']['chart']> {
  return store.series.chart({ runIds, key, fromStep: null, toStep: null, buckets });
}

function wave(key: string, from: number, n: number): MetricPoint[] {
  return Array.from({ length: n }, (_, i) => {
    const step = from + i;
    return point(
      key,
      Math.sin(step / 100) + (step % 7) / 1_000,
      step,
      1_700_000_000_000 + step * 100 + (step % 13),
    );
  });
}

/** The least power of two that keeps every bucket within one cell of the grid. */
function gridWidth(extents: readonly (readonly [number, number])[]): number {
  let width = 1;
  const isOneCell = ([first, last]: readonly [number, number]): boolean =>
    Math.floor(first / width) === Math.floor(last / width);
  const cells = (): number => new Set(extents.map(([first]) => Math.floor(first / width))).size;
  while (width < 2 ** 40 && !(extents.every(isOneCell) && cells() === extents.length)) width *= 2;
  return width;
}
