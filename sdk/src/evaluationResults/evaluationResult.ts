// One result of an evaluation as people log it. Not how it is written: see resultLine.
import type { TargetAnswer } from '../define/defineTarget.ts';

/** An example, what was answered and what that scored; what is left out is unknown, not zero. */
export interface EvaluationResult extends Omit<TargetAnswer, 'output'> {
  /** As the golden dataset names it; or give `input`, which names it as well. */
  readonly exampleId?: string | undefined;
  /** What was asked; JSON. */
  readonly input?: unknown;
  /** From 0, for examples that were asked more than once. */
  readonly epoch?: number | undefined;
  /** What was answered; JSON. */
  readonly output?: unknown;
  /** What should have been answered; JSON. */
  readonly expected?: unknown;
  /** Null is *no score*: counted as unscored, never as zero. True and false are 1 and 0. */
  readonly scores?: Readonly<Record<string, number | boolean | null | undefined>> | undefined;
  /** Why there is no output. */
  readonly error?: unknown;
}

export interface EvaluationLog {
  /** Names the artifact, and stands before its metrics; `results` when absent, and then nothing stands before them. */
  readonly name?: string | undefined;
  readonly results: Iterable<EvaluationResult> | AsyncIterable<EvaluationResult>;
  /** The step of the metrics; the next one when absent. */
  readonly step?: number | bigint | undefined;
}

/** What was logged, and where. */
export interface LoggedEvaluation {
  /** Of the run; with `artifact` it names a recording that a gate can read. */
  readonly runId: string;
  /** Path of the JSON lines among the artifacts of the run. */
  readonly artifact: string;
  /** Lines written. */
  readonly count: number;
  /** By name of the score. */
  readonly scores: Readonly<Record<string, ScoreSummary>>;
  /** What could not be logged, by the index of the result; said to the logger as well. */
  readonly problems: readonly { readonly index: number; readonly problem: string }[];
}

export interface ScoreSummary {
  /** Of what was scored; null when nothing was. */
  readonly mean: number | null;
  readonly n: number;
  /** Results without this score, for whatever reason. */
  readonly unscored: number;
}
