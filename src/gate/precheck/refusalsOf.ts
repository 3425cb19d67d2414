// Demands of an objective that no outcome of so many examples can meet, and the smallest that could be met. Unlikely ones are precheck's.
import type { ObjectivePolicy } from '../../model/gatePolicy.ts';
import { allPassTrials } from '../../stats/clopperPearson.ts';
import { guardMargin, smallestSample } from '../../stats/smallestSample.ts';
import { leastClusterDf } from '../judgement/evidence.ts';
import { declaredAlpha } from '../judgement/levels.ts';
import * as words from '../judgement/words.ts';
import { lossOf, scaleOf, sourceOf, type PrecheckInput } from './precheckInput.ts';

/** One sentence a demand, each with what would do. */
export function refusalsOf(input: PrecheckInput, objective: ObjectivePolicy): string[] {
  const { policy, examples, hasBaseline, clusters, epochs } = input;
  const { statistics } = policy;
  const scale = scaleOf(input, objective);
  const alpha = declaredAlpha(objective, statistics);
  const refusals: string[] = [];
  const guarded = Math.min(examples, clusters ?? examples);
  const have = words.counted(examples, 'example');
  const inClusters = guarded < examples ? ` from ${words.counted(guarded, 'cluster')}` : '';
  const needs = (n: number, what: string, otherwise: string): void => {
    if (n > guarded) {
      refusals.push(
        `${what} cannot be shown with ${have}${inClusters}, whatever they say: it takes at least ${n}${inClusters === '' ? '' : ' clusters'}${otherwise}.`,
      );
    }
  };
  if (examples < 2) refusals.push(`${have} decide nothing: at least 2 are needed.`);
  if (clusters !== null && clusters - 1 < leastClusterDf) {
    refusals.push(
      `the examples come from ${words.counted(clusters, 'cluster')}: at least ${leastClusterDf + 1} are needed.`,
    );
  }
  const isCompared = objective.margin !== null || objective.mustImproveBy !== null;
  if (isCompared && !hasBaseline)
    refusals.push('there is no baseline to compare with; name one, or remove the margin.');
  if (statistics.target === 'fixed-dataset' && isCompared && epochs < 2) {
    refusals.push('judging this dataset only needs at least 2 epochs.');
  }
  if (objective.margin !== null && hasBaseline && statistics.target === 'super-population' && examples >= 2) {
    const margin = scale === 'ratio' ? Math.log1p(objective.margin) : objective.margin;
    const loss = lossOf(objective, scale, margin);
    const least = guardMargin(guarded, alpha, loss);
    const feasible = words.tolerance(scale === 'ratio' ? Math.expm1(least) : roundedUp(least), scale);
    needs(
      smallestSample(margin, alpha, loss),
      `a tolerance of ${words.tolerance(objective.margin, scale)}`,
      `, or a tolerance of ${feasible}`,
    );
  }
  if (objective.floor !== null && scale === 'binary' && objective.aggregate === null && examples >= 2) {
    const { direction } = sourceOf(input, objective);
    const floor = direction === 'higher-is-better' ? objective.floor : 1 - objective.floor;
    if (floor >= 1)
      refusals.push('a floor without a single exception can be shown by no number of examples.');
    else if (floor > 0) {
      const feasible = Math.floor(1000 * alpha ** (1 / guarded)) / 1000;
      needs(
        allPassTrials(floor, alpha),
        `a floor of ${objective.floor}`,
        ` that all pass, or a floor of ${direction === 'higher-is-better' ? feasible : Number((1 - feasible).toFixed(3))}`,
      );
    }
  }
  if (objective.ceiling !== null) {
    const { quantile, limit } = objective.ceiling;
    needs(allPassTrials(quantile, alpha), `the ceiling (${words.percent(quantile)} at most ${limit})`, '');
  }
  if (objective.mostCatastrophic !== null && scale !== 'ratio') {
    const share = objective.mostCatastrophic;
    if (share === 0)
      refusals.push('a share of 0 catastrophes can be shown by no number of examples; allow 0.01, say.');
    else if (share < 1) {
      const what = `at most ${words.percent(share)} catastrophes`;
      needs(allPassTrials(1 - share, statistics.criticalAlpha), what, ' without one');
    }
  }
  return refusals;
}

/** To a tenth of a point, upwards: a tolerance that is offered must be feasible. */
function roundedUp(margin: number): number {
  return Math.ceil(margin * 1000 - 1e-9) / 1000;
}
