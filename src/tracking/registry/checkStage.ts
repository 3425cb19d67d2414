// Which stages a model version can be in, and which of them are in use.
import { type Stage, stages } from '../../model/registeredModel.ts';
import { refuse } from '../refuse.ts';

const activeStages: readonly Stage[] = ['Staging', 'Production'];

/** @returns the stage by its proper spelling. @throws AssayError `request/invalid-field` */
export function stageOf(asked: string): Stage {
  const stage = stages.find((known) => known.toLowerCase() === asked.toLowerCase());
  if (stage === undefined) {
    throw refuse(
      `Invalid Model Version stage: ${asked.slice(0, 100)}. Value must be one of ${stages.join(', ')}.`,
    );
  }
  return stage;
}

/** Only a stage in use can push others out. @throws AssayError `request/invalid-field` */
export function requireActiveStage(stage: Stage): void {
  if (activeStages.includes(stage)) return;
  throw refuse(
    `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
  );
}
