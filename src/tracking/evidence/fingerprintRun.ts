// What makes two runs the same experiment: hashes of what was run (manifest), on which data, with which seed. Pure.
import { createHash } from 'node:crypto';
import type { Run } from '../../model/run.ts';
import type { RunFingerprint } from '../../store/runStore.ts';
import { isSeedParam } from './findings.ts';

/** Tags that say what was run; all others describe, and may differ between repeats. */
const manifestTags = [
  'assay.pipeline.version',
  'assay.model.base',
  'assay.model.config',
  'assay.decoding',
  'assay.harness',
  'assay.env.git.diff',
  'mlflow.source.name',
  'mlflow.source.git.commit',
  'estimator_class',
] as const;

/**
 * SHA-256 in hexadecimal of the canonical text of each part. A run without data or seed gets null there, and is nobody's repeat
 * because it may differ in what was not recorded.
 */
export function fingerprintRun(run: Run): RunFingerprint {
  const manifest = [
    ...run.params
      .filter((param) => !isSeedParam(param.key))
      .map((param) => ['param', param.key, param.value]),
    ...run.tags.filter((tag) => isManifestTag(tag.key)).map((tag) => ['tag', tag.key, tag.value]),
  ];
  const data = run.datasetInputs.map((dataset) => [
    dataset.name,
    dataset.digest,
    dataset.tags.find((tag) => tag.key === 'mlflow.data.context')?.value ?? '',
    dataset.tags.find((tag) => tag.key === 'assay.sampling')?.value ?? '',
  ]);
  const seeds = [
    ...run.params.filter((param) => isSeedParam(param.key)).map((param) => [param.key, param.value]),
    ...run.tags
      .filter((tag) => tag.key === 'assay.seed' || tag.key.startsWith('assay.seed.'))
      .map((tag) => [tag.key, tag.value]),
  ];
  return {
    manifest: hashOf(manifest),
    data: data.length === 0 ? null : hashOf(data),
    seed: seeds.length === 0 ? null : hashOf(seeds),
  };
}

function isManifestTag(key: string): boolean {
  return manifestTags.some((known) => known === key) || key.startsWith('assay.benchmark.');
}

/** The order in which things were logged does not matter. */
function hashOf(parts: readonly (readonly string[])[]): string {
  const lines = parts.map((part) => JSON.stringify(part)).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
