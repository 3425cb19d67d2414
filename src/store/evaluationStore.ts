// What is asked of storage about calls and scores by their content: the cache that makes a run resumable. Not gate runs.
import type { CallRecord, Score } from '../model/evaluation.ts';

/** Names an answer by what made it. */
export interface CallKey {
  readonly targetHash: string;
  readonly exampleId: string;
  readonly epoch: number;
}

/** Names a score by what was scored and what scored it. */
export interface ScoreKey {
  readonly evaluatorHash: string;
  /** Hash of everything the evaluator saw: example, answer, opponent. */
  readonly subjectHash: string;
}

export interface KeptCall {
  readonly key: CallKey;
  readonly call: CallRecord;
}

export interface KeptScore {
  readonly key: ScoreKey;
  readonly score: Score;
}

/** Answered calls and given scores, kept until swept; errors are never kept here, so that they are asked again. */
export interface EvaluationStore {
  /** Durable when it resolves; what is there already stays. */
  keepCalls(calls: readonly KeptCall[]): Promise<void>;
  /** Exact; by example id and epoch, only those that are there. */
  calls(targetHash: string, exampleIds: readonly string[], epochs: number): Promise<readonly CallRecord[]>;
  keepScores(scores: readonly KeptScore[]): Promise<void>;
  /** Exact; by subject hash, only those that are there. */
  scores(evaluatorHash: string, subjectHashes: readonly string[]): Promise<ReadonlyMap<string, Score>>;
  /** Removes what was last used before the time, in milliseconds since the epoch. @returns how many calls and scores */
  sweep(lastUsedBefore: number): Promise<number>;
}
