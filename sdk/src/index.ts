// What assay-sdk offers: recording runs, asking about them, and defining evaluations. Nothing else of the package may be imported, but the wire types.
export { ApiError, UnreachableError } from './apiError.ts';
export type { CaptureOptions } from './capture/captureEnvironment.ts';
export { client, everyItem, type Client, type EventWatch } from './client.ts';
export type { ArmDefinition } from './define/armDefinition.ts';
export { defineEval, type EvalDefinition } from './define/defineEval.ts';
export {
  defineEvaluator,
  type EvaluatorDefinition,
  type ScoredItem,
  type ScoreResult,
} from './define/defineEvaluator.ts';
export { defineObjective, type ObjectiveDefinition } from './define/defineObjective.ts';
export {
  defineTarget,
  type TargetAnswer,
  type TargetCall,
  type TargetFunction,
} from './define/defineTarget.ts';
export type { SliceDefinition, TierDefinition } from './define/policyDefinition.ts';
export type {
  EvaluationLog,
  EvaluationResult,
  LoggedEvaluation,
  ScoreSummary,
} from './evaluationResults/evaluationResult.ts';
export type { Logger } from './logger.ts';
export type { ReceivedEvent } from './readEvents.ts';
export type { Loggable } from './readValue.ts';
export { replaySpool, type ReplayOptions, type ReplayReport } from './replaySpool.ts';
export type { DatasetUse } from './datasetUse.ts';
export type { EndStatus, MetricOptions, Run } from './run.ts';
export type { ChildOptions, StartOptions } from './startOptions.ts';
export { startRun } from './startRun.ts';
export type { ConnectionOptions, FetchLike } from './transport.ts';
export type { PackedChart, PackedCurve } from './unpackChart.ts';
export { withRun } from './withRun.ts';
