// McNemar's test: is there any difference between paired pass rates. It cannot show that a loss is tolerable: that is tangoScore.
import { binomialCdf, binomialPmf, binomialUpperTail } from './binomial.ts';
import { chiSquareUpperTail } from './chiSquare.ts';
import { requireCount } from './requireCount.ts';

export interface McNemar {
  /** candidateOnly + baselineOnly; below 6 the exact test can never reach two-sided 0.05. */
  readonly discordant: number;
  /** Two-sided mid-p: the one to print; never seen above nominal (Fagerland 2013). */
  readonly midP: number;
  /** Two-sided exact conditional p: conservative. */
  readonly exactP: number;
  /** One-sided exact p of "the candidate is not better". */
  readonly exactPCandidateBetter: number;
  /** (b − c)²/(b + c), and its p. */
  readonly chiSquare: number;
  readonly chiSquareP: number;
  /** With continuity correction: for comparison with other tools. */
  readonly correctedChiSquare: number;
  readonly correctedChiSquareP: number;
}

/**
 * McNemar's tests of "both versions pass equally often".
 *
 * @param candidateOnly pairs where only the candidate passed; integer ≥ 0
 * @param baselineOnly  pairs where only the baseline passed; integer ≥ 0
 * @returns every p is 1 when no pair is discordant, by definition
 * @throws RangeError when a count is not an integer ≥ 0
 * @source McNemar 1947; mid-p: Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91. Reference values: MC-01.
 */
export function mcnemar(candidateOnly: number, baselineOnly: number): McNemar {
  requireCount(candidateOnly, 'candidateOnly');
  requireCount(baselineOnly, 'baselineOnly');
  const discordant = candidateOnly + baselineOnly;
  const fewer = Math.min(candidateOnly, baselineOnly);
  const tail = binomialCdf(fewer, discordant, 0.5);
  const point = binomialPmf(fewer, discordant, 0.5);
  const distance = Math.abs(candidateOnly - baselineOnly);
  const chiSquare = discordant === 0 ? 0 : distance ** 2 / discordant;
  const corrected = discordant === 0 ? 0 : Math.max(0, distance - 1) ** 2 / discordant;
  return {
    discordant,
    midP: discordant === 0 ? 1 : distance === 0 ? 1 - point / 2 : 2 * tail - point,
    exactP: Math.min(1, 2 * tail),
    exactPCandidateBetter: binomialUpperTail(candidateOnly, discordant, 0.5),
    chiSquare,
    chiSquareP: chiSquareUpperTail(chiSquare, 1),
    correctedChiSquare: corrected,
    correctedChiSquareP: chiSquareUpperTail(corrected, 1),
  };
}
