// Is the share of bad results shown to be small enough: values above a ceiling, or catastrophes. Exact binomial bounds, no bootstrap.
import type { CheckKind, OtherTest } from '../../model/judgement.ts';
import { allPassTrials, clusteredClopperPearson } from '../../stats/clopperPearson.ts';
import { binomialCdf } from '../../stats/binomial.ts';
import { clusterRobust } from '../../stats/clusterRobust.ts';
import { harrellDavis } from '../../stats/harrellDavis.ts';
import { worstValue } from './alignArms.ts';
import { measuredBase, type DraftCheck, type Measured } from './draftCheck.ts';
import {
  leastClusterDf,
  noEvidence,
  tooFew,
  tooFewClusters,
  worthOfClusters,
  type Evidence,
} from './evidence.ts';
import type { Subject } from './subject.ts';
import * as words from './words.ts';

/** At most a share 1 − quantile of the candidate's values exceeds the limit. */
export function checkCeiling(subject: Subject, quantile: number, limit: number): DraftCheck {
  const alpha = subject.levels.alphaOf(subject.objective);
  const cells = cellsOf(subject, (value) => value > limit);
  const allowed = 1 - quantile;
  const others = (): readonly OtherTest[] => [
    {
      method: `quantile-${quantile}`,
      statistic: quantileOf(cells.values, quantile),
      p: null,
      interval: null,
    },
  ];
  return draftOfShare(subject, 'ceiling', cells, Number(allowed.toPrecision(12)), alpha, others, {
    bad: `exceed ${limit}`,
    code: 'ceiling',
  });
}

/** At most this share of the candidate's values is the worst there is. */
export function checkCatastrophe(subject: Subject, most: number): DraftCheck {
  const worst = worstValue(subject.alignment.objective);
  const isRatio = subject.alignment.objective.scale === 'ratio';
  const cells = cellsOf(subject, (value) => !isRatio && value === worst);
  return draftOfShare(subject, 'catastrophe', cells, most, subject.levels.catastropheAlpha, () => [], {
    bad: 'are catastrophic',
    code: 'catastrophe',
    ...(isRatio ? { impossible: 'a scale of ratios has no worst value' } : {}),
  });
}

interface Cells {
  /** 1 where bad; missing results are bad in the pessimistic view. */
  readonly bad: Float64Array;
  /** The values themselves, where there are any. */
  readonly values: Float64Array;
  /** What each result was sampled together with: its cluster, or its own example when that was asked several times. */
  readonly keys: Int32Array | null;
}

function cellsOf(subject: Subject, isBad: (value: number) => boolean): Cells {
  const { alignment, view, clusters } = subject;
  const { values } = alignment.objective.candidate;
  const { epochs } = alignment;
  const bad: number[] = [];
  const seen: number[] = [];
  const keys: number[] = [];
  for (let i = 0; i < alignment.applies.length; i++) {
    if (alignment.applies[i] === 0) continue;
    for (let at = i * epochs; at < (i + 1) * epochs; at++) {
      const value = values[at] ?? Number.NaN;
      if (Number.isNaN(value) && view === 'complete') continue;
      bad.push(Number.isNaN(value) || isBad(value) ? 1 : 0);
      keys.push(clusters?.[i] ?? i);
      if (!Number.isNaN(value)) seen.push(value);
    }
  }
  return {
    bad: Float64Array.from(bad),
    values: Float64Array.from(seen),
    keys: clusters !== null || epochs > 1 ? Int32Array.from(keys) : null,
  };
}

function draftOfShare(
  subject: Subject,
  kind: CheckKind,
  { bad, keys }: Cells,
  allowed: number,
  alpha: number,
  otherTests: () => readonly OtherTest[],
  text: { readonly bad: string; readonly code: string; readonly impossible?: string },
): DraftCheck {
  const n = bad.length;
  const count = bad.reduce((sum, one) => sum + one, 0);
  const robust = keys === null ? null : clusterRobust(bad, keys);
  const designEffect =
    robust === null ? 1 : Math.max(1, robust.designEffect ?? n / Math.max(1, robust.effectiveClusters));
  const df = robust === null ? Infinity : (robust.df ?? robust.effectiveClusters - 1);
  const bounds = clusteredClopperPearson(count, n, alpha, designEffect);
  const rate = n === 0 ? null : count / n;
  const impossible =
    text.impossible === undefined
      ? []
      : [{ code: `${text.code}-not-possible`, message: `This cannot be checked: ${text.impossible}.` }];
  const evidence: Evidence = {
    ...noEvidence,
    method: robust === null ? 'clopper-pearson' : 'clopper-pearson-design-effect',
    quantity: 'proportion',
    n,
    effectiveN: worthOfClusters(n, designEffect, robust?.effectiveClusters ?? n),
    clusters: subject.clusters === null ? null : (robust?.clusters ?? null),
    designEffect: robust === null ? null : designEffect,
    estimate: rate,
    se: rate === null ? null : Math.sqrt((rate * (1 - rate) * designEffect) / n),
    lower: bounds?.lower ?? null,
    upper: bounds?.upper ?? null,
    undecidable: [
      ...(n < 2
        ? [tooFew(n, 'results')]
        : df < leastClusterDf
          ? [tooFewClusters(robust?.clusters ?? 0, df)]
          : []),
      ...impossible,
    ],
    otherTests,
  };
  const nMin = allowed > 0 && allowed < 1 ? allPassTrials(1 - allowed, alpha) : null;
  const measured: Measured = {
    ...measuredBase(subject, kind, null, null, evidence),
    alpha,
    level: Number((1 - 2 * alpha).toPrecision(12)),
    candidateMean: rate,
    floor: allowed,
    nMin,
    p: designEffect === 1 && allowed > 0 && allowed < 1 && n > 0 ? binomialCdf(count, n, allowed) : null,
  };
  return {
    measured: { ...measured, lnP: measured.p === null || measured.p <= 0 ? null : Math.log(measured.p) },
    family: null,
    familyP: null,
    decide: () => {
      const { lower, upper } = evidence;
      if (evidence.undecidable.length > 0 || lower === null || upper === null) {
        return { verdict: 'INCONCLUSIVE', flags: [], reasons: [] };
      }
      const seen = `${count} of ${words.counted(n, 'result')} ${text.bad}`;
      const isTooSmall = nMin === null || evidence.effectiveN < nMin;
      if (upper <= allowed && !isTooSmall) return { verdict: 'PASS', flags: [], reasons: [] };
      if (lower > allowed) {
        const message = `${seen}, more than the share of ${words.percent(allowed)} allowed.`;
        return { verdict: 'FAIL', flags: [], reasons: [{ code: `${text.code}-exceeded`, message }] };
      }
      const needed =
        nMin === null ? 'no number of results can show a share of 0' : `${nMin} without one are needed`;
      const reason = isTooSmall
        ? { code: 'n<n_min', message: `Too few results to bound the share: ${needed}; ${seen}.` }
        : {
            code: `${text.code}-not-shown`,
            message: `${seen}; the share may be up to ${words.percent(upper)}, allowed are ${words.percent(allowed)}.`,
          };
      return { verdict: 'INCONCLUSIVE', flags: [], reasons: [reason] };
    },
  };
}

function quantileOf(values: Float64Array, quantile: number): number | null {
  return harrellDavis(values.toSorted(), quantile)?.estimate ?? null;
}
