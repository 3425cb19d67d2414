// Embeddings are asked for once a text, many in a call; what the endpoint fails at is unscored with its error.
import { expect, test } from 'vitest';
import type { Fetch } from '../context.ts';
import { openEvaluator } from '../openEvaluator.ts';
import { evaluatedItem } from './conformance/evaluatedItem.ts';
import { evaluatorServices, letterEmbeddings, textsOf } from './conformance/evaluatorServices.ts';
import { scoreWith } from './conformance/scoreWith.ts';

const options = { baseUrl: 'http://127.0.0.1:9/v1', model: 'letters', apiKey: 'EMBEDDINGS_KEY', batch: 4 };
const secret = (): string => 'sk-very-secret';
const { signal } = new AbortController();

test('texts share calls, and none is asked for twice', async () => {
  const asked: (readonly string[])[] = [];
  const fetch: Fetch = async (url, init) => {
    asked.push(textsOf(init));
    return letterEmbeddings(url, init);
  };
  const evaluator = await openEvaluator(
    { use: 'embedding-cosine', options },
    evaluatorServices({ fetch, secret }),
  );
  const items = ['abc', 'abd', 'xyz', 'abc', 'abd'].map((text) => evaluatedItem(text, 'abc'));
  const scores = await Promise.all(items.map(async (item) => evaluator.score(item, signal)));
  expect(scores[0]).toMatchObject({ value: expect.closeTo(1, 12) as number });
  expect(scores[1]).toMatchObject({ value: expect.closeTo(2 / 3, 12) as number });
  expect(scores[2]).toMatchObject({ value: 0 });
  expect(asked).toEqual([['abc', 'abd', 'xyz']]);
});

test.each<[string, Fetch, string]>([
  [
    'says 401',
    async () => new Response('{"error":"sk-very-secret"}', { status: 401 }),
    'endpoint/unauthorized',
  ],
  ['gives too few vectors', async () => Response.json({ data: [] }), 'endpoint/no-answer'],
  ['answers HTML', async () => new Response('<html>oops</html>'), 'endpoint/bad-body'],
])('an endpoint that %s leaves the example unscored', async (_, fetch, code) => {
  const sleep = async (): Promise<void> => undefined;
  const services = {
    fetch,
    secret,
    sleep: (ms: number) => (ms > 10_000 ? new Promise<void>(() => undefined) : sleep()),
  };
  const score = await scoreWith('embedding-cosine', options, evaluatedItem('a', 'b'), services);
  expect(score).toMatchObject({ kind: 'unscored', error: { code } });
  expect(JSON.stringify(score)).not.toContain('sk-very-secret');
});

test('a key that is not set is said by its name', async () => {
  const score = await scoreWith('embedding-cosine', options, evaluatedItem('a', 'b'));
  expect(score).toMatchObject({ kind: 'unscored', error: { code: 'endpoint/missing-secret' } });
});
