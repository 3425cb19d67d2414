// The evaluator that is a prompt and a pinned model. Not whether its scores may decide: that is for its calibration to show.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AssayError } from '../../model/errors.ts';
import type { EvaluatorNeed } from '../../model/evaluation.ts';
import type { EvaluatorDeclaration, EvaluatorKind } from '../evaluator.ts';
import { evaluatorOf } from '../evaluators/scoring/evaluatorOf.ts';
import { shareScore } from '../evaluators/scoring/declare.ts';
import { JudgeClient } from './judgeClient.ts';
import { type JudgeOptions, judgeOptions, openaiBase, promptFields } from './judgeOptions.ts';
import { answerSchema } from './judgeScale.ts';
import { pinOf, promptPartsOf, sentParameters } from './pinOf.ts';
import { misplacedIn } from './prompt/fillPrompt.ts';
import { rubrics } from './rubrics.ts';
import { scorePair } from './scorePair.ts';
import { scoreSingle } from './scoreSingle.ts';

export const judge: EvaluatorKind<JudgeOptions> = {
  name: 'judge',
  summary: 'A model that judges answers by a rubric, measured against people before it may decide.',
  version: 1,
  options: judgeOptions,
  declare: declarationFor,
  create(given, services) {
    const options = resolved(given, services.folder);
    const isOpenai = new URL(options.baseUrl).host === new URL(openaiBase).host;
    const parts = promptPartsOf(options);
    const client = new JudgeClient(
      {
        address: {
          baseUrl: options.baseUrl,
          apiKeyVariable: options.apiKey ?? (isOpenai ? 'OPENAI_API_KEY' : null),
          headers: options.headers,
          headersFrom: options.headersFrom,
          timeoutMs: options.timeoutMs,
          mostBytes: mostAnswerBytes,
        },
        model: options.model,
        parameters: sentParameters(options),
        schema: options.responseFormat === 'none' ? null : answerSchema(parts.scale),
        prices: options.prices,
        concurrency: options.concurrency,
        mostAttempts: options.mostAttempts,
        callDeadlineMs: options.callDeadlineMs,
      },
      services,
    );
    const setting = { options, parts, client };
    const evaluator = evaluatorOf(judge, options, declarationFor(options), {
      score: (item, signal) =>
        parts.scale.kind === 'pairwise'
          ? scorePair(setting, item, signal)
          : scoreSingle(setting, item, signal),
    });
    // Limits, keys and prices change no score: they are left out of the hash.
    return { ...evaluator, identity: { ...evaluator.identity, hash: pinOf(options).judgeHash } };
  },
};

const mostAnswerBytes = 1_000_000;

function declarationFor(options: JudgeOptions): EvaluatorDeclaration {
  const { scale, includeExpected } = options;
  const needs: EvaluatorNeed[] = ['endpoint'];
  if (includeExpected) needs.push('expected');
  if (showsContexts(options)) needs.push('contexts');
  return {
    ...shareScore(dimensionOf(options), needs),
    scale: scale === 'binary' ? 'binary' : 'score',
    isDeterministic: false,
    isJudge: true,
    isPairwise: scale === 'pairwise',
  };
}

function dimensionOf(given: JudgeOptions): Exclude<JudgeOptions['dimension'], null> {
  return (
    given.dimension ?? presetOf(given)?.dimension ?? (given.scale === 'pairwise' ? 'preference' : 'custom')
  );
}

function showsContexts(given: JudgeOptions): boolean {
  if (given.scale === 'pairwise') return false;
  return given.includeContexts ?? presetOf(given)?.includeContexts ?? false;
}

/**
 * The options with the texts of files and presets in them, so that a stored identity says everything and can be opened again.
 *
 * @throws AssayError `evaluator/invalid-options`
 */
function resolved(given: JudgeOptions, folder: string): JudgeOptions {
  const preset = presetOf(given);
  const { scale } = given;
  const options: JudgeOptions = {
    ...given,
    rubric: preset?.text ?? textOf(given.rubric, 'rubric', folder),
    system: given.system === null ? null : textOf(given.system, 'system', folder),
    prompt: given.prompt === null ? null : textOf(given.prompt, 'prompt', folder),
    levels: scale === 'graded' ? (given.levels ?? 5) : null,
    includeContexts: showsContexts(given),
    dimension: dimensionOf(given),
  };
  const problem =
    typeof options.prompt === 'string' ? misplacedIn(options.prompt, promptFields(options)) : null;
  if (problem !== null) throw invalid('prompt', problem);
  return options;
}

function presetOf({ rubric }: Pick<JudgeOptions, 'rubric'>): (typeof rubrics)[number] | undefined {
  if (typeof rubric === 'string' || !('preset' in rubric)) return undefined;
  return rubrics.find(({ name }) => name === rubric.preset);
}

function textOf(
  text: JudgeOptions['rubric'] | Exclude<JudgeOptions['prompt'], null>,
  option: string,
  folder: string,
): string {
  if (typeof text === 'string') return text;
  if (!('file' in text)) throw invalid(option, 'is no text');
  try {
    const read = readFileSync(resolve(folder, text.file), 'utf8').trim();
    if (read !== '') return read;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw invalid(option, `the file ${text.file} cannot be read: ${reason}`);
  }
  throw invalid(option, `the file ${text.file} is empty`);
}

function invalid(option: string, problem: string): AssayError {
  return new AssayError('evaluator/invalid-options', `judge: ${option}: ${problem}`, {
    path: [option],
    evaluator: 'judge',
  });
}
