// The scales a judge can answer on: their categories, their values in [0, 1], how the model is told and what JSON it must answer. Not prompts.
import type { JsonObject } from '../../model/json.ts';

export type JudgeScale =
  | { readonly kind: 'binary' }
  /** From 1, the worst, to as many as there are; texts say what each means. */
  | { readonly kind: 'graded'; readonly count: number; readonly texts: readonly string[] | null }
  /** Which of two answers is better; a score is of the first of them: lost, tied or won. */
  | { readonly kind: 'pairwise' };

export interface Category {
  readonly label: string;
  readonly value: number;
}

/** In their order, worst first; evenly spread over [0, 1]. */
export function categoriesOf(scale: JudgeScale): readonly Category[] {
  switch (scale.kind) {
    case 'binary':
      return spread(['fail', 'pass']);
    case 'graded':
      return spread(Array.from({ length: scale.count }, (_, i) => `level ${i + 1}`));
    case 'pairwise':
      return spread(['loss', 'tie', 'win']);
  }
}

function spread(labels: readonly string[]): readonly Category[] {
  return labels.map((label, i) => ({ label, value: i / (labels.length - 1) }));
}

/** The value of level 1 … count. */
export function valueOfLevel(level: number, count: number): number {
  return (level - 1) / (count - 1);
}

/** What the model is told about the scale. */
export function scaleText(scale: JudgeScale): string {
  switch (scale.kind) {
    case 'binary':
      return 'The verdict is "pass" when the answer meets the rubric and "fail" when it does not.';
    case 'graded': {
      const range = `The level is a whole number from 1, the worst, to ${scale.count}, the best.`;
      if (scale.texts === null) return range;
      return [range, ...scale.texts.map((text, i) => `${i + 1}: ${text}`)].join('\n');
    }
    case 'pairwise':
      return [
        'The winner is "first" or "second", whichever answer meets the rubric better, or "tie" when neither does.',
        'The order of the answers is arbitrary and means nothing. A longer answer is not better for its length.',
      ].join('\n');
  }
}

/** What the model is told about the form of its answer. */
export function answerText(scale: JudgeScale): string {
  const reason = '"reason": "one to three sentences"';
  const examples = {
    binary: `{${reason}, "verdict": "pass" or "fail"}`,
    graded: `{${reason}, "level": a whole number}`,
    pairwise: `{${reason}, "winner": "first", "second" or "tie"}`,
  };
  return `Answer with one JSON object and nothing before or after it:\n${examples[scale.kind]}`;
}

/** The same as a JSON Schema for endpoints that hold a model to one. The reason comes first: it is written before the verdict. */
export function answerSchema(scale: JudgeScale): JsonObject {
  const [key, schema] = verdictSchema(scale);
  return {
    type: 'object',
    properties: { reason: { type: 'string' }, [key]: schema },
    required: ['reason', key],
    additionalProperties: false,
  };
}

function verdictSchema(scale: JudgeScale): readonly [string, JsonObject] {
  switch (scale.kind) {
    case 'binary':
      return ['verdict', { type: 'string', enum: ['pass', 'fail'] }];
    case 'graded':
      return ['level', { type: 'integer', enum: Array.from({ length: scale.count }, (_, i) => i + 1) }];
    case 'pairwise':
      return ['winner', { type: 'string', enum: ['first', 'second', 'tie'] }];
  }
}
