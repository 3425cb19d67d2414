// What evaluators are given in tests: a real store and clock, and an embeddings endpoint that answers from the letters of a text.
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import type { Fetch } from '../../context.ts';
import type { EvaluatorServices } from '../../evaluator.ts';
import type { Store } from '../../../store/store.ts';

/** Evaluators ask storage nothing; one that did would fail here by name. */
const noStore = new Proxy(Object.create(null) as Store, {
  get(_, key) {
    throw new Error(`an evaluator asked the store for ${String(key)}`);
  },
});

export function evaluatorServices(more: Partial<EvaluatorServices> = {}): EvaluatorServices {
  return {
    store: noStore,
    now: () => 1_790_000_000_000,
    elapsed: () => performance.now(),
    randomBytes: (size) => new Uint8Array(size),
    announce: () => undefined,
    fetch: letterEmbeddings,
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
    secret: () => undefined,
    folder: join(import.meta.dirname, 'own'),
    ...more,
  };
}

/** The texts that a call of an embeddings endpoint asks for. */
export function textsOf({ body }: RequestInit): readonly string[] {
  if (typeof body !== 'string') throw new TypeError('the body of the call is no text');
  return (JSON.parse(body) as { readonly input: readonly string[] }).input;
}

/** How often each letter occurs: deterministic, and nearer for likelier texts. */
export const letterEmbeddings: Fetch = async (_, init) => {
  const input = textsOf(init);
  const data = input.map((text, index) => {
    const embedding = new Array<number>(27).fill(0);
    for (const letter of text.toLowerCase()) {
      const at = letter.charCodeAt(0) - 97;
      const place = at >= 0 && at < 26 ? at : 26;
      embedding[place] = (embedding[place] ?? 0) + 1;
    }
    return { index, embedding };
  });
  return Response.json({ data, usage: { prompt_tokens: input.length, total_tokens: input.length } });
};
