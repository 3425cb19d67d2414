// An experiment as its row says it, and the refusals about rows that are missing or deleted. No statements.
import { AssayError } from '../../model/errors.ts';
import type { Experiment } from '../../model/experiment.ts';
import type { Tag } from '../../model/run.ts';
import { number, type Row, text } from './columns.ts';

export function experimentOf(row: Row, tags: readonly Tag[]): Experiment {
  return {
    experimentId: String(number(row, 'id')),
    name: text(row, 'name'),
    artifactLocation: text(row, 'artifact_location'),
    lifecycleStage: number(row, 'deleted') === 1 ? 'deleted' : 'active',
    creationTime: number(row, 'created'),
    lastUpdateTime: number(row, 'updated'),
    tags,
  };
}

export function experimentNotFound(experimentId: string): AssayError {
  return new AssayError('experiment/not-found', `No Experiment with id=${experimentId} exists`, {
    experimentId,
  });
}

export function experimentNotActive(experimentId: string): AssayError {
  return new AssayError(
    'experiment/not-active',
    `The experiment ${experimentId} must be in the 'active' state. Current state is deleted.`,
    { experimentId },
  );
}

/** Whether a text can be the id of a row: anything else is simply unknown, never an SQL surprise. */
export function isRowId(id: string): boolean {
  return /^\d{1,15}$/.test(id);
}
