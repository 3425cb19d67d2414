// Levels, differences and spans as reports write them. Exact values are in the JSON report.
import type { EvaluatorIdentity } from '../../model/evaluation.ts';
import type { Check } from '../../model/judgement.ts';
import * as words from '../judgement/words.ts';

/** How an objective is measured, as far as reports need it. */
export type Measure = Pick<EvaluatorIdentity, 'scale' | 'direction' | 'unit'>;

/** A score of an objective whose evaluator is not known is read as a share. */
export const unknownMeasure: Measure = { scale: 'score', direction: 'higher-is-better', unit: '' };

/** `90.4 %`, `820 ms`, `1.24 s`, `$0.0123`, `412 tokens`; `–` for null, because unknown is not zero. */
export function levelText(value: number | null, { scale, unit }: Measure): string {
  if (value === null || Number.isNaN(value)) return '–';
  if (scale !== 'ratio') return `${(100 * value).toFixed(1)} %`;
  if (unit === 'ms') return value < 1000 ? `${digits(value)} ms` : `${digits(value / 1000)} s`;
  if (unit === 'USD') return `$${digits(value)}`;
  return unit === '' ? digits(value) : `${digits(value)} ${unit}`;
}

/** The candidate's level; of a ceiling its quantile (`p95 412 ms`), of catastrophes their share, which is what was checked. */
export function candidateText(check: Check | null, measure: Measure): string {
  if (check === null) return '–';
  if (check.kind === 'catastrophe') return levelText(check.candidateMean, unknownMeasure);
  if (check.kind !== 'ceiling') return levelText(check.candidateMean, measure);
  const quantile = check.otherTests.find(({ method }) => method.startsWith('quantile-'));
  const percent = Number((100 * Number(quantile?.method.slice('quantile-'.length))).toPrecision(12));
  return quantile === undefined || quantile.statistic === null
    ? '–'
    : `p${percent} ${levelText(quantile.statistic, measure)}`;
}

/** Three significant digits, without an exponent where that can be read. */
export function digits(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(2);
  return size >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

const signOf = ({ direction }: Measure): 1 | -1 => (direction === 'higher-is-better' ? 1 : -1);

/** Whether the estimate of a check is a difference between the arms. */
export function isComparison({ kind }: Check): boolean {
  return kind === 'non-inferiority' || kind === 'superiority' || kind === 'aggregate';
}

/** `−4.2 pts`, or `×1.08` for amounts; `–` when there is none. */
export function differenceText(check: Check, measure: Measure): string {
  if (check.estimate === null || !isComparison(check)) return '–';
  return words.difference(check.estimate, measure.scale, signOf(measure));
}

/** `[−7.1, −1.4]` in the unit of the difference; `` when nothing is bounded. */
export function intervalText(check: Check, measure: Measure): string {
  const { lower, upper } = check;
  if (lower === null || upper === null || !isComparison(check)) return '';
  return words.bounds(lower, upper, measure.scale, signOf(measure)).replaceAll(/ pts|×/g, '');
}

/** `5.0 pts`, `10 %`; `–` for none. */
export function toleranceText(margin: number | null, { scale }: Measure): string {
  return margin === null ? '–' : words.tolerance(margin, scale);
}

/** `≥ 90.0 %`, or `≤` where lower is better. */
export function floorText(floor: number, measure: Measure): string {
  return `${measure.direction === 'higher-is-better' ? '≥' : '≤'} ${levelText(floor, measure)}`;
}

export function probabilityText(p: number | null): string {
  return p === null ? '–' : words.probability(p);
}

/** `820 ms`, `12.4 s`, `3 min 20 s`, `2 h 5 min`. */
export function spanText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const grouped = new Intl.NumberFormat('en-US');

export function countText(n: number, one: string, many = `${one}s`): string {
  return `${grouped.format(n)} ${n === 1 ? one : many}`;
}

/** `2026-11-20`, in UTC. */
export const dayText = (time: number): string => new Date(time).toISOString().slice(0, 10);

export const shortHash = (hash: string): string => hash.slice(0, 12);
