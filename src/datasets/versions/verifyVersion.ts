// Recomputes every hash of a stored version from the bytes that are stored, and raises an alert when one is not what it was.
import type { DatasetVersion } from '../../model/dataset.ts';
import type { KeptExample } from '../../store/datasetStore.ts';
import { canonicalHash } from '../canonicalHash.ts';
import type { DatasetContext } from '../context.ts';
import { leafHash } from '../identity/merkleRoot.ts';
import { versionIdOfLeaves } from '../identity/versionIdOf.ts';
import { raiseMismatch } from './raiseMismatch.ts';
import { keptExamples } from './keptExamples.ts';

export interface VerifyReport {
  readonly name: string;
  readonly versionId: string;
  /** What the stored content comes to. */
  readonly computedId: string;
  readonly isIntact: boolean;
  readonly examples: number;
  readonly problems: readonly VerifyProblem[];
  /** The alert that was raised; null when all is well. */
  readonly alertId: string | null;
}

export interface VerifyProblem {
  /** The example it is about, by the id it was kept under; null for the version as a whole. */
  readonly exampleId: string | null;
  readonly message: string;
}

/** Told at most; each is evidence enough. */
const mostProblems = 100;

export async function verifyVersion(context: DatasetContext, version: DatasetVersion): Promise<VerifyReport> {
  const problems: VerifyProblem[] = [];
  const leaves: Buffer[] = [];
  for await (const page of keptExamples(context, version)) {
    for (const kept of page) {
      leaves.push(leafHash(kept.bytes));
      const fault = faultOf(kept);
      if (fault !== undefined && problems.length < mostProblems)
        problems.push({ exampleId: kept.exampleId, message: fault });
    }
  }
  const { name, versionId, slices, inputSchema } = version;
  const computedId = versionIdOfLeaves(leaves, slices, inputSchema);
  if (leaves.length !== version.coverage.examples) {
    problems.push({
      exampleId: null,
      message: `There are ${leaves.length} examples where ${version.coverage.examples} were kept.`,
    });
  }
  if (computedId !== versionId && problems.length === 0) {
    problems.push({
      exampleId: null,
      message:
        'No example was altered: it is the schema, the slices, or which examples belong to the version.',
    });
  }
  const isIntact = problems.length === 0 && computedId === versionId;
  const report = { name, versionId, computedId, isIntact, examples: leaves.length, problems };
  if (isIntact) return { ...report, alertId: null };
  const first = problems[0];
  const where = first?.exampleId === null || first === undefined ? '' : ` Example ${first.exampleId}.`;
  const alertId = await raiseMismatch(context, {
    name,
    custodian: version.card.custodian,
    message: `The stored version ${versionId} of '${name}' is not what was stored: it computes to ${computedId}.${where}`,
  });
  return { ...report, alertId };
}

function faultOf({ leafHash: expected, exampleId, bytes }: KeptExample): string | undefined {
  const found = leafHash(bytes).toString('hex');
  if (found !== expected) {
    return `Its stored bytes were altered: they hash to ${found}, kept as ${expected}.`;
  }
  return inputIdOf(bytes) === exampleId ? undefined : 'Its id is not the one of its input.';
}

function inputIdOf(bytes: Uint8Array): string | undefined {
  const { input } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { readonly input: string };
  return canonicalHash(input);
}
