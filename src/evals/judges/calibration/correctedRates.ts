// The mean that people would have given to all outputs, labelled and not, estimated from the judge and the labels. Not a verdict.
import type { CorrectedRate } from '../../../model/calibration.ts';
import { postStratified } from '../../../stats/postStratified.ts';
import { ppi } from '../../../stats/ppi.ts';
import { roganGladen } from '../../../stats/roganGladen.ts';
import { confusionIn } from './agreementFigures.ts';
import type { MeasuredUnit } from './judgedUnit.ts';

/**
 * PPI++ always; for pass and fail with unlabelled outputs also the post-stratified rate (labels from the same outputs at random) and
 * Rogan and Gladen's (labels from elsewhere).
 *
 * @param unlabelled scores of the judge of the outputs without a label
 * @source statistical design 3.2
 */
export function correctedRates(
  units: readonly MeasuredUnit[],
  unlabelled: readonly number[],
  isBinary: boolean,
  level: number,
): readonly CorrectedRate[] {
  if (units.length === 0) return [];
  const human = units.map((unit) => unit.human);
  const judge = units.map((unit) => unit.judge);
  const found = ppi({ human, judge, judgeUnlabelled: unlabelled }, level);
  const rates: CorrectedRate[] = [rateOf('ppi++', found.status, found.mean, found.interval)];
  if (!isBinary || unlabelled.length === 0) return rates;
  const { tp, fp, fn, tn } = confusionIn(units);
  const all = [...judge, ...unlabelled];
  const stratified = postStratified(
    { judgePassed: tp + fp, humanPassedOfPassed: tp, judgeFailed: fn + tn, humanPassedOfFailed: fn },
    mean(all),
    all.length,
    level,
  );
  rates.push(
    rateOf(
      'post-stratified',
      stratified === undefined ? 'a-class-without-labels' : 'measured',
      stratified?.rate,
      stratified?.interval,
    ),
  );
  if (tp + fn > 0 && fp + tn > 0) {
    const elsewhere = roganGladen(
      mean(unlabelled),
      unlabelled.length,
      {
        sensitivity: tp / (tp + fn),
        positives: tp + fn,
        specificity: tn / (fp + tn),
        negatives: fp + tn,
      },
      level,
    );
    const status = elsewhere.status === 'ok' ? 'measured' : elsewhere.status;
    rates.push(rateOf('rogan-gladen', status, elsewhere.clipped, elsewhere.interval));
  }
  return rates;
}

function rateOf(
  method: CorrectedRate['method'],
  status: string,
  rate: number | undefined,
  interval: readonly [number, number] | undefined,
): CorrectedRate {
  return { method, status, rate: rate ?? null, lower: interval?.[0] ?? null, upper: interval?.[1] ?? null };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
