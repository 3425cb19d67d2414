// What tokens cost, by a dated price list that the user gives. No prices are known here.
import { z } from 'zod';
import type { TokenUsage } from '../../model/evaluation.ts';

/** Money per million tokens, in USD; `asOf` says when that was the price. */
export const pricesOption = z.strictObject({
  asOf: z.iso.date(),
  inputPerMillion: z.number().min(0),
  outputPerMillion: z.number().min(0),
});

export type Prices = z.infer<typeof pricesOption>;

/** In USD; null when there is no price list or the endpoint did not count both. */
export function costOf(usage: TokenUsage | null, prices: Prices | null): number | null {
  if (prices === null || usage === null || usage.inputTokens === null || usage.outputTokens === null) {
    return null;
  }
  return (
    (usage.inputTokens * prices.inputPerMillion + usage.outputTokens * prices.outputPerMillion) / 1_000_000
  );
}
