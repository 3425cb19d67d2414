// Waits for asynchronous work, but not for ever. Work that never yields cannot be stopped this way: see runWithin.
import type { EvaluationContext } from '../../context.ts';
import { unscored, type Unscored } from '../scoring/unscored.ts';

export type InTime = { readonly kind: 'done'; readonly value: unknown } | Unscored;

/** @throws what the work throws, and the reason of the signal once it is aborted */
export async function withinTime(
  work: () => Promise<unknown>,
  limitMs: number,
  { sleep }: Pick<EvaluationContext, 'sleep'>,
  signal: AbortSignal,
): Promise<InTime> {
  signal.throwIfAborted();
  const finished = new AbortController();
  const limit = sleep(limitMs, AbortSignal.any([signal, finished.signal])).then((): InTime =>
    unscored('evaluator/too-slow', `no score within ${String(limitMs)} ms`),
  );
  // When the work is done first, the wait ends with an abort that nobody needs to hear of.
  limit.catch(() => undefined);
  try {
    return await Promise.race([work().then((value): InTime => ({ kind: 'done', value })), limit]);
  } finally {
    finished.abort();
  }
}
