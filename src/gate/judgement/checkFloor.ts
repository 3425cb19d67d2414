// Does the candidate reach an absolute demand: exact binomial bounds for passes, t and Hall for scores. It knows no margin.
import { binomialUpperTail } from '../../stats/binomial.ts';
import { allPassTrials, clusteredClopperPearson } from '../../stats/clopperPearson.ts';
import { clusterRobust } from '../../stats/clusterRobust.ts';
import { floorPassProbability } from '../../stats/floorPassProbability.ts';
import { floorVerdictOfBounds } from '../../stats/floorVerdict.ts';
import { moreExamples } from '../../stats/moreExamples.ts';
import { passProbability } from '../../stats/passProbability.ts';
import { smallestSample, smallestSampleForFloor } from '../../stats/smallestSample.ts';
import { orientedLevels, passes } from './differenceEvidence.ts';
import { measuredBase, meanOf, plannedPower, type DraftCheck, type Measured } from './draftCheck.ts';
import {
  leastClusterDf,
  noEvidence,
  tooFew,
  tooFewClusters,
  worthOfClusters,
  type Evidence,
} from './evidence.ts';
import { examplesForFloor } from './examplesForFloor.ts';
import { asRatio, finite } from './checkNonInferiority.ts';
import { meanEvidence } from './meanEvidence.ts';
import { clustersOf, picked, selectLevels } from './selectPairs.ts';
import { signOf, type Subject } from './subject.ts';
import * as words from './words.ts';

/** @param floor on the evaluator's own scale: at least this, or at most where lower is better */
export function checkFloor(subject: Subject, floor: number): DraftCheck {
  const { alignment, levels, objective } = subject;
  const levelsOf = selectLevels(alignment, subject.view);
  const clusters = clustersOf(subject.clusters, levelsOf.examples);
  const alpha = levels.alphaOf(objective);
  const isSingleBinary = alignment.objective.scale === 'binary' && alignment.epochs === 1;
  const values = isSingleBinary
    ? passes(subject, levelsOf.candidate)
    : fromTheWorst(subject, levelsOf.candidate);
  const demanded = isSingleBinary
    ? (passes(subject, Float64Array.of(floor))[0] ?? Number.NaN)
    : (fromTheWorst(subject, Float64Array.of(floor))[0] ?? Number.NaN);
  const evidence = isSingleBinary
    ? passRate(values, clusters, alpha)
    : levelMean(subject, values, clusters, alpha);
  const possible = Number.isFinite(demanded) ? evidence : withoutDemand(evidence, floor);
  return draftOfFloor(subject, floor, demanded, possible, baselineMean(subject, levelsOf.examples));
}

/** The same decision for any evidence about a level: also for aggregates over labels. @param demanded in the unit of the evidence */
export function draftOfFloor(
  subject: Subject,
  floor: number,
  demanded: number,
  evidence: Evidence,
  baseline: number | null,
): DraftCheck {
  const p = Number.isFinite(demanded) ? evidence.above(demanded) : null;
  const guard = guardOf(subject, demanded, evidence);
  const base = measuredBase(subject, 'floor', null, null, evidence);
  const isBelow = baseline !== null && (baseline - floor) * signOf(subject) < 0;
  const measured: Measured = {
    ...base,
    ...onOwnScale(subject, evidence),
    candidateMean: meanOf(selectLevels(subject.alignment, subject.view).candidate),
    baselineMean: baseline,
    flags: isBelow ? [...base.flags, 'baseline-below-floor'] : base.flags,
    p: evidence.isWithoutStatistic ? null : (p?.p ?? null),
    lnP: evidence.isWithoutStatistic ? null : finite(p?.lnP),
    floor,
    nMin: guard,
    ...outlook(subject, floor, demanded, evidence, baseline),
  };
  return {
    measured,
    family: null,
    familyP: null,
    decide: () => {
      if (evidence.undecidable.length > 0) return { verdict: 'INCONCLUSIVE', flags: [], reasons: [] };
      const verdict = floorVerdictOfBounds(
        evidence.lower ?? undefined,
        evidence.upper ?? undefined,
        demanded,
      );
      if (verdict === 'PASS' && guard !== null && evidence.effectiveN < guard) {
        const message = `${words.counted(evidence.n, 'example')} cannot have shown a rare collapse: at least ${guard} are needed to certify this floor.`;
        return { verdict: 'INCONCLUSIVE', flags: [], reasons: [{ code: 'n<n_min', message }] };
      }
      if (verdict === 'PASS') return { verdict, flags: [], reasons: [] };
      const demand = signOf(subject) === 1 ? 'at least' : 'at most';
      const code = verdict === 'FAIL' ? 'floor-missed' : 'floor-not-shown';
      const told = verdict === 'FAIL' ? 'is shown to miss' : 'is not shown to reach';
      const message = `The candidate ${told} its floor of ${demand} ${plain(floor)}: bounds ${plain(measured.lower)} to ${plain(measured.upper)}.`;
      return { verdict, flags: [], reasons: [{ code, message }] };
    },
  };
}

/** Exact bounds of a pass rate, both counts divided by the design effect. */
function passRate(values: Float64Array, clusters: Int32Array | null, alpha: number): Evidence {
  const n = values.length;
  const passed = values.reduce((sum, value) => sum + value, 0);
  const robust = clusters === null ? null : clusterRobust(values, clusters);
  const designEffect =
    robust === null ? 1 : Math.max(1, robust.designEffect ?? n / Math.max(1, robust.effectiveClusters));
  const bounds = clusteredClopperPearson(passed, n, alpha, designEffect);
  const df = robust === null ? Infinity : (robust.df ?? robust.effectiveClusters - 1);
  const rate = n === 0 ? null : passed / n;
  return {
    ...noEvidence,
    method: robust === null ? 'clopper-pearson' : 'clopper-pearson-design-effect',
    quantity: 'proportion',
    n,
    effectiveN: worthOfClusters(n, designEffect, robust?.effectiveClusters ?? n),
    clusters: robust?.clusters ?? null,
    designEffect: robust === null ? null : designEffect,
    estimate: rate,
    se: rate === null ? null : Math.sqrt((rate * (1 - rate) * designEffect) / n),
    lower: bounds?.lower ?? null,
    upper: bounds?.upper ?? null,
    above: (floor) => {
      if (n === 0 || designEffect !== 1 || !(floor > 0 && floor < 1)) return null;
      const p = binomialUpperTail(passed, n, floor);
      return { p, lnP: Math.log(Math.max(p, Number.MIN_VALUE)) };
    },
    undecidable:
      n < 2
        ? [tooFew(n, 'examples')]
        : df < leastClusterDf
          ? [tooFewClusters(robust?.clusters ?? 0, df)]
          : [],
  };
}

function levelMean(
  subject: Subject,
  values: Float64Array,
  clusters: Int32Array | null,
  alpha: number,
): Evidence {
  const { scale, range } = subject.alignment.objective;
  const first = values[0] ?? 0;
  return meanEvidence({
    values,
    clusters,
    alpha,
    range: scale === 'ratio' ? [first - 1, first + 1] : [0, (range[1] ?? 1) - (range[0] ?? 0)],
    method: scale === 'ratio' ? 't-hall-of-logarithms' : 't-hall',
    what: 'examples',
    otherTests: () => [],
  });
}

/** Oriented, and measured from the worst end of the scale, so that a guard knows how far a collapse falls. */
function fromTheWorst(subject: Subject, values: Float64Array): Float64Array {
  const { scale, range } = subject.alignment.objective;
  if (scale === 'ratio') return orientedLevels(subject, values);
  const [least, most] = scale === 'binary' ? [0, 1] : [range[0] ?? 0, range[1] ?? 1];
  return values.map((value) => (signOf(subject) === 1 ? value - least : most - value));
}

/** Back from the unit of the evidence to the evaluator's own scale: of a ratio scale the geometric mean. */
function onOwnScale(
  subject: Subject,
  { quantity, estimate, lower, upper }: Evidence,
): Pick<Measured, 'estimate' | 'lower' | 'upper'> {
  const sign = signOf(subject);
  if (quantity === 'bootstrap') return { estimate, lower, upper };
  const { scale, range } = subject.alignment.objective;
  const [least, most] = scale === 'score' ? [range[0] ?? 0, range[1] ?? 1] : [0, 1];
  const back = (value: number | null): number | null => {
    if (value === null) return null;
    if (scale === 'ratio') return asRatio(sign * value);
    return sign === 1 ? value + least : most - value;
  };
  const [low, high] = sign === 1 ? [lower, upper] : [upper, lower];
  return { estimate: back(estimate), lower: back(low), upper: back(high) };
}

function guardOf(subject: Subject, demanded: number, evidence: Evidence): number | null {
  const alpha = subject.levels.alphaOf(subject.objective);
  const { estimate, quantity } = evidence;
  if (quantity === 'proportion') {
    return demanded > 0 && demanded < 1 ? allPassTrials(demanded, alpha) : null;
  }
  if (estimate === null || !Number.isFinite(demanded)) return null;
  if (quantity === 'bootstrap') return 30;
  if (subject.alignment.objective.scale === 'ratio') {
    const distance = estimate - demanded;
    return distance > 0 ? Math.max(2, smallestSample(distance, alpha, Math.max(1, 2 * distance))) : null;
  }
  return smallestSampleForFloor(estimate, Math.max(0, demanded), alpha) ?? null;
}

function outlook(
  subject: Subject,
  floor: number,
  demanded: number,
  evidence: Evidence,
  baseline: number | null,
): Pick<Measured, 'powerIfNoChange' | 'nMore' | 'certifiableMargin'> {
  const alpha = subject.levels.alphaOf(subject.objective);
  const { n, effectiveN, se, estimate, quantity } = evidence;
  const nothing = { powerIfNoChange: null, nMore: null, certifiableMargin: null };
  if (n < 2 || estimate === null || se === null || !Number.isFinite(demanded)) return nothing;
  if (quantity === 'proportion') {
    if (!(demanded > 0 && demanded < 1)) return nothing;
    const inflation = n / effectiveN;
    const rate = baseline === null ? null : signOf(subject) === 1 ? baseline : 1 - baseline;
    const more = (assumed: number): number | null => {
      const total = examplesForFloor(assumed, demanded, alpha, plannedPower);
      return total === null ? null : Math.max(0, Math.ceil(total * inflation) - n);
    };
    return {
      powerIfNoChange:
        rate === null ? null : floorPassProbability(Math.floor(effectiveN), rate, demanded, alpha),
      nMore: { noChange: rate === null ? null : more(rate), asObserved: more(estimate) },
      certifiableMargin: null,
    };
  }
  if (quantity === 'bootstrap' || se === 0) return nothing;
  const more = (distance: number): number | null => {
    if (!(distance > 0)) return null;
    const plan = {
      n,
      standardError: se,
      observedDifference: 0,
      margin: distance,
      alpha,
      power: plannedPower,
    };
    return moreExamples({ ...plan, largestLoss: Math.max(1, 2 * distance) }).ifNoChange.more;
  };
  const distanceIfNoChange = baseline === null ? null : orientedDistance(subject, baseline, floor);
  return {
    powerIfNoChange:
      distanceIfNoChange === null
        ? null
        : distanceIfNoChange > 0
          ? (passProbability({
              n: effectiveN,
              standardError: se,
              margin: distanceIfNoChange,
              alpha,
              largestLoss: Math.max(1, 2 * distanceIfNoChange),
            }) ?? null)
          : 0,
    nMore: {
      noChange: distanceIfNoChange === null ? null : more(distanceIfNoChange),
      asObserved: more(estimate - demanded),
    },
    certifiableMargin: null,
  };
}

function orientedDistance(subject: Subject, value: number, floor: number): number {
  const sign = signOf(subject);
  return subject.alignment.objective.scale === 'ratio'
    ? sign * Math.log(value / floor)
    : sign * (value - floor);
}

function baselineMean(subject: Subject, examples: Int32Array): number | null {
  const { baseline } = subject.alignment.complete;
  if (baseline === null) return null;
  return meanOf(picked(baseline, examples).filter((value) => !Number.isNaN(value)));
}

function withoutDemand(evidence: Evidence, floor: number): Evidence {
  const message = `A floor of ${floor} means nothing on a scale of ratios.`;
  return { ...evidence, undecidable: [...evidence.undecidable, { code: 'floor-not-possible', message }] };
}

function plain(value: number | null): string {
  return value === null ? '?' : String(Number(value.toPrecision(4)));
}
