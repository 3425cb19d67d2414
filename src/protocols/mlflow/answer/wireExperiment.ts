// An experiment as the MLflow wire spells it.
import type { Experiment } from '../../../model/experiment.ts';

export function wireExperiment(experiment: Experiment): object {
  return {
    experiment_id: experiment.experimentId,
    name: experiment.name,
    artifact_location: experiment.artifactLocation,
    lifecycle_stage: experiment.lifecycleStage,
    last_update_time: experiment.lastUpdateTime,
    creation_time: experiment.creationTime,
    ...(experiment.tags.length === 0 ? {} : { tags: experiment.tags }),
  };
}
