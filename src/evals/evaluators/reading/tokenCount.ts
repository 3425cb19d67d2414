// Tokens as the endpoint counted them. Never an estimate: tokenisers differ between models.
import type { TokenUsage } from '../../../model/evaluation.ts';
import { missingInput, type Unscored } from '../scoring/unscored.ts';

export type TokenSide = 'input' | 'output' | 'total';

export function tokenCount(usage: TokenUsage | null, side: TokenSide): number | Unscored {
  const input = usage?.inputTokens ?? null;
  const output = usage?.outputTokens ?? null;
  const count =
    side === 'input'
      ? input
      : side === 'output'
        ? output
        : input === null || output === null
          ? null
          : input + output;
  return (
    count ??
    missingInput(`the target did not say how many ${side === 'total' ? '' : `${side} `}tokens it used`)
  );
}
