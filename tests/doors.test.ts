// The door table in ARCHITECTURE.md is law: who imports whom, every room has a row, no import runs in a circle.
import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

interface Door {
  readonly room: string;
  readonly mayImport: ReadonlySet<string>;
}

function readDoors(): Door[] {
  const rows = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').matchAll(
    /^\| `([^`]+)` *\|[^|]*\|([^|]*)\|$/gm,
  );
  return [...rows].map(([, room = '', imports = '']) => ({
    room,
    mayImport: new Set(
      imports
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '–'),
    ),
  }));
}

const doors = readDoors();

/** The longest room name that holds the file. */
function roomOf(file: string): string | undefined {
  const path = relative(root, file)
    .replace(/^src\//, '')
    .replace(/^sdk\/src\//, 'sdk/');
  return doors
    .map((door) => door.room)
    .filter((room) => path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

interface Import {
  readonly from: string;
  readonly to: string;
}

const sources = globSync(['src/**/*.ts', 'sdk/src/**/*.ts'], { cwd: root })
  .map((file) => join(root, file))
  .filter((file) => !file.endsWith('.test.ts') && !isTestSupport(file));

/** Suites and test servers compose everything; they are not part of the product. */
function isTestSupport(file: string): boolean {
  return file.endsWith('/server/testAssay.ts') || file.includes('/conformance/');
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  // Statements at the start of a line, and imports at run time; sample code inside texts is neither.
  const found = text.matchAll(
    /^(?:import|export)\b[^;'"`]*?\bfrom '((?:\.|assay-sdk)[^']*)'|\bimport\('((?:\.|assay-sdk)[^']*)'\)/gm,
  );
  return [...found]
    .map(([, atStart, atRun]) => atStart ?? atRun ?? '')
    .map((specifier) => ({
      from: file,
      to: specifier.startsWith('.')
        ? resolve(dirname(file), specifier)
        : join(
            root,
            'sdk/src',
            specifier === 'assay-sdk' ? 'index.ts' : `${specifier.slice('assay-sdk/'.length)}.ts`,
          ),
    }));
}

const imports = sources.flatMap(importsOf);

test('the table has a row for every room, and every row is a room', () => {
  const withoutRow = sources.filter((file) => roomOf(file) === undefined).map((file) => relative(root, file));
  expect(withoutRow).toEqual([]);
  const empty = doors
    .filter((door) => !sources.some((file) => roomOf(file) === door.room))
    .map((door) => door.room);
  expect(empty).toEqual([]);
});

test('every import goes through a door of the table', () => {
  const trespasses = imports
    .filter(({ from, to }) => {
      const own = doors.find((door) => door.room === roomOf(from));
      const other = roomOf(to);
      return other !== undefined && other !== own?.room && own?.mayImport.has(other) !== true;
    })
    .map(({ from, to }) => `${relative(root, from)} → ${relative(root, to)}`);
  expect(trespasses).toEqual([]);
});

test('every relative import names a file that exists', () => {
  const missing = imports.filter(({ to }) => statSync(to, { throwIfNoEntry: false }) === undefined);
  expect(missing.map(({ from, to }) => `${relative(root, from)} → ${relative(root, to)}`)).toEqual([]);
});

test('no import runs in a circle', () => {
  const graph = new Map<string, string[]>();
  for (const { from, to } of imports) graph.set(from, [...(graph.get(from) ?? []), to]);
  const circles: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  function visit(file: string): void {
    const at = path.indexOf(file);
    if (at >= 0) {
      circles.push([...path.slice(at), file].map((each) => relative(root, each)).join(' → '));
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  }
  for (const file of sources) visit(file);
  expect(circles).toEqual([]);
});
