// Reads the body of a batch by hand, because it is the hot path of training. It accepts exactly what the schema `batch` accepts and reads the
// same from it (a property test says so); what it does not accept the schema refuses, in its words.
import { int64, type Int64 } from '../../model/int64.ts';
import type { MetricPoint, Param, Tag } from '../../model/run.ts';
import { parsePart } from './parsePart.ts';
import { batch as schema, mostParams, mostPoints, mostTags } from './schemas/runs.ts';

export interface ReadBatch {
  readonly points: readonly MetricPoint[];
  readonly params: readonly Param[];
  readonly tags: readonly Tag[];
}

/** @throws AssayError `request/invalid-field` */
export function readBatch(body: unknown): ReadBatch {
  return readByHand(body) ?? parsePart(schema, body, 'body');
}

/** @returns undefined when anything is not plainly right */
function readByHand(body: unknown): ReadBatch | undefined {
  if (!isObject(body)) return undefined;
  let points: readonly MetricPoint[] | undefined = [];
  let params: readonly Param[] | undefined = [];
  let tags: readonly Tag[] | undefined = [];
  for (const field in body) {
    if (field === 'points') points = readPoints(body[field]);
    else if (field === 'params') params = readTexts(body[field], mostParams, longestParam);
    else if (field === 'tags') tags = readTexts(body[field], mostTags, longestTag);
    else return undefined;
  }
  if (points === undefined || params === undefined || tags === undefined) return undefined;
  return { points, params, tags };
}

const longestKey = 250;
const longestParam = 6000;
const longestTag = 8000;

function readPoints(list: unknown): readonly MetricPoint[] | undefined {
  if (!Array.isArray(list) || list.length > mostPoints) return undefined;
  const points = new Array<MetricPoint>(list.length);
  for (let i = 0; i < list.length; i += 1) {
    const point = readPoint(list[i]);
    if (point === undefined) return undefined;
    points[i] = point;
  }
  return points;
}

function readPoint(item: unknown): MetricPoint | undefined {
  if (!isObject(item)) return undefined;
  let fields = 3;
  const { key, value: given, timestamp: when } = item;
  let step: Int64 | undefined = 0;
  if ('step' in item) {
    fields = 4;
    step = readInt64(item['step']);
  }
  const value = typeof given === 'number' ? given : readNonFinite(given);
  const timestamp = readInt64(when);
  if (!isKey(key) || value === undefined || step === undefined || timestamp === undefined) return undefined;
  if (timestamp < 0 || countOf(item) !== fields) return undefined;
  return { key, value, timestamp, step };
}

function readTexts(list: unknown, most: number, longest: number): readonly Tag[] | undefined {
  if (!Array.isArray(list) || list.length > most) return undefined;
  const texts: Tag[] = [];
  for (const item of list as readonly unknown[]) {
    if (!isObject(item) || countOf(item) !== 2) return undefined;
    const { key, value } = item;
    if (!isKey(key) || typeof value !== 'string' || value.length > longest) return undefined;
    texts.push({ key, value });
  }
  return texts;
}

function readNonFinite(value: unknown): number | undefined {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : undefined;
}

/** Digits are rare: only beyond ±(2^53 − 1). */
function readInt64(value: unknown): Int64 | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value)) return undefined;
  const integer = BigInt(value);
  return BigInt.asIntN(64, integer) === integer ? int64(integer) : undefined;
}

const isKey = (key: unknown): key is string =>
  typeof key === 'string' && key.length > 0 && key.length <= longestKey;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function countOf(item: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const _field in item) count += 1;
  return count;
}
