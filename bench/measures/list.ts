/** The measures, in the order they run; adding one is one file and one line here. */
import type { Measure } from '../contract.ts';
import { chart } from './chart.ts';
import { disk } from './disk.ts';
import { gateCached } from './gateCached.ts';
import { gateEndpoint } from './gateEndpoint.ts';
import { gateJudge } from './gateJudge.ts';
import { gateMemory } from './gateMemory.ts';
import { gateRecorded } from './gateRecorded.ts';
import { history } from './history.ts';
import { logBatch } from './logBatch.ts';
import { memory } from './memory.ts';
import { readers } from './readers.ts';
import { runSearch } from './runSearch.ts';
import { runTable } from './runTable.ts';
import { startUp } from './startUp.ts';

// Start-up and memory come first, as MLflow's shared server is then still small.
export const measures: readonly Measure[] = [
  startUp,
  memory,
  logBatch,
  disk,
  history,
  chart,
  runSearch,
  runTable,
  readers,
  gateRecorded,
  gateEndpoint,
  gateCached,
  gateJudge,
  gateMemory,
];
