// Golden datasets over the native API: pushed and read as streams, refused in sentences, hostile bodies and all.
import type { AddressInfo } from 'node:net';
import { client } from 'assay-sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../server/testAssay.ts';

let assay: TestAssay;
beforeEach(async () => {
  assay = await testAssay();
});
afterEach(async () => assay.close());

const push = (name: string, lines: readonly (object | string)[]) =>
  assay.http.inject({
    method: 'POST',
    url: `/api/v1/datasets/${name}/versions`,
    headers: { 'content-type': 'application/x-ndjson' },
    payload: lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  });
const questions = [{ input: 'one' }, { input: 'two', split: 'holdout' }];

test('a version is pushed and read back over a real connection, streamed both ways', async () => {
  await assay.http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = assay.http.server.address() as AddressInfo;
  const api = client({ url: `http://127.0.0.1:${port}`, token: '' });
  const lines = [{ card: { custodian: 'grace' } }, ...questions].map((line) => `${JSON.stringify(line)}\n`);
  const pushed = await api.datasets.push(
    'faq',
    ReadableStream.from(lines.map((line) => new TextEncoder().encode(line))),
  );
  expect(pushed).toMatchObject({ isNew: true, version: { standing: 'draft', card: { custodian: 'grace' } } });
  const answer = await api.datasets.examples('faq', 'newest', { actor: 'ada', reason: 'a test' });
  expect(
    (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(
    expect.arrayContaining([
      { input: 'one', expected: null, metadata: {}, tags: [], split: null, cluster: null },
      { input: 'two', expected: null, metadata: {}, tags: [], split: 'holdout', cluster: null },
    ]),
  );
  expect((await api.datasets.looks('faq')).items).toMatchObject([
    { actor: 'ada', reason: 'a test', examples: 1 },
  ]);
  const rest = await api.datasets.examples('faq', 'newest', { holdout: 'exclude' });
  expect((await rest.text()).trimEnd().split('\n')).toHaveLength(1);
  expect((await api.datasets.looks('faq')).items).toHaveLength(1);
  expect((await api.datasets.hashes('faq', 'newest')).items).toHaveLength(2);
});

test('what cannot be examples is refused with its lines, and nothing is kept', async () => {
  const answer = await push('faq', [{}, { input: 'one' }, { input: 'one' }, 'nonsense', { question: 'x' }]);
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: 'dataset/invalid-examples' });
  for (const said of ['the body:3  the same input', 'the body:4  ', 'the body:5  unknown key']) {
    expect(answer.json<{ detail: string }>().detail).toContain(said);
  }
  expect((await assay.http.inject('/api/v1/datasets')).json()).toEqual({ items: [], next: null });
});

test.each([
  ['nothing at all', [], 'request/invalid-field'],
  ['a header that is no header', [{ input: 'one' }], 'request/invalid-field'],
  ['a header that is no JSON', ['{'], 'dataset/invalid-examples'],
  [
    'a hostile depth',
    [{}, `{"input":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    'dataset/invalid-examples',
  ],
  ['a line of 20 MB', [{}, `{"input":"${'x'.repeat(20_000_000)}"}`], 'dataset/invalid-examples'],
  [
    'an input against the schema',
    [{ inputSchema: { type: 'string' } }, { input: 1 }],
    'dataset/invalid-examples',
  ],
  [
    'a schema that reads elsewhere',
    [{ inputSchema: { $ref: 'http://localhost/' } }, { input: 1 }],
    'dataset/invalid-schema',
  ],
  ['two slices of one name', [{ slices: [{ name: 'a' }, { name: 'a' }] }], 'request/invalid-field'],
])('%s is refused', async (_what, lines, code) => {
  const answer = await push('faq', lines);
  expect(answer.json()).toMatchObject({ code });
  expect(answer.statusCode).toBe(400);
});

test('a name that is no name of a dataset is refused', async () => {
  expect((await push('.hidden', [{}, ...questions])).json()).toMatchObject({ code: 'dataset/invalid-name' });
  expect((await push('a%2Fb', [{}, ...questions])).json()).toMatchObject({ code: 'dataset/invalid-name' });
});
