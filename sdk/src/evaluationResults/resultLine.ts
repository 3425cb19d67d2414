// One result as a line of JSON in the form that a `recorded` target reads, and the scores that count. Not where it is kept.
import type { EvaluationResult } from './evaluationResult.ts';

export interface ReadResult {
  /** Without its line end; null when the result cannot be told from others, so that no line would be of use. */
  readonly line: string | null;
  /** Finite scores by name; null for those that are none. */
  readonly scores: Readonly<Record<string, number | null>>;
  /** One for everything that was left out of the line. */
  readonly problems: readonly string[];
}

/** What a recording may say of an answer beside the rest; anything else would make the whole line unreadable. */
const answerFields = ['contexts', 'citations', 'toolCalls', 'usage', 'model', 'details'] as const;

/** Never throws: what JSON cannot say is a problem, and the result is kept without it. */
export function resultLine(result: EvaluationResult): ReadResult {
  const problems: string[] = [];
  if (typeof result !== 'object' || result === null) {
    return {
      line: null,
      scores: {},
      problems: [`it is ${result === null ? 'null' : `a ${typeof result}`}, not an object`],
    };
  }
  const { exampleId, input, epoch, output, expected, scores, error, latencyMs, costUsd } = result;
  const readScores = scoresOf(scores ?? {}, problems);
  const key = keyOf(exampleId, input, epoch, problems);
  if (key === undefined) return { line: null, scores: readScores, problems };
  const answer = answerOf(output, error, problems);
  const line = [
    ...key,
    ...answer,
    ...field('expected', expected, problems),
    ...field('latencyMs', amount('latencyMs', latencyMs, problems), problems),
    ...field('costUsd', amount('costUsd', costUsd, problems), problems),
    ...answerFields.flatMap((name) => field(name, result[name], problems)),
    ...field('scores', Object.keys(readScores).length === 0 ? undefined : readScores, problems),
  ];
  return { line: `{${line.join(',')}}`, scores: readScores, problems };
}

function keyOf(exampleId: unknown, input: unknown, epoch: unknown, problems: string[]): string[] | undefined {
  const isNamed = typeof exampleId === 'string' && exampleId !== '';
  const asked = field('input', input, problems);
  if (!isNamed && asked.length === 0) {
    problems.push('it has neither an `exampleId` nor an `input` that JSON can say');
    return undefined;
  }
  if (epoch !== undefined && !(Number.isSafeInteger(epoch) && Number(epoch) >= 0)) {
    problems.push(`its epoch is ${shown(epoch)}, but must be a whole number from 0`);
    return undefined;
  }
  return [
    ...(isNamed ? field('exampleId', exampleId, problems) : []),
    ...asked,
    ...field('epoch', epoch, problems),
  ];
}

/** An output that cannot be kept makes an error of the line: the example must not be missing from the count. */
function answerOf(output: unknown, error: unknown, problems: string[]): string[] {
  if (error !== undefined && error !== null) {
    return field('error', error instanceof Error ? `${error.name}: ${error.message}` : error, problems);
  }
  const before = problems.length;
  const answer = field('output', output, problems);
  if (answer.length > 0) return answer;
  const why = problems[before] ?? 'neither an output nor an error was logged';
  if (problems.length === before) problems.push(`it has neither an output nor an error`);
  return field('error', why, problems);
}

function scoresOf(given: object, problems: string[]): Record<string, number | null> {
  const scores: Record<string, number | null> = {};
  for (const [name, value] of Object.entries(given) as [string, unknown][]) {
    if (value === undefined) continue;
    const isScore = typeof value === 'number' && Number.isFinite(value);
    if (isScore || typeof value === 'boolean') scores[name] = Number(value);
    else {
      scores[name] = null;
      if (value !== null) {
        problems.push(`its score '${name}' is ${shown(value)}; log null for what was not scored`);
      }
    }
  }
  return scores;
}

function amount(name: string, value: unknown, problems: string[]): unknown {
  if (
    value === undefined ||
    value === null ||
    (typeof value === 'number' && Number.isFinite(value) && value >= 0)
  ) {
    return value;
  }
  problems.push(`its ${name} is ${shown(value)}, but must be a number from 0`);
  return undefined;
}

const shown = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'bigint' ? String(value) : `a ${typeof value}`;

/** `"name":value`, or nothing. */
function field(name: string, value: unknown, problems: string[]): string[] {
  if (value === undefined) return [];
  try {
    const text = JSON.stringify(value, refuseWhatJsonCannotSay);
    return [`${JSON.stringify(name)}:${text}`];
  } catch (error) {
    problems.push(`its ${name} has no JSON (${error instanceof Error ? error.message : String(error)})`);
    return [];
  }
}

/** JSON.stringify would write null for them, and nobody would know. */
function refuseWhatJsonCannotSay(this: unknown, _key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} inside`);
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError(`a ${typeof value} inside`);
  // A lone surrogate has no UTF-8.
  return typeof value === 'string' ? value.toWellFormed() : value;
}
