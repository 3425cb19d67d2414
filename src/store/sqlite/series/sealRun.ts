// Moves the open points of one run into blocks: grouped by key, in step order, each once. Not when to do so.
import type { BlockTable } from './blockTable.ts';
import type { ShortSeries } from './mixedCodec.ts';
import type { OpenTail } from './openTail.ts';
import { concatPoints, type PointColumns, sortedSet } from './pointColumns.ts';
import { mostPointsPerBlock } from './blockTable.ts';

/** A series with fewer points shares a row with other short ones of its run. */
const fewestPointsForOwnBlock = 64;

/** A last block with fewer points than this may be filled up rather than followed by another. */
const partialBlock = 2048;

/** Short series of a run are gathered into one row when they are in this many. */
const mostMixedRows = 8;

/**
 * Only inside a write transaction.
 *
 * @param seals  how often the run was sealed before; makes the numbers of its new rows
 * @param readBlock  the points of a block that the table has
 */
export function sealRun(
  table: BlockTable,
  run: number,
  tail: OpenTail,
  seals: number,
  readBlock: (run: number, key: number, step0: number | bigint, seq: number) => PointColumns,
): void {
  // A seal writes far fewer rows than this.
  let seq = (seals + 1) * 65_536;
  const short = new Map<number, PointColumns>();
  const long = new Map<number, PointColumns>();
  for (const [key, places] of placesByKey(tail)) {
    const points = sortedSet(tail.pointsAt(places), 'step');
    (points.values.length < fewestPointsForOwnBlock ? short : long).set(key, points);
  }
  gatherShort(table, run, short, long);
  for (const [key, points] of long) {
    let all = points;
    let last = table.lastBlock(run, key);
    // Merging only with what is not much larger keeps the work per point logarithmic, however often a run is resumed.
    while (last !== undefined && last.n < partialBlock && last.n <= 2 * all.values.length) {
      all = sortedSet(concatPoints([readBlock(run, key, last.step0, last.seq), all]), 'step');
      table.delete(run, key, last);
      last = table.lastBlock(run, key);
    }
    seq = table.insertSeries(run, key, all, seq);
  }
  for (const row of rowsOf(short)) table.insertMixed(run, row, seq++);
}

/** Joins the short series the table has, where that is worth it; those that became long move over. */
function gatherShort(
  table: BlockTable,
  run: number,
  short: Map<number, PointColumns>,
  long: Map<number, PointColumns>,
): void {
  const known = table.mixedOf(run);
  if (known.rows === 0) return;
  let points = 0;
  for (const series of short.values()) points += series.values.length;
  if (known.rows < mostMixedRows && known.points > 2 * points) return;
  for (const { keyId, points: older } of table.takeMixed(run)) {
    const target = long.has(keyId) ? long : short;
    const newer = target.get(keyId);
    const all = newer === undefined ? older : sortedSet(concatPoints([older, newer]), 'step');
    if (target === short && all.values.length >= fewestPointsForOwnBlock) {
      short.delete(keyId);
      long.set(keyId, all);
    } else {
      target.set(keyId, all);
    }
  }
}

/** Cuts short series into rows of bounded size, in the order of their keys. */
function rowsOf(short: ReadonlyMap<number, PointColumns>): ShortSeries[][] {
  const rows: ShortSeries[][] = [];
  let row: ShortSeries[] = [];
  let points = 0;
  for (const [keyId, series] of [...short].sort(([a], [b]) => a - b)) {
    if (row.length > 0 && points + series.values.length > mostPointsPerBlock) {
      rows.push(row);
      row = [];
      points = 0;
    }
    row.push({ keyId, points: series });
    points += series.values.length;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

/** Where in the tail the points of each key are, in the order they came. */
function placesByKey(tail: OpenTail): Map<number, Uint32Array> {
  const { keys, n } = tail;
  const counts = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const key = keys[i] ?? 0;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const places = new Map<number, Uint32Array>();
  const filled = new Map<number, number>();
  for (const [key, count] of counts) places.set(key, new Uint32Array(count));
  for (let i = 0; i < n; i++) {
    const key = keys[i] ?? 0;
    const at = filled.get(key) ?? 0;
    const list = places.get(key);
    if (list !== undefined) list[at] = i;
    filled.set(key, at + 1);
  }
  return places;
}
