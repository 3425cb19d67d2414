// Golden datasets through the program: kept, compared, reviewed, published, pulled, verified; on files and over the API.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { versionIdOf } from '../../datasets/identity/versionIdOf.ts';
import { openFiles } from '../../datasets/opening/openFiles.ts';
import { readExamples } from '../../datasets/reading/readExamples.ts';
import type { Example } from '../../model/example.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { exportFile } from '../export/exportTarget.ts';
import { nobodyAnswers, runCaptured, type TestProgram, testProgram } from '../testProgram.ts';
import { exampleFormats, writeExamples } from './writeExamples.ts';

let program: TestProgram;
let folder: string;

beforeEach(async () => {
  program = await testProgram();
  folder = await mkdtemp(join(tmpdir(), 'assay-datasets-'));
});
afterEach(async () => {
  await program.close();
  await rm(folder, { recursive: true });
});

const path = (name: string): string => join(folder, name);
const lines = [
  { input: { question: 'Where is the harbour?' }, expected: 'in the north', metadata: { topic: 'places' } },
  {
    input: { question: 'Who wrote the letters?' },
    expected: 'Ada',
    metadata: { topic: 'people' },
    tags: ['boundary'],
  },
  { input: { question: 'When does it rain?' }, expected: 'in autumn', split: 'holdout' },
];
const card =
  'name: faq\ncustodian: grace\nslices:\n  - { name: places, metadata: { topic: places } }\nfile: questions.jsonl\n';

async function golden(rows: readonly object[] = lines, name = 'golden'): Promise<string> {
  await mkdir(path(name), { recursive: true });
  await writeFile(
    join(path(name), 'questions.jsonl'),
    rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  );
  await writeFile(join(path(name), 'dataset.yaml'), card);
  return path(name);
}

const run = (...args: string[]) => program.run(['dataset', ...args]);
async function json<T>(...args: string[]): Promise<T> {
  const { out, err, exitCode } = await program.run(['dataset', ...args, '--json']);
  if (out === '') throw new Error(`exit code ${exitCode}: ${err}`);
  return JSON.parse(out) as T;
}

test('what is pushed, reviewed and published is pulled with the same version id', async () => {
  const { versionId } = await openFiles(await golden(), folder);
  const pushed = await run('push', path('golden'), '--as', 'ada');
  expect(pushed).toMatchObject({ exitCode: 0, err: '' });
  expect(pushed.out).toContain(`Kept faq ${versionId.slice(0, 12)}, 3 examples, draft`);
  expect((await run('publish', 'faq', '--as', 'ada')).err).toContain('was not reviewed');
  await run('review', 'faq', '--submit', '--as', 'ada');
  expect((await run('review', 'faq', '--approve', '--as', 'ada')).err).toContain('ada is the author');
  await run('review', 'faq', '--approve', '--as', 'grace');
  const published = await run('publish', 'faq', '--label', '1.0.0', '--as', 'ada');
  expect(published.out).toBe(`Published faq 1.0.0, 3 examples.\n${versionId}\n`);

  const pulled = await run(
    'pull',
    'faq@1.0.0',
    '-o',
    path('copy'),
    '--reason',
    'to look at it',
    '--as',
    'eve',
  );
  expect(pulled.out).toContain('A look at 1 example of the holdout was noted.');
  expect((await openFiles(path('copy'), folder)).versionId).toBe(versionId);
  const { looks } = await json<{ looks: unknown }>('show', 'faq');
  expect(looks).toMatchObject([{ actor: 'eve', purpose: 'pull', reason: 'to look at it', examples: 1 }]);
});

test('the holdout can be left behind: nobody looked then, and the files say that they are another version', async () => {
  await run('push', await golden());
  const { out } = await run('pull', 'faq', '-o', path('copy'), '--no-holdout');
  expect(out).toMatch(/1 example of the holdout left out: the files are the version \w{12}, not \w{12}/);
  expect((await openFiles(path('copy'), folder)).examples).toHaveLength(2);
  expect((await json<{ looks: unknown[] }>('show', 'faq')).looks).toEqual([]);
});

test('a folder with other things in it is not written to', async () => {
  await run('push', await golden());
  await mkdir(path('full'));
  await writeFile(join(path('full'), 'thesis.tex'), 'years of work');
  const { exitCode, err } = await run('pull', 'faq', '-o', path('full'));
  expect(exitCode).toBe(3);
  expect(err).toContain('thesis.tex');
  expect(await readdir(path('full'))).toEqual(['thesis.tex']);
});

test('files are shown, compared, checked and exported without any store', async () => {
  await golden();
  const alone = (...args: string[]) =>
    runCaptured(['dataset', ...args], { fetch: nobodyAnswers, env: { ASSAY_DATA: path('none') } });
  const shown = await alone('show', path('golden'));
  expect(shown).toMatchObject({ exitCode: 0, err: '' });
  expect(shown.out).toMatch(
    /faq {2}file {2}3 examples[^]*custodian +grace[^]*expected +3 \(100 %\)[^]*places +1 +33 %/,
  );
  expect((await alone('check', path('golden'))).out).toContain('nothing found');
  expect((await alone('verify', path('golden'))).out).toContain('nothing to hold it against');
  expect((await alone('export', path('golden'), '--format', 'csv')).out.split('\r\n')[0]).toBe(
    'input.question,expected,metadata.topic,tags,split',
  );
  const same = await alone('diff', path('golden'), join(path('golden'), 'questions.jsonl'));
  expect(same.out).toContain('The same version: 3 examples.');
});

test('a difference says what was added, removed, reworded and changed, on which slices', async () => {
  await run('push', await golden());
  const edited = [
    { ...lines[0], expected: 'in the south' },
    { ...lines[1], input: { question: 'Who wrote the long letters?' } },
    { input: { question: 'Is there a lighthouse?' }, metadata: { topic: 'places' } },
  ];
  const { out } = await run('diff', 'faq', await golden(edited, 'edited'));
  expect(out).toContain('1 added, 1 removed, 1 reworded, 1 changed, 0 the same');
  expect(out).toContain('in the [-north-]{+south+}');
  expect(out).toContain('Who wrote the {+long +}letters?');
  expect(out).toMatch(/places +1 +2/);
  const diff = await json('diff', 'faq', path('edited'));
  expect(diff).toMatchObject({
    isSame: false,
    unchanged: 0,
    changed: [{ fields: ['expected'] }],
    reworded: [{}],
  });
});

test('one flipped byte of a file is found against its pin, named where the version is known, and told', async () => {
  const { versionId } = await openFiles(await golden(), folder);
  await run('push', path('golden'));
  expect((await run('verify', path('golden'), '--pin', versionId)).exitCode).toBe(0);
  const file = join(path('golden'), 'questions.jsonl');
  const bytes = await readFile(file);
  const at = bytes.indexOf('north');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file, bytes);
  const { exitCode, out } = await run('verify', path('golden'), '--pin', versionId);
  expect(exitCode).toBe(5);
  expect(out).toContain(`said      ${versionId}`);
  expect(out).toContain(
    `${canonicalHash({ question: 'Where is the harbour?' })}  It is not what was kept under the pinned id.`,
  );
  expect(out).toContain('An alert was raised');
  const { items } = await program.assay.tracking.store.gateRuns.alerts({ limit: 5, after: null });
  expect(items).toMatchObject([
    { kind: 'dataset-hash-mismatch', subject: 'dataset:faq', recipient: 'grace' },
  ]);
  bytes[bytes.indexOf('{')] = 0x5b;
  await writeFile(file, bytes);
  const unreadable = await run('verify', path('golden'), '--pin', versionId);
  expect(unreadable.exitCode).toBe(5);
  expect(unreadable.out).toContain('questions.jsonl:1');
});

test('wherever a byte of a file is flipped, it is noticed', async () => {
  const { versionId } = await openFiles(await golden(), folder);
  const file = join(path('golden'), 'questions.jsonl');
  const original = await readFile(file);
  const text = original.toString('utf8');
  let sameMeaning = 0;
  for (let at = 0; at < original.length; at += 5) {
    const bytes = Buffer.from(original);
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    await writeFile(file, bytes);
    const found = await openFiles(path('golden'), folder).then(
      (dataset) => dataset.versionId,
      () => 'refused',
    );
    // A line end that became another character of white space means the same.
    if (found === versionId) sameMeaning += 1;
  }
  expect(sameMeaning).toBeLessThanOrEqual([...text].filter((character) => /\s/.test(character)).length);
  await writeFile(file, original);
});

test('a leak holds up publishing until a reason is given, and the reason is shown', async () => {
  const leaky = [
    { input: 'How do I reset the password of my account?', split: 'train' },
    { input: 'how do I reset the password of my account', split: 'test' },
  ];
  await run('push', await golden(leaky));
  const check = await run('check', 'faq');
  expect(check.exitCode).toBe(1);
  expect(check.out).toMatch(/Leaks between splits: 1\n +100 % /);
  const refused = await run('publish', 'faq', '--without-review', 'alone');
  expect(refused).toMatchObject({ exitCode: 3 });
  expect(refused.err).toContain('1 leaks between splits');
  expect(
    (await run('publish', 'faq', '--without-review', 'alone', '--acknowledge', 'they differ in case'))
      .exitCode,
  ).toBe(0);
  expect((await run('show', 'faq')).out).toContain('1 leaks acknowledged: they differ in case');
});

test('lists are tables, and empty when nothing is kept', async () => {
  expect((await run('list')).out).toContain('No datasets are kept');
  await run('push', await golden(), '--as', 'ada');
  await run('push', await golden(lines.slice(1)), '--as', 'ada');
  expect((await run('list')).out).toMatch(/faq +– +draft +\w{12} +2 +2 +grace/);
  const versions = await run('list', 'faq');
  expect(versions.out.trimEnd().split('\n')).toHaveLength(3);
  expect((await run('list', 'fqa')).err).toContain("Did you mean 'faq'?");
  await run('withdraw', 'faq@newest', '--reason', 'wrong');
  expect((await run('list', 'faq')).out).toContain('withdrawn');
});

test('what cannot be meant is refused', async () => {
  await run('push', await golden());
  for (const args of [
    ['review', 'faq'],
    ['review', 'faq', '--submit', '--approve'],
    ['publish', path('golden')],
    ['withdraw', 'faq', '--reason', 'x'],
    ['verify', 'faq', '--pin', 'abcdef12'],
    ['push', path('nothing.jsonl')],
    ['push', path('golden'), '--map', 'question'],
    ['push', path('golden'), '--name', '../x'],
    ['check', 'faq', '--against', path('golden')],
    ['show', 'nobody'],
  ]) {
    expect([args, (await run(...args)).exitCode]).toEqual([args, 3]);
  }
});

test('a first push makes the data directory', async () => {
  await golden();
  const env = { ASSAY_DATA: path('.assay') };
  const pushed = await runCaptured(['dataset', 'push', path('golden')], { fetch: nobodyAnswers, env });
  expect(pushed).toMatchObject({ exitCode: 0, err: '' });
  const listed = await runCaptured(['dataset', 'list'], { fetch: nobodyAnswers, env });
  expect(listed.out).toContain('faq');
});

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\r', '\n', '"', ',', '|', ';', ' ', '\uFEFF', '\t'),
    fc.string({ unit: 'grapheme', maxLength: 1 }),
  ),
  maxLength: 8,
});
const key = fc
  .oneof(fc.constantFrom('a', 'b.c', 'x:json', '', 'input', '-', ' '), text)
  .filter((name) => name.isWellFormed() && name !== '__proto__');
const name = text.filter((each) => each !== '' && each.isWellFormed());
const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1.5, 1e21, '', '3', 'null', '[]'),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  text.filter((each) => each.isWellFormed()),
);
const value: fc.Arbitrary<Json> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(key, scalar, { maxKeys: 3, noNullPrototype: true }),
);
const object: fc.Arbitrary<JsonObject> = fc.dictionary(
  key.filter((each) => each !== ''),
  value,
  { maxKeys: 3, noNullPrototype: true },
);
const anyExample = fc.record({
  input: value.filter((each) => each !== null),
  expected: value,
  metadata: object,
  tags: fc.uniqueArray(name, { maxLength: 3 }),
  split: fc.option(name),
  cluster: fc.option(name),
});

test('any examples exported in any format and read again are the same version', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(anyExample, { maxLength: 5, selector: ({ input }) => canonicalHash(input) }),
      fc.constantFrom(...exampleFormats),
      async (rows, format) => {
        const examples: Example[] = rows
          .map((row) => ({ ...row, tags: row.tags.toSorted(), exampleId: canonicalHash(row.input) }))
          .sort((a, b) => (a.exampleId < b.exampleId ? -1 : 1));
        const file = path(`examples.${format}`);
        const target = await exportFile(file);
        await writeExamples({ examples }, format, target);
        await target.finish();
        const again = await readExamples(file);
        const idOf = (each: readonly Example[]) =>
          versionIdOf({ examples: each, slices: [], inputSchema: null });
        expect(idOf(again), format).toBe(idOf(examples));
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);
