// Whatever is sent to the native API, it does not break, and every refusal is a problem with a code.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../server/testAssay.ts';
import type { NativeRoute } from './route.ts';
import { routes } from './routes.ts';

let assay: TestAssay;
beforeAll(async () => {
  assay = await testAssay();
});
afterAll(async () => assay.close());

/** Streams that do not end, and work on the data directory that takes long, are left out. */
const asked = routes.filter(({ id }) => id !== 'watchEvents' && id !== 'createBackup');

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    0.5,
    1e300,
    2 ** 53,
    '',
    ' ',
    '0',
    'NaN',
    '../..',
    '%2e%2e',
    '\0',
    '\ud800',
  ),
  fc.constantFrom<unknown>([], {}, [[]], [null], { key: 1 }, 'x'.repeat(10_000)),
  fc.string(),
  fc.array(fc.string(), { maxLength: 3 }),
);

/** An example with some of its parts replaced, left out or doubled. */
function spoilt(example: unknown): fc.Arbitrary<unknown> {
  const whole: fc.Arbitrary<unknown> = Array.isArray(example)
    ? fc
        .tuple(...example.map(spoilt))
        .chain((items) => fc.constantFrom<unknown>(items, [...items, ...items], items.slice(1)))
    : typeof example === 'object' && example !== null
      ? fc
          .tuple(
            fc.record(Object.fromEntries(Object.entries(example).map(([key, part]) => [key, spoilt(part)]))),
            fc.option(fc.constantFrom('kye', '__proto__', 'constructor', ''), { freq: 20 }),
          )
          .map(([record, extra]) => (extra === null ? record : { ...record, [extra]: 1 }))
      : fc.constant(example);
  return fc.oneof({ weight: 15, arbitrary: whole }, { weight: 1, arbitrary: odd });
}

const id = fc.constantFrom(
  '1',
  '0',
  '99',
  'a'.repeat(32),
  'x',
  '..',
  '%00',

  '%2F',
  'ü',
  'x'.repeat(3000),
  'nan',
);
const query = fc.array(
  fc.tuple(
    fc.constantFrom('limit', 'cursor', 'filter', 'orderBy', 'view', 'name', 'path', 'other'),
    fc.constantFrom(
      '1',
      '0',
      '-5',
      '1e9',
      'x',
      '',
      'all',
      'a/../..',
      "name = 'x'",
      "name = '",
      'name DESC',
      'eyJ9',
      '%',
    ),
  ),
  { maxLength: 3 },
);

function requestFor(route: NativeRoute): fc.Arbitrary<{ url: string; payload: string | Buffer | undefined }> {
  const body: fc.Arbitrary<string | Buffer | undefined> =
    route.body === null
      ? fc.constant(undefined)
      : fc.oneof(
          { weight: 12, arbitrary: spoilt(route.body.example).map((value) => JSON.stringify(value)) },
          {
            weight: 1,
            arbitrary: fc.constantFrom('', '{', '[]', 'null', '"x"', '{"a":1,"a":2}', '['.repeat(5000)),
          },
          { weight: 1, arbitrary: fc.uint8Array().map((bytes) => Buffer.from(bytes)) },
        );
  return fc.record({ id, query, payload: body }).map(({ id: part, query: pairs, payload }) => {
    const path = route.path.replace('+}', '}').replaceAll(/\{\w+\}/g, part);
    const search = pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
    return { url: `/api/v1${path}${search === '' ? '' : `?${search}`}`, payload };
  });
}

/** All experiments and runs, as text to compare. */
async function wholeState(): Promise<string> {
  const inject = { method: 'GET', url: '/api/v1/experiments?view=all&limit=1000' } as const;
  const experiments = (await assay.http.inject(inject)).body;
  const runs = await assay.http.inject({
    method: 'POST',
    url: '/api/v1/runs/search',
    payload: '{"experimentIds":["0","1","2","3"],"view":"all","limit":1000}',
  });
  return `${experiments}\n${runs.body}`;
}

/** What any route may answer: its input was not understood, or the path led to none. */
const everywhere = [
  'request/invalid-field',
  'request/not-json',
  'request/too-large',
  'request/unknown-route',
];

test('no request is answered with a 5xx, every refusal is one that its route declares, and what is refused changes nothing', async () => {
  await assay.http.inject({ method: 'POST', url: '/api/v1/runs', payload: `{"runId":"${'a'.repeat(32)}"}` });
  const requests = fc
    .constantFrom(...asked)
    .chain((route) => requestFor(route).map((request) => ({ route, ...request })));
  let done = 0;
  let state = await wholeState();
  await fc.assert(
    fc.asyncProperty(requests, async ({ route, url, payload }) => {
      const answer = await assay.http.inject({
        method: route.method,
        url,
        ...(payload === undefined ? {} : { payload, headers: { 'content-type': 'application/json' } }),
      });
      expect(answer.statusCode, `${route.method} ${url} ${answer.body}`).toBeLessThan(500);
      const after = route.method === 'GET' ? state : await wholeState();
      if (answer.statusCode < 400) {
        done += 1;
        state = after;
        return;
      }
      expect(after, `changed by ${route.method} ${url}, answered ${answer.body}`).toBe(state);
      const problem: unknown = answer.json();
      const code: unknown =
        typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : '';
      expect([...route.errors, ...everywhere], `${route.method} ${url} ${answer.body}`).toContain(code);
    }),
    // What failed cannot be made smaller: each request meets the state that those before it left.
    { numRuns: 3000, endOnFailure: true },
  );
  expect(done).toBeGreaterThan(200);
}, 60_000);
