// What was decided about a score table, check by check, with everything needed to see why. Not how it is computed or shown.
import type { Criticality } from './gatePolicy.ts';

export type Verdict = 'PASS' | 'FAIL' | 'INCONCLUSIVE';

export type CheckKind = 'non-inferiority' | 'floor' | 'superiority' | 'ceiling' | 'catastrophe' | 'aggregate';

/** A reason in words, and a code that tests and pages can rely on. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** A further test, printed beside the one that decides. */
export interface OtherTest {
  readonly method: string;
  readonly statistic: number | null;
  readonly p: number | null;
  readonly interval: readonly [number, number] | null;
}

/**
 * One check. Differences are candidate − baseline, oriented so that larger is better; `ratio` scales are given as the ratio
 * candidate ÷ baseline in `ratio`, and as its logarithm, oriented alike, in `estimate` and the bounds. A floor's estimate and bounds are
 * on the evaluator's own scale (the geometric mean of a ratio scale), those of ceilings and catastrophes are shares of results.
 */
export interface Check {
  readonly objective: string;
  /** Null for the whole set. */
  readonly slice: string | null;
  readonly kind: CheckKind;
  readonly criticality: Criticality;
  /** Whether this check takes part in the verdict. A critical slice takes part by FAIL alone: it never holds a PASS up. */
  readonly decides: boolean;
  readonly verdict: Verdict;
  /**
   * `improvement`, `within-tolerance-regression`, `beyond-margin`, `baseline-below-floor`, `small-sample`, `zero-variance`,
   * `missing-data`, `missing-could-fail`, `waived`, `not-statistically-supported`, `identical-on-this-dataset`, `withheld`, `stopped-early`, `crossed-at-look-2`.
   */
  readonly flags: readonly string[];
  readonly reasons: readonly Reason[];
  /** Examples in the dataset selection; pairs that entered the test; pairs without a result. */
  readonly n: number;
  readonly pairs: number;
  readonly missing: {
    readonly candidate: number;
    readonly baseline: number;
    readonly unscored: number;
  };
  readonly epochs: number;
  readonly clusters: number | null;
  readonly designEffect: number | null;
  readonly candidateMean: number | null;
  readonly baselineMean: number | null;
  readonly estimate: number | null;
  readonly se: number | null;
  /** One-sided bounds at `level` each; null when nothing can be bounded. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Two-sided level that the bounds form, such as 0.9. */
  readonly level: number;
  readonly ratio: {
    readonly estimate: number;
    readonly lower: number;
    readonly upper: number;
  } | null;
  readonly method: string;
  /**
   * One-sided p of a regression (of one beyond the margin where only that fails), of the claim for all other kinds; null where nothing
   * varies. Natural logarithm beside it for tiny ones.
   */
  readonly p: number | null;
  readonly lnP: number | null;
  readonly pAdjusted: number | null;
  /** `holm:required`, `bonferroni:required` at a look of a sequential design, `bh:slices`, or null for an unadjusted one. */
  readonly family: string | null;
  readonly margin: number | null;
  /** Of a ceiling or of catastrophes: the share of results that is allowed. */
  readonly floor: number | null;
  readonly largestLoss: number;
  readonly nMin: number | null;
  readonly alpha: number;
  readonly alphaSpent: number | null;
  readonly look: number | null;
  /** Chance of PASS with this many examples when nothing changed; null when it cannot be told. */
  readonly powerIfNoChange: number | null;
  readonly nMore: { readonly noChange: number | null; readonly asObserved: number | null } | null;
  /** Smallest margin these pairs could certify, in the policy's unit. */
  readonly certifiableMargin: number | null;
  readonly otherTests: readonly OtherTest[];
  /** Binary scales: [both pass, candidate only, baseline only, neither]. */
  readonly table: readonly [number, number, number, number] | null;
  readonly warnings: readonly string[];
  /** Only where every example is held to the demand (`all-pass`): the first fifty that miss it. */
  readonly failing?: readonly string[];
}

/** An example whose result changed between the arms, worst first. */
export interface Flip {
  readonly exampleId: string;
  readonly objective: string;
  readonly candidate: number | null;
  readonly baseline: number | null;
  /** Oriented: negative is worse. */
  readonly difference: number | null;
  readonly slices: readonly string[];
}

/** Slices of one objective, shrunk toward their common mean for display. */
export interface SliceSummary {
  readonly objective: string;
  readonly heterogeneityP: number | null;
  readonly slices: readonly {
    readonly slice: string;
    readonly n: number;
    readonly difference: number | null;
    readonly shrunk: number | null;
  }[];
}

export interface Judgement {
  readonly verdict: Verdict;
  /** In one or two sentences: what decided. */
  readonly headline: string;
  readonly reasons: readonly Reason[];
  /** Whole-set checks first, in the order of the policy; then slices. */
  readonly checks: readonly Check[];
  /** Slices that warn, most severe first: indices into `checks`. */
  readonly warnings: readonly number[];
  /** All that changed, worst first; bounded by `mostFlips` with the whole count beside it. */
  readonly flips: readonly Flip[];
  readonly flipCount: { readonly worse: number; readonly better: number };
  readonly sliceSummaries: readonly SliceSummary[];
  /** What would settle an INCONCLUSIVE, in words, one a line; empty otherwise. */
  readonly settle: readonly string[];
  /** SHA-256 of the canonical inputs of the verdict: scores and policy. */
  readonly inputsHash: string;
  /** Names the methods; changes when a verdict could. */
  readonly statsVersion: string;
}
