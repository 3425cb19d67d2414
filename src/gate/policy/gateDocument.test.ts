// docs/gate.md is held to the schema both ways: every key is documented, nothing else is, and the defaults are those that are used.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { millisecondsOf } from './durations.ts';
import {
  defaultMargin,
  defaultRunner,
  defaultSeed,
  defaultStatistics,
  defaultTiers,
} from './policyDefaults.ts';
import { readGateFile } from './readGateFile.ts';
import { gateFileJsonSchema, type SchemaPlace } from './schemaPlaces.ts';

const document = readFileSync('docs/gate.md', 'utf8');
const reference = document.slice(document.indexOf('## Every key'));

/** Keys and their cells, as the tables of the reference name them. */
const documented = new Map(
  [...reference.matchAll(/^\| `([^`]+)` +\|(.*)\|$/gm)].map(([, key = '', cells = '']) => [
    key,
    cells.split('|').map((cell) => cell.trim()),
  ]),
);

/** Every key of the schema as a dotted path; what is said once for several places has the path of the first. */
function keysOf(place: SchemaPlace, path = ''): string[] {
  const own = Object.entries(place.properties ?? {}).flatMap(([key, inner]) => {
    const at = path === '' ? key : path === 'tiers' ? 'tiers.<tier>' : `${path}.${key}`;
    return at === 'baseline' ? [at] : [at, ...(isSaidElsewhere(at) ? [] : keysOf(inner, at))];
  });
  const named =
    typeof place.additionalProperties === 'object' && path === 'objectives'
      ? keysOf(place.additionalProperties, `${path}.<name>`)
      : [];
  const items = place.items === undefined ? [] : keysOf(place.items, `${path}[]`);
  return [
    ...new Set([...own, ...named, ...items, ...(place.anyOf ?? []).flatMap((each) => keysOf(each, path))]),
  ];
}

const isSaidElsewhere = (path: string): boolean =>
  path === 'tiers.<tier>.statistics' || path === 'tiers.<tier>.dataset';

test('every key of a gate file is documented, and every documented key is one', () => {
  const keys = keysOf(gateFileJsonSchema()).filter((key) => key !== 'tiers.<tier>');
  expect([...documented.keys()].sort()).toEqual([...new Set(keys)].sort());
});

test('the documented defaults are those that are used', () => {
  const said = (key: string, column = 1): string | undefined =>
    documented.get(key)?.[column]?.replaceAll('`', '');
  const { looks, isClustered, ...statistics } = defaultStatistics;
  for (const [key, value] of Object.entries({
    ...statistics,
    clustered: isClustered,
    sequential: looks > 1,
  })) {
    expect([key, said(`statistics.${key}`)]).toEqual([key, String(value)]);
  }
  expect(said('seed')).toBe(defaultSeed);
  expect(said('runner.concurrency')).toBe(String(defaultRunner.concurrency));
  expect(said('runner.mostConcurrency')).toBe(String(defaultRunner.mostConcurrency));
  expect(said('runner.attempts')).toBe(String(defaultRunner.mostAttempts));
  expect(millisecondsOf(said('runner.timeout') ?? '')).toBe(defaultRunner.timeoutMs);
  expect(millisecondsOf(said('runner.deadline') ?? '')).toBe(defaultRunner.callDeadlineMs);
  expect(said('tiers.<tier>.limit')).toBe(String(defaultTiers.pr.limit));
  expect(said('tiers.<tier>.objectives')).toBe(defaultTiers.pr.objectives);
  expect(said('tiers.<tier>.decide')).toBe(defaultTiers.pr.decide);
  expect(said('tiers.<tier>.decide', 2)).toBe(defaultTiers.merge.decide);
  expect([1999, 2000].map((n) => defaultMargin('score', false, n))).toEqual([0.05, 0.02]);
  expect([defaultMargin('ratio', false, 1), defaultMargin('ratio', true, 1)]).toEqual([0.1, 0.05]);
});

test('the gate files of the document can be read', () => {
  const files = [...document.matchAll(/```yaml\n(component:[^]*?)```/g)].map(([, text = '']) => text);
  expect(files.length).toBe(2);
  for (const text of files) expect(readGateFile(text, 'assay.yaml').objectives.length).toBeGreaterThan(0);
  expect(parse(files[1] ?? '')).toHaveProperty('tiers.production.epochs', 3);
});
