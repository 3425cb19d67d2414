// The answer cites the sources it should, and what it cites bears it out. Not whether the sources are true.
import { z } from 'zod';
import type { Score } from '../../model/evaluation.ts';
import type { Example } from '../../model/example.ts';
import type { Json } from '../../model/json.ts';
import type { EvaluatedItem, EvaluatorDeclaration, EvaluatorKind } from '../evaluator.ts';
import { overlapScores } from './measures/f1.ts';
import { claimWords, supportedShare } from './measures/supportedShare.ts';
import { answerText } from './reading/answerText.ts';
import { expectedValue, type Found } from './reading/expectedValue.ts';
import { pointerOption, valueAt } from './reading/jsonPointer.ts';
import { rememberByExample } from './reading/rememberByExample.ts';
import { binaryScore, shareScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { missingInput, unscored, type Unscored } from './scoring/unscored.ts';

const options = z.strictObject({
  /** Where the text is, for `support`. */
  output: pointerOption,
  expected: pointerOption,
  /** `support`: the share of sentences that the cited passages bear out; needs no expectation. */
  metric: z.enum(['f1', 'precision', 'recall', 'any', 'support']).default('f1'),
  /** Share of a sentence's words that one cited passage must have. */
  support: z.number().gt(0).max(1).default(0.6),
});
type Options = z.infer<typeof options>;

const sourceFields: readonly string[] = ['sources', 'citations', 'source'];
const longestTexts = 2_000_000;

export const citations: EvaluatorKind<Options> = {
  name: 'citations',
  summary:
    'Precision, recall or F1 of the cited sources against the expected ones, or how far they bear out the answer.',
  version: 1,
  options,
  declare: declarationFor,
  create: (chosen) =>
    evaluatorOf(citations, chosen, declarationFor(chosen), {
      score: chosen.metric === 'support' ? bearingOut(chosen) : againstExpected(chosen),
    }),
};

function declarationFor({ metric }: Options): EvaluatorDeclaration {
  if (metric === 'support') return shareScore('factuality', ['citations', 'contexts']);
  return (metric === 'any' ? binaryScore : shareScore)('factuality', ['citations', 'expected']);
}

function againstExpected(chosen: Options): (item: EvaluatedItem) => Score {
  const wanted = rememberByExample((example) => expectedSources(example, chosen.expected));
  return (item) => {
    const expected = wanted(item.example);
    if (expected.kind === 'unscored') return expected;
    const cited = citedBy(item);
    if (cited === undefined) return missingInput('the target did not say which sources it cites');
    if (cited.size === 0 && expected.value.size === 0) return scored(1, 'nothing to cite, nothing cited');
    const shared = cited.intersection(expected.value).size;
    const missed = [...expected.value.difference(cited)];
    const reason = missed.length === 0 ? null : `not cited: ${missed.slice(0, 5).join(', ').slice(0, 300)}`;
    const { precision, recall, f1 } = overlapScores(shared, cited.size, expected.value.size);
    switch (chosen.metric) {
      case 'precision':
        return cited.size === 0
          ? missingInput('nothing is cited, so nothing is cited wrongly')
          : scored(precision, reason);
      case 'recall':
        return expected.value.size === 0 ? missingInput('no source is expected') : scored(recall, reason);
      case 'any':
        return scored(shared > 0 ? 1 : 0, reason);
      default:
        return scored(f1, reason);
    }
  };
}

function bearingOut(chosen: Options): (item: EvaluatedItem) => Score {
  return (item) => {
    const cited = citedBy(item);
    const { contexts } = item.answer;
    if (cited === undefined || contexts === null) {
      return missingInput('the target did not give the sources it cites and the passages it was given');
    }
    const text = answerText(item, chosen.output);
    if (typeof text !== 'string') return text;
    const passages = contexts.filter(({ id }) => cited.has(id));
    if (
      passages.length * text.length + passages.reduce((sum, one) => sum + one.text.length, 0) >
      longestTexts
    ) {
      return unscored('evaluator/too-long', 'the answer and its passages are too long to compare');
    }
    const found = supportedShare(
      text,
      passages.map((passage) => claimWords(passage.text)),
      chosen.support,
    );
    if (found.claims === 0) return missingInput('the answer claims nothing that could be borne out');
    const reason = found.firstUnsupported === null ? null : `not borne out: “${found.firstUnsupported}”`;
    return scored(found.supported / found.claims, reason);
  };
}

function citedBy({ answer }: EvaluatedItem): ReadonlySet<string> | undefined {
  if (answer.citations !== null) return new Set(answer.citations);
  return sourcesAmong(answer.output);
}

function expectedSources(example: Example, pointer: string | null): Found<ReadonlySet<string>> | Unscored {
  const expected = expectedValue(example, pointer);
  if (expected.kind === 'unscored') return expected;
  const sources = sourcesIn(expected.value) ?? (pointer === null ? sourcesAmong(expected.value) : undefined);
  return sources === undefined
    ? missingInput('the expected output names no sources')
    : { kind: 'found', value: sources };
}

function sourcesAmong(value: Json): ReadonlySet<string> | undefined {
  for (const field of sourceFields) {
    const found = valueAt(value, `/${field}`);
    const sources = found === undefined ? undefined : sourcesIn(typeof found === 'string' ? [found] : found);
    if (sources !== undefined) return sources;
  }
  return undefined;
}

/** A list of names, or of objects with an `id`. */
function sourcesIn(value: Json): ReadonlySet<string> | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.map((member: Json) => (typeof member === 'string' ? member : valueAt(member, '/id')));
  return names.every((name) => typeof name === 'string') ? new Set(names) : undefined;
}
