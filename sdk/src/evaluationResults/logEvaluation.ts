// Writes the results of an evaluation to a run: one artifact of JSON lines, and what they come to as metrics. Not a verdict.
import type { EvaluationLog, EvaluationResult, LoggedEvaluation, ScoreSummary } from './evaluationResult.ts';
import { resultLine } from './resultLine.ts';

/** The parts of a run that are needed. */
export interface EvaluationSink {
  readonly runId: string;
  /** A path that the run has no artifact under yet. */
  readonly pathFor: (name: string) => string;
  readonly artifact: (path: string, data: Uint8Array) => void;
  readonly metric: (key: string, value: number, step: number | bigint | undefined) => void;
  readonly problem: (about: string, sentence: string) => void;
}

/** So many lines are encoded before others have their turn. */
const linesPerTurn = 500;
/** Problems that are returned; all are counted. */
const mostTold = 100;

/** Never rejects: a loop must not die of its notebook. */
export async function logEvaluation(
  { name, results, step }: EvaluationLog,
  sink: EvaluationSink,
): Promise<LoggedEvaluation> {
  const called = nameOf(name);
  const path = sink.pathFor(called ?? 'results');
  const lines = new LineBuffer();
  const sums = new Map<string, { n: number; sum: number }>();
  const problems: { index: number; problem: string }[] = [];
  const tell = (index: number, problem: string): void => {
    if (problems.length < mostTold) problems.push({ index, problem });
    sink.problem(`evaluation ${path} ${problem}`, `result ${index} of the evaluation '${path}': ${problem}.`);
  };
  let index = 0;
  try {
    for await (const result of inTurns(results)) {
      const read = resultLine(result);
      for (const problem of read.problems) tell(index, problem);
      if (read.line !== null) lines.add(read.line);
      for (const [score, value] of Object.entries(read.scores)) {
        const sum = sums.get(score) ?? { n: 0, sum: 0 };
        sums.set(score, value === null ? sum : { n: sum.n + 1, sum: sum.sum + value });
      }
      index += 1;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    tell(index, `the results ended with an error (${reason}); those before it are kept`);
  }
  if (lines.count > 0) sink.artifact(path, lines.bytes());
  const scores: Record<string, ScoreSummary> = {};
  for (const [score, { n, sum }] of sums) {
    const summary = { mean: n === 0 ? null : sum / n, n, unscored: index - n };
    scores[score] = summary;
    const key = called === null ? score : `${called}/${score}`;
    // Unknown is not zero: without a score there is no mean.
    if (summary.mean !== null) sink.metric(`${key}/mean`, summary.mean, step);
    sink.metric(`${key}/n`, n, step);
    sink.metric(`${key}/unscored`, summary.unscored, step);
  }
  return { runId: sink.runId, artifact: path, count: lines.count, scores, problems };
}

/** What may stand in a path and in the key of a metric. */
function nameOf(name: string | undefined): string | null {
  const plain = (name ?? '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 100);
  return plain === '' ? null : plain;
}

async function* inTurns(
  results: Iterable<EvaluationResult> | AsyncIterable<EvaluationResult>,
): AsyncIterable<EvaluationResult> {
  let count = 0;
  for await (const result of results) {
    yield result;
    count += 1;
    if (count % linesPerTurn === 0) await new Promise<void>((resume) => setImmediate(resume));
  }
}

/** Lines as bytes, encoded in batches, so that a hundred thousand of them are never one string. */
class LineBuffer {
  count = 0;
  readonly #chunks: Uint8Array[] = [];
  #waiting: string[] = [];

  add(line: string): void {
    this.count += 1;
    this.#waiting.push(line);
    if (this.#waiting.length >= linesPerTurn) this.#encode();
  }

  bytes(): Uint8Array {
    this.#encode();
    const all = new Uint8Array(this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }

  #encode(): void {
    if (this.#waiting.length === 0) return;
    this.#chunks.push(new TextEncoder().encode(`${this.#waiting.join('\n')}\n`));
    this.#waiting = [];
  }
}
