// The answer names the expected label. Precision, recall, F1 and confusion over all examples: see classificationReport.
import { z } from 'zod';
import { AssayError } from '../../model/errors.ts';
import type { EvaluatedItem, EvaluatorKind } from '../evaluator.ts';
import { answerText } from './reading/answerText.ts';
import { expectedTexts } from './reading/expectedTexts.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { binaryScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { missingInput, type Unscored } from './scoring/unscored.ts';
import { normalizer } from './text/normalizeText.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  /** All labels there are; null: whatever the examples expect and the answers say. */
  labels: z.array(z.string().min(1)).min(2).nullable().default(null),
  /** `whole`: the answer is the label; `first`: the label mentioned first in it. */
  find: z.enum(['whole', 'first']).default('whole'),
  case: z.enum(['fold', 'keep']).default('fold'),
  /** The label that precision, recall and F1 are about; one of `labels`. Null: their means over labels. */
  positive: z.string().min(1).nullable().default(null),
});
type Options = z.infer<typeof options>;

const declaration = binaryScore('accuracy', ['expected']);

export const classification: EvaluatorKind<Options> = {
  name: 'classification',
  summary: 'The answer names the expected label; gives labels for precision, recall, F1, MCC and confusion.',
  version: 1,
  options,
  declare(chosen) {
    if (chosen.find === 'first' && chosen.labels === null) {
      throw new AssayError('evaluator/invalid-options', 'classification: `find: first` needs `labels`', {
        path: ['labels'],
      });
    }
    if (chosen.positive !== null && chosen.labels?.includes(chosen.positive) !== true) {
      throw new AssayError(
        'evaluator/invalid-options',
        'classification: `positive` must be one of `labels`',
        {
          path: ['positive'],
        },
      );
    }
    return declaration;
  },
  create(chosen) {
    classification.declare(chosen, () => null);
    const labelOf = labelsOf(chosen);
    return evaluatorOf(classification, chosen, declaration, {
      score(item) {
        const { expected, answered } = labelOf(item);
        if (typeof expected !== 'string') return expected;
        if (typeof answered !== 'string' && answered !== null) return answered;
        const reason =
          answered === null
            ? 'the answer is none of the labels'
            : `answered ${shown(answered)}, expected ${shown(expected)}`;
        return scored(answered === expected ? 1 : 0, reason, {
          expectedLabel: expected,
          answeredLabel: answered,
        });
      },
    });
  },
};

interface Labels {
  readonly expected: string | Unscored;
  /** Null when the answer names no label that there is. */
  readonly answered: string | null | Unscored;
}

function labelsOf(chosen: Options): (item: EvaluatedItem) => Labels {
  const form = normalizer({ case: chosen.case, punctuation: 'keep', accents: 'keep', articles: [] });
  // Marks around a label (`"spam".`) are how models quote; within it they belong to it.
  const bare = (text: string): string => withoutMarks(form(text));
  const known =
    chosen.labels === null ? undefined : new Map(chosen.labels.map((label) => [bare(label), label]));
  const named = (text: string): string | null =>
    known === undefined ? bare(text) : (known.get(bare(text)) ?? null);
  const first = chosen.find === 'first' && known !== undefined ? firstMention(known, form) : undefined;
  return (item) => {
    const texts = expectedTexts(item.example, chosen.expected);
    const text = answerText(item, chosen.output);
    const answered = typeof text !== 'string' ? text : (first ?? named)(text);
    if (texts.kind === 'unscored') return { expected: texts, answered };
    const label = named(texts.value[0] ?? '');
    return {
      expected:
        label ?? missingInput(`the expected label ${shown(texts.value[0] ?? '')} is not among \`labels\``),
      answered,
    };
  };
}

/** Walked from both ends: a pattern for the end would be tried at every mark of a long run of them. */
function withoutMarks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && mark.test(text.charAt(start))) start += 1;
  while (end > start && mark.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const mark = /[\s\p{Pi}\p{Pf}"'`*.:!]/u;

/** The label that stands first in a text, as a whole word; the longest when several begin there. */
function firstMention(
  known: ReadonlyMap<string, string>,
  form: (text: string) => string,
): (text: string) => string | null {
  const sorted = [...known.keys()].sort((left, right) => right.length - left.length);
  const escaped = sorted.map((label) => label.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'u');
  return (text) => known.get(pattern.exec(form(text))?.[0] ?? '') ?? null;
}

function shown(label: string): string {
  return `“${label.slice(0, 60)}”`;
}
