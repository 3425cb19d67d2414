// Changes to an evaluation dataset that exists: its tags, its experiments, its records, its end.
import type { EvaluationDataset, JsonText } from '../../model/evaluationDataset.ts';
import type { TrackingContext } from '../context.ts';
import { experimentIdOf } from '../experiments/experimentIdOf.ts';
import { datasetTagsOf } from './datasetTags.ts';
import { datasetDigest, extendSchema, profileOf } from './describeDataset.ts';
import { isExactObject, parseExactJson, writeExactJson } from './exactJson.ts';
import { parseRecords } from './recordDrafts.ts';
import { randomHex } from '../context.ts';

/** @param tagText a JSON object as text; a null value changes nothing. @throws AssayError `request/invalid-field`, `dataset/not-found` */
export async function setDatasetTags(
  context: TrackingContext,
  datasetId: string,
  tagText: string,
): Promise<void> {
  const tags = datasetTagsOf(tagText).filter((tag) => tag.value !== null);
  await context.store.evaluationDatasets.setTags(datasetId, tags);
  context.announce({ type: 'evaluation-dataset', datasetId });
}

/** A tag that is not there is already deleted. */
export async function deleteDatasetTag(
  context: TrackingContext,
  datasetId: string,
  key: string,
): Promise<void> {
  await context.store.evaluationDatasets.deleteTag(datasetId, key);
  context.announce({ type: 'evaluation-dataset', datasetId });
}

/** Deleting what is not there changes nothing. */
export async function deleteDataset(context: TrackingContext, datasetId: string): Promise<void> {
  await context.store.evaluationDatasets.delete(datasetId);
  context.announce({ type: 'evaluation-dataset', datasetId });
}

/**
 * Adds records; one with the inputs of another is merged into it: its expectations and tags key by key, its outputs whole.
 *
 * @param text a JSON list of records
 * @throws AssayError `dataset/invalid-record`, `dataset/not-found`; nothing was written then
 */
export async function upsertRecords(
  context: TrackingContext,
  datasetId: string,
  text: string,
  by: string | null,
): Promise<{ readonly inserted: number; readonly updated: number }> {
  const records = parseRecords(text, by);
  const now = context.now();
  const outcome = await context.store.evaluationDatasets.upsertRecords(datasetId, {
    drafts: records.map((record) => record.draft),
    recordId: () => `dr-${randomHex(context, 16)}`,
    merge: mergeObjects,
    describe: (before, count) => ({
      schema: extendSchema(before, records),
      profile: profileOf(count),
      digest: datasetDigest(before.name, now),
      by: records.findLast((record) => record.draft.by !== null)?.draft.by ?? null,
    }),
    now,
  });
  context.announce({ type: 'evaluation-dataset', datasetId });
  return outcome;
}

/** @returns how many there were. @throws AssayError `dataset/not-found` */
export async function deleteRecords(
  context: TrackingContext,
  datasetId: string,
  recordIds: readonly string[],
): Promise<number> {
  const now = context.now();
  const deleted = await context.store.evaluationDatasets.deleteRecords(
    datasetId,
    recordIds,
    (before, count) => ({
      schema: before.schema,
      profile: profileOf(count),
      digest: datasetDigest(before.name, now),
      by: before.lastUpdatedBy,
    }),
    now,
  );
  context.announce({ type: 'evaluation-dataset', datasetId });
  return deleted;
}

/** @throws AssayError `dataset/not-found`, `experiment/not-found`, `request/invalid-field` */
export async function addToExperiments(
  context: TrackingContext,
  datasetId: string,
  experimentIds: readonly string[],
): Promise<EvaluationDataset> {
  const ids = experimentIds.map(experimentIdOf);
  const dataset = await context.store.evaluationDatasets.addExperiments(datasetId, ids, context.now());
  context.announce({ type: 'evaluation-dataset', datasetId });
  return dataset;
}

/** @throws AssayError `dataset/not-found`, `request/invalid-field` */
export async function removeFromExperiments(
  context: TrackingContext,
  datasetId: string,
  experimentIds: readonly string[],
): Promise<EvaluationDataset> {
  const ids = experimentIds.map(experimentIdOf);
  const dataset = await context.store.evaluationDatasets.removeExperiments(datasetId, ids, context.now());
  context.announce({ type: 'evaluation-dataset', datasetId });
  return dataset;
}

function mergeObjects(older: JsonText, newer: JsonText): JsonText {
  const [first, second] = [parseExactJson(older), parseExactJson(newer)];
  if (!isExactObject(first) || !isExactObject(second)) return newer;
  return writeExactJson({ ...first, ...second });
}
