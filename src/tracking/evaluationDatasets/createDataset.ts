// Makes an evaluation dataset, empty, for some experiments or none.
import type { EvaluationDataset } from '../../model/evaluationDataset.ts';
import { randomHex, type TrackingContext } from '../context.ts';
import { experimentIdOf } from '../experiments/experimentIdOf.ts';
import { limits, requireLength } from '../limits.ts';
import { refuseMissing } from '../refuse.ts';
import { datasetTagsOf } from './datasetTags.ts';
import { datasetDigest } from './describeDataset.ts';
import { userTag } from './recordDrafts.ts';

export interface DatasetRequest {
  readonly name: string;
  readonly experimentIds: readonly string[];
  /** A JSON object as text; empty for none. */
  readonly tags: string;
  /** Who makes it, unless the tags say it. */
  readonly createdBy: string | null;
}

/** Several may have one name. @throws AssayError `request/invalid-field`, `experiment/not-found` */
export async function createDataset(
  context: TrackingContext,
  { name, experimentIds, tags: tagText, createdBy }: DatasetRequest,
): Promise<EvaluationDataset> {
  if (name.trim() === '') throw refuseMissing('name');
  requireLength('name', name, limits.datasetName);
  const tags = datasetTagsOf(tagText);
  const now = context.now();
  const dataset = await context.store.evaluationDatasets.create({
    datasetId: `d-${randomHex(context, 16)}`,
    name,
    tags,
    experimentIds: experimentIds.map(experimentIdOf),
    createdBy: tags.find((tag) => tag.key === userTag)?.value ?? createdBy,
    digest: datasetDigest(name, now),
    now,
  });
  context.announce({ type: 'evaluation-dataset', datasetId: dataset.datasetId });
  return dataset;
}
