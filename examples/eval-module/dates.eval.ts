// The evaluation of the date readers: `npx assay gate examples/eval-module/dates.eval.ts`.
import { defineEval, defineEvaluator, defineTarget, type ScoredItem, type TargetCall } from 'assay-sdk';
import { lenientReader, monthFirstReader, strictReader } from './dates.ts';

interface Note {
  readonly text: string;
}

export const strict = defineTarget(({ input }: TargetCall<Note>) => strictReader(input.text));
export const lenient = defineTarget(({ input }: TargetCall<Note>) => lenientReader(input.text));
export const monthFirst = defineTarget(({ input }: TargetCall<Note>) => monthFirstReader(input.text));

/** A date that exists, or `none`: `2024-02-31` is neither. */
export const possible = defineEvaluator({
  dimension: 'format',
  scale: 'binary',
  score({ output }: ScoredItem<Note, string>) {
    if (output === 'none') return true;
    const [year = 0, month = 0, day = 0] = output.split('-').map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return isReal ? true : { score: false, reason: `${output} is no date` };
  },
});

export default defineEval({
  component: { name: 'date-reader', kind: 'agent' },
  dataset: 'golden.jsonl',
  // `module: monthFirst` breaks what it should not, and the gate says where.
  candidate: { version: '1.1.0', module: lenient },
  baseline: { version: '1.0.0', module: strict },
  objectives: {
    right: { title: 'The date is right', use: 'exact-match', criticality: 'critical', margin: 0.05 },
    possible: { title: 'The date exists', use: possible, floor: 0.95, margin: 0.05 },
  },
  slices: [{ key: 'form', critical: ['dotted'] }],
  tiers: { pr: { limit: 12, decide: 'all-pass', objectives: ['possible'] } },
});
