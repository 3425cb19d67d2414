// A stored version with its examples, recomputed while it is read: what is handed on is what was stored, or nothing is.
import type { DatasetVersion, ResolvedDataset } from '../../model/dataset.ts';
import { AssayError } from '../../model/errors.ts';
import type { Example } from '../../model/example.ts';
import type { DatasetContext } from '../context.ts';
import { leafHash } from '../identity/merkleRoot.ts';
import { versionIdOfLeaves } from '../identity/versionIdOf.ts';
import { keptExamples } from './keptExamples.ts';
import { exampleOfBytes } from './keptExample.ts';
import { verifyVersion } from './verifyVersion.ts';

/** @throws AssayError `dataset/hash-mismatch` naming the example that was altered; the custodian has an alert then */
export async function openVersion(
  context: DatasetContext,
  version: DatasetVersion,
): Promise<ResolvedDataset> {
  const { name, versionId, standing, label, card, slices, inputSchema } = version;
  const examples: Example[] = [];
  const leaves: Buffer[] = [];
  for await (const page of keptExamples(context, version)) {
    for (const { leafHash: kept, bytes } of page) {
      const leaf = leafHash(bytes);
      if (leaf.toString('hex') !== kept) throw await mismatch(context, version);
      leaves.push(leaf);
      examples.push(exampleOfBytes(bytes));
    }
  }
  if (versionIdOfLeaves(leaves, slices, inputSchema) !== versionId) throw await mismatch(context, version);
  return {
    name,
    versionId,
    standing,
    label,
    card,
    slices,
    inputSchema,
    examples,
    source: `the dataset ${name}`,
  };
}

/** Opened once more to say exactly what is wrong, and to tell the custodian. */
async function mismatch(context: DatasetContext, version: DatasetVersion): Promise<AssayError> {
  const { computedId, problems } = await verifyVersion(context, version);
  const about = problems.map(({ exampleId, message }) =>
    exampleId === null ? message : `Example ${exampleId}: ${message}`,
  );
  return new AssayError(
    'dataset/hash-mismatch',
    `The stored version ${version.versionId} of '${version.name}' is not what was stored; it computes to ${computedId}. ${about.slice(0, 3).join(' ')}`,
    { stored: version.versionId, computed: computedId, problems: problems.slice(0, 20) },
  );
}
