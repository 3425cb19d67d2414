// Has a judge score labelled outputs, through the cache that gate runs use. Not what the scores are measured by.
import { AssayError } from '../../../model/errors.ts';
import type { Score, TargetOutput } from '../../../model/evaluation.ts';
import type { Example } from '../../../model/example.ts';
import type { EvaluationContext } from '../../context.ts';
import type { EvaluatedItem, Evaluator } from '../../evaluator.ts';
import { Scorer } from '../../runner/scorer.ts';
import { orderedPairIn } from '../bias/pairwiseOutcome.ts';
import { judgeOptions } from '../judgeOptions.ts';
import { outputText } from '../material.ts';
import type { JudgedUnit } from './judgedUnit.ts';
import type { LabelledOutput } from './readLabels.ts';

export interface JudgedOutput {
  readonly unit: JudgedUnit;
  readonly score: Score;
}

export interface OutputsToJudge {
  readonly evaluator: Evaluator;
  readonly outputs: readonly LabelledOutput[];
  /** Examples of the dataset, by id: they have what a line need not repeat. */
  readonly examples: ReadonlyMap<string, Example>;
  readonly usesCache: boolean;
  readonly onJudged?: (done: number) => void;
}

const parseFailures: ReadonlySet<string> = new Set([
  'judge/unparseable',
  'judge/out-of-range',
  'judge/refused',
]);

/**
 * In the order of the outputs.
 *
 * @throws AssayError `judge/invalid-labels` when an example is named only by an id that the dataset does not have; the reason of the signal
 */
export async function judgeOutputs(
  context: EvaluationContext,
  { evaluator, outputs, examples, usesCache, onJudged }: OutputsToJudge,
  signal: AbortSignal,
): Promise<readonly JudgedOutput[]> {
  const scorer = new Scorer(
    context,
    evaluator,
    { mostConcurrent: outputsAtOnce, usesCache },
    () => undefined,
  );
  const items = outputs.map((output) => itemOf(output, examples));
  let done = 0;
  return Promise.all(
    outputs.map(async (output, i): Promise<JudgedOutput> => {
      const item = items[i];
      if (item === undefined) throw new Error('every output has its item');
      const score = await scorer.score(item, signal);
      onJudged?.(++done);
      return { unit: unitOf(evaluator, output, item, score), score };
    }),
  );
}

/** More than any endpoint is asked at once: the judge's own limit decides. */
const outputsAtOnce = 256;

function itemOf(output: LabelledOutput, examples: ReadonlyMap<string, Example>): EvaluatedItem {
  const known = examples.get(output.exampleId);
  if (known === undefined && output.input === undefined) {
    throw new AssayError(
      'judge/invalid-labels',
      `Line ${output.line} of the labels: the dataset has no example ${output.exampleId}; give its "input" instead.`,
      { line: output.line },
    );
  }
  const base: Example = known ?? {
    exampleId: output.exampleId,
    input: output.input ?? null,
    expected: null,
    metadata: {},
    tags: [],
    split: null,
    cluster: null,
  };
  const example = output.expected === undefined ? base : { ...base, expected: output.expected };
  const answer = (value: TargetOutput['output']): TargetOutput => ({
    output: value,
    contexts: output.contexts,
    citations: null,
    toolCalls: null,
    usage: null,
    costUsd: null,
    model: null,
    details: null,
  });
  return {
    example,
    epoch: 0,
    answer: answer(output.output),
    latencyMs: null,
    opponent: output.opponent === undefined ? null : answer(output.opponent),
  };
}

function unitOf(evaluator: Evaluator, output: LabelledOutput, item: EvaluatedItem, score: Score): JudgedUnit {
  const { exampleId, outputHash, opponentHash, arms, ratings, human } = output;
  const isScored = score.kind === 'scored';
  const code = isScored ? null : (score.error?.code ?? null);
  return {
    exampleId,
    outputHash,
    opponentHash,
    arms,
    ratings,
    human,
    judge: isScored ? score.value : undefined,
    outcome: isScored
      ? 'scored'
      : code !== null && parseFailures.has(code)
        ? 'unparseable'
        : code?.startsWith('evaluator/') === true
          ? 'unscored'
          : 'failed',
    problem: isScored ? null : score.reason,
    doublings: doublingsOf(evaluator, item),
    pair: orderedPairIn(exampleId, score),
  };
}

/** Lengths are those of the part that is judged. */
function doublingsOf({ identity }: Evaluator, { answer, opponent }: EvaluatedItem): number {
  const options = judgeOptions.parse(identity.options);
  const length = (of: TargetOutput): number => {
    const text = outputText(options, of);
    return typeof text === 'string' ? Math.max(1, text.length) : 1;
  };
  return Math.log2(length(answer) / (opponent === null ? 1 : length(opponent)));
}
