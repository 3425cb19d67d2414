// What is probably true when several raters disagree, and how good each of them is: Dawid and Skene's model for yes or no.
import { stableSum } from './sampleMoments.ts';

/** One row an item, one column a rater; undefined where the rater did not rate the item. */
export type BinaryLabels = readonly (readonly (boolean | undefined)[])[];

export interface DawidSkeneFit {
  /** Share of items that are truly positive; undefined when nothing was rated. */
  readonly prevalence: number | undefined;
  /** Of each rater; undefined when the rater saw no item that may be positive. */
  readonly sensitivity: readonly (number | undefined)[];
  /** Of each rater; undefined when the rater saw no item that may be negative. */
  readonly specificity: readonly (number | undefined)[];
  /** Probability that each item is truly positive; undefined for an item nobody rated. */
  readonly posterior: readonly (number | undefined)[];
  readonly logLikelihood: number;
  readonly hasConverged: boolean;
}

/** Imagined labels added to each rater's right and wrong ones, so that no rater is taken for infallible. */
export interface PseudoCounts {
  readonly right: number;
  readonly wrong: number;
}

const noPseudoCounts: PseudoCounts = { right: 0, wrong: 0 };
const mostRounds = 5_000;

/**
 * Expectation–maximisation from a first guess of the items' truth.
 *
 * @param labels       all rows of one length
 * @param pseudoCounts added to right and wrong labels of each rater in either class; none by default
 * @param start        first guess of each item's probability, in [0, 1]; the share of positive labels by default
 * @param tolerance    stop when no posterior moves by more
 * @throws  RangeError when rows differ in length
 * @source  Dawid & Skene 1979. Reference values: DS-01.
 */
export function dawidSkene(
  labels: BinaryLabels,
  pseudoCounts: PseudoCounts = noPseudoCounts,
  start: readonly (number | undefined)[] = labels.map(meanVote),
  tolerance = 1e-8,
): DawidSkeneFit {
  const raters = labels[0]?.length ?? 0;
  if (labels.some((item) => item.length !== raters)) throw new RangeError('items have different raters');
  let posterior = labels.map((item, i) => (meanVote(item) === undefined ? undefined : (start[i] ?? 0.5)));
  if (posterior.every((value) => value === undefined)) return nothingRated(labels, raters);
  let rates = maximise(labels, posterior, raters, pseudoCounts);
  for (let round = 0; round < mostRounds; round++) {
    const next = labels.map((item) => expect(item, rates).posterior);
    const moved = next.map((value, i) => Math.abs((value ?? 0) - (posterior[i] ?? 0)));
    posterior = next;
    rates = maximise(labels, posterior, raters, pseudoCounts);
    if (moved.every((distance) => distance <= tolerance)) return fitOf(labels, posterior, rates, true);
  }
  return fitOf(labels, posterior, rates, false);
}

/** Share of positive labels; undefined without any. */
export function meanVote(item: readonly (boolean | undefined)[]): number | undefined {
  const given = item.filter((label) => label !== undefined);
  return given.length === 0 ? undefined : given.filter(Boolean).length / given.length;
}

interface Rates {
  readonly prevalence: number;
  readonly sensitivity: readonly (number | undefined)[];
  readonly specificity: readonly (number | undefined)[];
}

function maximise(
  labels: BinaryLabels,
  posterior: readonly (number | undefined)[],
  raters: number,
  { right, wrong }: PseudoCounts,
): Rates {
  const known = posterior.filter((value) => value !== undefined);
  const share = (
    rater: number,
    label: boolean,
    mass: (probability: number) => number,
  ): number | undefined => {
    const seen = labels.flatMap((item, i) => {
      const given = item[rater];
      return given === undefined ? [] : [{ isRight: given === label, mass: mass(posterior[i] ?? 0) }];
    });
    const all = stableSum(seen.map((one) => one.mass)) + right + wrong;
    const correct = stableSum(seen.filter((one) => one.isRight).map((one) => one.mass)) + right;
    return all > 0 ? correct / all : undefined;
  };
  const ofEach = (label: boolean, mass: (probability: number) => number): readonly (number | undefined)[] =>
    Array.from({ length: raters }, (_, rater) => share(rater, label, mass));
  return {
    prevalence: stableSum(known) / known.length,
    sensitivity: ofEach(true, (probability) => probability),
    specificity: ofEach(false, (probability) => 1 - probability),
  };
}

/** The item's probability to be positive under the rates, and its likelihood. */
function expect(
  item: readonly (boolean | undefined)[],
  { prevalence, sensitivity, specificity }: Rates,
): { readonly posterior: number | undefined; readonly logLikelihood: number } {
  if (meanVote(item) === undefined) return { posterior: undefined, logLikelihood: 0 };
  let positive = Math.log(prevalence);
  let negative = Math.log1p(-prevalence);
  item.forEach((label, rater) => {
    if (label === undefined) return;
    // A rate that no data determine says nothing about this item.
    const ofPositive = sensitivity[rater] ?? 0.5;
    const ofNegative = specificity[rater] ?? 0.5;
    positive += Math.log(label ? ofPositive : 1 - ofPositive);
    negative += Math.log(label ? 1 - ofNegative : ofNegative);
  });
  const larger = Math.max(positive, negative);
  if (larger === -Infinity) return { posterior: 0.5, logLikelihood: -Infinity };
  const logLikelihood = larger + Math.log(Math.exp(positive - larger) + Math.exp(negative - larger));
  return { posterior: Math.exp(positive - logLikelihood), logLikelihood };
}

function fitOf(
  labels: BinaryLabels,
  posterior: readonly (number | undefined)[],
  rates: Rates,
  hasConverged: boolean,
): DawidSkeneFit {
  const logLikelihood = stableSum(labels.map((item) => expect(item, rates).logLikelihood));
  return { ...rates, posterior, logLikelihood, hasConverged };
}

function nothingRated(labels: BinaryLabels, raters: number): DawidSkeneFit {
  const unknown = new Array<undefined>(raters).fill(undefined);
  return {
    prevalence: undefined,
    sensitivity: unknown,
    specificity: unknown,
    posterior: labels.map(() => undefined),
    logLikelihood: 0,
    hasConverged: false,
  };
}
