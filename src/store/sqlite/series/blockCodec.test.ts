// What is packed comes back bit for bit, and in few bytes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MetricPoint } from '../../../model/run.ts';
import { anyPoints } from '../../conformance/seriesModel.ts';
import { decodeBlock, encodeBlock } from './blockCodec.ts';
import { decodeMixed, encodeMixed } from './mixedCodec.ts';
import { OpenTail } from './openTail.ts';
import { newColumns, type PointColumns, sortedSet, stepAt, timestampAt } from './pointColumns.ts';
import { decodeRollup, encodeRollup } from './rollup.ts';
import { readTailRow, TailRowPacker } from './tailRow.ts';

function columnsOf(points: readonly MetricPoint[]): PointColumns {
  const isWide = points.some(
    ({ step, timestamp }) => typeof step === 'bigint' || typeof timestamp === 'bigint',
  );
  const columns = newColumns(points.length, isWide);
  points.forEach(({ step, timestamp, value }, i) => {
    columns.steps[i] = Number(step);
    columns.timestamps[i] = Number(timestamp);
    columns.values[i] = value;
    if (columns.wide === null) return;
    columns.wide.steps[i] = BigInt(step);
    columns.wide.timestamps[i] = BigInt(timestamp);
  });
  return columns;
}

function rowsOf(points: PointColumns): unknown[] {
  return Array.from(points.values, (value, i) => [value, stepAt(points, i), timestampAt(points, i)]);
}

const somePoints = anyPoints(['k'], 200).filter((points) => points.length > 0);

describe('blocks', () => {
  test('any points come back exactly', () => {
    fc.assert(
      fc.property(somePoints, (points) => {
        const columns = columnsOf(points);
        const bytes = encodeBlock(columns);
        expect(rowsOf(decodeBlock(bytes, points.length))).toStrictEqual(rowsOf(columns));
      }),
    );
  });

  test('values in float32, and values all the same, keep every bit', () => {
    const value = fc.oneof(fc.float(), fc.constantFrom(-0, NaN, Infinity, 2 ** -149));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 99 }), fc.boolean(), (values, isConstant) => {
        const columns = newColumns(values.length, false);
        values.forEach((_, i) => (columns.values[i] = values[isConstant ? 0 : i] ?? 0));
        const bytes = encodeBlock(columns);
        expect(rowsOf(decodeBlock(bytes, values.length))).toStrictEqual(rowsOf(columns));
        expect(bytes.length).toBeLessThanOrEqual(20 + (isConstant ? 0 : 4 * values.length));
      }),
    );
  });

  test('the decoder does not mind where in memory the bytes lie', () => {
    const columns = columnsOf([
      { key: '', value: 0.1, step: 1, timestamp: 2 },
      { key: '', value: 0.7, step: 2, timestamp: 9 },
    ]);
    const bytes = encodeBlock(columns);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(rowsOf(decodeBlock(shifted.subarray(3), 2))).toStrictEqual(rowsOf(columns));
  });

  test('long blocks of any doubles keep every bit', () => {
    const values = fc.array(fc.double(), { minLength: 1, maxLength: 600, size: 'max' });
    fc.assert(
      fc.property(values, fc.integer({ min: 256, max: 700 }), (some, n) => {
        const columns = newColumns(n, false);
        for (let i = 0; i < n; i++) columns.values[i] = some[i % some.length] ?? 0;
        expect(rowsOf(decodeBlock(encodeBlock(columns), n))).toStrictEqual(rowsOf(columns));
      }),
    );
  });

  test('a block that was cut short is refused', () => {
    const bytes = encodeBlock(columnsOf([{ key: '', value: 0.1, step: 1, timestamp: 2 }]));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeBlock(bytes.subarray(0, length), 1)).toThrow();
    }
  });

  test('noise in float64 at even steps and uneven milliseconds takes little more than its values', () => {
    const n = 4_096;
    const columns = newColumns(n, false);
    for (let i = 0; i < n; i++) {
      columns.values[i] = Math.sin(i * i) + i / 3;
      columns.steps[i] = i * 10;
      columns.timestamps[i] = 1_700_000_000_000 + i * 100 + ((i * 7919) % 17);
    }
    expect(encodeBlock(columns).length / n).toBeLessThan(8.3);
    expect((encodeRollup(columns)?.length ?? 0) / n).toBeLessThan(0.7);
  });
});

test('short series share a row and come back exactly', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 9 }),
      somePoints,
      (ids, points) => {
        const series = ids
          .sort((a, b) => a - b)
          .map((keyId, i) => ({ keyId, points: columnsOf(points.slice(0, Math.max(1, points.length - i))) }));
        const n = series.reduce((sum, one) => sum + one.points.values.length, 0);
        const back = decodeMixed(encodeMixed(series), n);
        expect(back.map((one) => one.keyId)).toEqual(ids);
        expect(back.map((one) => rowsOf(one.points))).toStrictEqual(series.map((one) => rowsOf(one.points)));
      },
    ),
  );
});

test('tail rows come back exactly, wide or not', () => {
  const packer = new TailRowPacker();
  fc.assert(
    fc.property(somePoints, (points) => {
      const columns = columnsOf(points);
      packer.start(points.length);
      points.forEach(({ value }, i) =>
        packer.set(i, i + 1, columns.steps[i] ?? 0, columns.timestamps[i] ?? 0, value),
      );
      if (columns.wide !== null) packer.setWide(columns.wide.steps, columns.wide.timestamps);
      const tail = new OpenTail();
      tail.pushRow(readTailRow(packer.finish().slice()));
      expect(Array.from(tail.keys.subarray(0, tail.n))).toEqual(points.map((_, i) => i + 1));
      expect(rowsOf(tail.pointsAt(Uint32Array.from(points.keys())))).toStrictEqual(rowsOf(columns));
    }),
  );
});

test('a rollup says of every point what brute force says', () => {
  const steps = fc.array(fc.integer({ min: -(2 ** 49), max: 2 ** 49 }), { minLength: 128, maxLength: 400 });
  const nearSteps = fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 128, maxLength: 400 });
  const values = fc.array(fc.oneof(fc.double(), fc.constant(NaN)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.oneof(steps, nearSteps), values, (list, some) => {
      const points = sortedSet(
        columnsOf(
          list.map((step, i) => ({ key: '', step, timestamp: i, value: some[i % some.length] ?? 0 })),
        ),
        'step',
      );
      const bytes = encodeRollup(points);
      if (bytes === null) throw new Error('a rollup was expected');
      const rollup = decodeRollup(bytes);
      let at = 0;
      for (let g = 0; g < rollup.count.length; g++) {
        const line = Math.floor((rollup.firstStep[g] ?? 0) / rollup.width);
        const group = Array.from({ length: rollup.count[g] ?? 0 }, () => at++);
        const finite = group.map((i) => points.values[i] ?? 0).filter((value) => !Number.isNaN(value));
        const last = group.at(-1) ?? 0;
        expect(group.every((i) => Math.floor((points.steps[i] ?? 0) / rollup.width) === line)).toBe(true);
        expect(rollup.nanCount[g]).toBe(group.length - finite.length);
        expect(rollup.min[g]).toBe(finite.reduce((a, b) => (b < a ? b : a), Infinity));
        expect(rollup.max[g]).toBe(finite.reduce((a, b) => (b > a ? b : a), -Infinity));
        expect(rollup.last[g]).toBe(points.values[last]);
        expect(rollup.lastStep[g]).toBe(points.steps[last]);
        expect(rollup.firstStep[g]).toBe(points.steps[group[0] ?? 0]);
        expect(rollup.lastTimestamp[g]).toBe(points.timestamps[last]);
      }
      expect(at).toBe(points.values.length);
    }),
  );
});
