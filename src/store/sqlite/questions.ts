// The long questions by name: read-only functions of a connection and plain data, so that they can run on another thread.
import type { DatabaseSync } from 'node:sqlite';
import { goldenExamples } from './goldenExamplesQuestion.ts';
import { checkGateRuns } from './integrity/checkGateRuns.ts';
import { checkQueue } from './integrity/checkQueue.ts';
import { checkRecords } from './integrity/checkRecords.ts';
import { checkSeries } from './integrity/checkSeries.ts';
import { evaluationDatasetRecords, searchEvaluationDatasets } from './search/searchEvaluationDatasets.ts';
import { searchExperiments } from './search/searchExperiments.ts';
import { searchLoggedModels } from './search/searchLoggedModels.ts';
import { registryHistory, searchModelVersions, searchRegisteredModels } from './search/searchRegistry.ts';
import { searchRuns } from './search/searchRuns.ts';
import { seriesChart } from './series/chartQuestion.ts';
import { seriesHistory } from './series/historyQuestion.ts';
import { seriesKeys } from './series/keysQuestion.ts';
import { sampledSeries } from './series/sampledQuestion.ts';
import { seriesSummaries } from './series/summariesQuestion.ts';

/** Arguments and results cross a thread: only what structured clone carries. */
export const questions = {
  searchRuns,
  searchExperiments,
  searchRegisteredModels,
  searchModelVersions,
  registryHistory,
  searchLoggedModels,
  searchEvaluationDatasets,
  evaluationDatasetRecords,
  goldenExamples,
  checkRecords,
  checkGateRuns,
  checkQueue,
  checkSeries,
  seriesHistory,
  seriesChart,
  sampledSeries,
  seriesKeys,
  seriesSummaries,
} as const satisfies Record<string, (db: DatabaseSync, args: never) => unknown>;

export type Questions = typeof questions;
export type QuestionName = keyof Questions;
export type ArgsOf<N extends QuestionName> = Parameters<Questions[N]>[1];
export type AnswerOf<N extends QuestionName> = ReturnType<Questions[N]>;
