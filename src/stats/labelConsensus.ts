// Dawid and Skene's model as it may be used for decisions: smoothed, started from several guesses, and refused where it cannot be trusted.
import { dawidSkene, meanVote } from './dawidSkene.ts';
import type { BinaryLabels, DawidSkeneFit } from './dawidSkene.ts';

export interface LabelConsensus {
  /**
   * `too-few-raters`: fewer than three. `too-few-items`: a rater with fewer than 30. `label-switching`: a rater worse than
   * guessing. `majority-disagrees`: more than a fifth of the items differ from the majority. Use majority and adjudication then.
   */
  readonly status:
    'ok' | 'too-few-raters' | 'too-few-items' | 'not-converged' | 'label-switching' | 'majority-disagrees';
  /** The likeliest of the fits; undefined where the model was not fitted. */
  readonly fit: DawidSkeneFit | undefined;
  /** Places of the items whose truth stays doubtful (neither answer reaches 0.8): to be adjudicated. */
  readonly doubtful: readonly number[];
}

const pseudoCounts = { right: 1.6, wrong: 0.4 };
const fewestRaters = 3;
const fewestItems = 30;
const starts = 5;

/**
 * @param labels one row an item, one column a rater; undefined where the rater did not rate the item
 * @throws  RangeError when rows differ in length
 * @source  statistical design 4; Dawid & Skene 1979
 */
export function labelConsensus(labels: BinaryLabels): LabelConsensus {
  const raters = labels[0]?.length ?? 0;
  const refused = (status: LabelConsensus['status']): LabelConsensus => ({
    status,
    fit: undefined,
    doubtful: [],
  });
  if (raters < fewestRaters) return refused('too-few-raters');
  const rated = Array.from(
    { length: raters },
    (_, rater) => labels.filter((item) => item[rater] !== undefined).length,
  );
  if (rated.some((items) => items < fewestItems)) return refused('too-few-items');
  const fit = likeliest(labels, raters);
  const doubtful = fit.posterior.flatMap((probability, i) =>
    probability !== undefined && Math.max(probability, 1 - probability) < 0.8 ? [i] : [],
  );
  return { status: statusOf(labels, fit), fit, doubtful };
}

/** From the mean vote of all raters, and of all but one of them. */
function likeliest(labels: BinaryLabels, raters: number): DawidSkeneFit {
  const first = dawidSkene(labels, pseudoCounts);
  return Array.from({ length: Math.min(raters, starts - 1) }, (_, left) =>
    dawidSkene(
      labels,
      pseudoCounts,
      labels.map((item) => meanVote(item.filter((_, rater) => rater !== left))),
    ),
  ).reduce((best, fit) => (fit.logLikelihood > best.logLikelihood ? fit : best), first);
}

function statusOf(labels: BinaryLabels, fit: DawidSkeneFit): LabelConsensus['status'] {
  if (!fit.hasConverged) return 'not-converged';
  const isGuessing = fit.sensitivity.some(
    (sensitivity, rater) => (sensitivity ?? 1) + (fit.specificity[rater] ?? 1) < 1,
  );
  if (isGuessing) return 'label-switching';
  const decided = labels.flatMap((item, i) => {
    const vote = meanVote(item);
    const probability = fit.posterior[i];
    return vote === undefined || vote === 0.5 || probability === undefined ? [] : [{ vote, probability }];
  });
  const flipped = decided.filter(({ vote, probability }) => vote > 0.5 !== probability > 0.5).length;
  return flipped > 0.2 * decided.length ? 'majority-disagrees' : 'ok';
}
