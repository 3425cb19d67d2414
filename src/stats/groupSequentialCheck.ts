// One required dimension over several planned looks: what crossed first stays. It combines no dimensions and stops nothing.
import { alphaSpending } from './alphaSpending.ts';
import type { Look, SpendingFunction } from './alphaSpending.ts';
import type { Verdict } from './verdictOfBounds.ts';

export interface LookStatistics {
  /** Share of the planned information at this look, in (0, 1]. */
  readonly information: number;
  /** z of "the loss is at least the margin", e.g. `tangoScore(counts, −margin)`; undefined when there is none. */
  readonly zPass: number | undefined;
  /** z of "there is no loss", e.g. `−tangoScore(counts, 0)`; undefined when there is none. */
  readonly zFail: number | undefined;
  /** Whether a PASS is possible at this look at all: enough examples to have seen a collapse, enough clusters. */
  readonly meetsGuards: boolean;
}

export interface GroupSequentialCheck {
  readonly verdict: Verdict;
  /** Index of the deciding look, from 0; undefined while undecided. */
  readonly decidedAt: number | undefined;
  /** Critical values for PASS, one a look. */
  readonly passLooks: readonly Look[];
  /** Critical values for FAIL, one a look. */
  readonly failLooks: readonly Look[];
}

/**
 * @param looks    those made so far, information strictly increasing
 * @param alpha    one-sided error of PASS over all looks, in (0, 1); not divided among dimensions
 * @param alphaFail one-sided error of FAIL over all looks, in (0, 1): the family error divided by the number of dimensions
 * @param spending when the errors may be spent
 * @throws  RangeError as `alphaSpending`, or when a statistic is NaN
 * @source  statistical design 2.6; Lan & DeMets 1983
 */
export function groupSequentialCheck(
  looks: readonly LookStatistics[],
  alpha: number,
  alphaFail: number,
  spending?: SpendingFunction,
): GroupSequentialCheck {
  if (looks.some(({ zPass, zFail }) => Number.isNaN(zPass) || Number.isNaN(zFail))) {
    throw new RangeError('a statistic is not a number');
  }
  const information = looks.map((look) => look.information);
  const passLooks = alphaSpending(information, alpha, spending);
  const failLooks = alphaSpending(information, alphaFail, spending);
  for (const [index, look] of looks.entries()) {
    const passes = look.meetsGuards && exceeds(look.zPass, passLooks[index]);
    if (passes) return { verdict: 'PASS', decidedAt: index, passLooks, failLooks };
    if (exceeds(look.zFail, failLooks[index])) {
      return { verdict: 'FAIL', decidedAt: index, passLooks, failLooks };
    }
  }
  return { verdict: 'INCONCLUSIVE', decidedAt: undefined, passLooks, failLooks };
}

function exceeds(z: number | undefined, look: Look | undefined): boolean {
  return z !== undefined && look?.critical !== undefined && z > look.critical;
}
