// How near an answer is to what is expected in the space of an embedding model. The endpoint decides what near means.
import { z } from 'zod';
import type { Json } from '../../model/json.ts';
import type { EvaluatorDeclaration, EvaluatorKind } from '../evaluator.ts';
import { EmbeddingCache } from './embedding/embeddingCache.ts';
import { cosine } from './measures/cosine.ts';
import { answerText } from './reading/answerText.ts';
import { expectedTexts } from './reading/expectedTexts.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { shareScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { missingInput } from './scoring/unscored.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  /** Such as `https://api.openai.com/v1`. */
  baseUrl: z.url(),
  model: z.string().min(1),
  /** Name of the variable that holds the key; null to send none. */
  apiKey: z.string().min(1).nullable().default(null),
  /** Sent beside model and input, such as `dimensions`. */
  parameters: z
    .record(
      z.string(),
      z.custom<Json>(() => true),
    )
    .default({}),
  /** Texts in one call. */
  batch: z.number().int().min(1).max(2048).default(64),
  timeoutMs: z.number().int().min(1).default(30_000),
});

// The same text may come back with other last digits from another machine of the provider.
const declaration: EvaluatorDeclaration = {
  ...shareScore('similarity', ['expected', 'endpoint']),
  isDeterministic: false,
};

export const embeddingCosine: EvaluatorKind<z.infer<typeof options>> = {
  name: 'embedding-cosine',
  summary: 'Cosine of the embeddings of answer and expected text, from an OpenAI-compatible endpoint.',
  version: 1,
  options,
  declare: () => declaration,
  create(chosen, services) {
    const embeddings = new EmbeddingCache(chosen, services);
    return evaluatorOf(embeddingCosine, chosen, declaration, {
      unhashed: ['apiKey', 'batch', 'timeoutMs'],
      async score(item, signal) {
        const expected = expectedTexts(item.example, chosen.expected);
        if (expected.kind === 'unscored') return expected;
        const text = answerText(item, chosen.output);
        if (typeof text !== 'string') return text;
        if (text.trim() === '')
          return missingInput('the answer is empty, and an empty text has no embedding');
        const [answer, ...references] = await Promise.all(
          [text, ...expected.value].map((one) => embeddings.vectorOf(one, signal)),
        );
        let best = -Infinity;
        for (const reference of references) {
          if (answer?.kind !== 'vector') continue;
          if (reference.kind === 'failed')
            return { kind: 'unscored', reason: reference.error.message, error: reference.error };
          best = Math.max(best, cosine(answer.vector, reference.vector) ?? -Infinity);
        }
        if (answer?.kind === 'failed') {
          return { kind: 'unscored', reason: answer.error.message, error: answer.error };
        }
        if (best === -Infinity)
          return missingInput('the endpoint gave an embedding that is zero or of another length');
        // Opposite directions are no nearer than unrelated ones.
        return scored(Math.min(1, Math.max(0, best)), null, { cosine: best });
      },
      close: () => embeddings.close(),
    });
  },
};
