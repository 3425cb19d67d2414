// Verifies stored dataset versions: every hash again from the stored bytes. An altered one raises an alert.
import { z } from 'zod';
import { findVersion } from '../../../datasets/versions/findVersion.ts';
import { verifyVersion } from '../../../datasets/versions/verifyVersion.ts';
import type { DatasetVersion } from '../../../model/dataset.ts';
import type { Json } from '../../../model/json.ts';
import type { JobHandler, JobParts } from '../jobHandler.ts';
import { readPayload } from './readPayload.ts';

const kind = 'verify-dataset';
const payloadSchema = z.strictObject({
  /** Null for the published version of every dataset. */
  dataset: z.string().min(1).nullable().default(null),
  /** A label, or the beginning of a version id; null for the published one, else the newest. */
  version: z.string().min(1).nullable().default(null),
});

export function verifyDatasetJob({ gate }: JobParts): JobHandler {
  return {
    kind,
    mostAttempts: 5,
    check: (payload) => void readPayload(kind, payloadSchema, payload),
    async run({ job, signal, report }) {
      const { dataset, version } = readPayload(kind, payloadSchema, job.payload);
      const versions = dataset === null ? await everyVersion() : [await versionOf(dataset, version)];
      const verified: Json[] = [];
      for (const each of versions) {
        signal.throwIfAborted();
        const { name, versionId, isIntact, examples, alertId } = await verifyVersion(gate, each);
        verified.push({ name, versionId, isIntact, examples, alertId });
        report({ done: verified.length, total: versions.length });
      }
      return { verified };
    },
  };

  async function versionOf(name: string, reference: string | null): Promise<DatasetVersion> {
    if (reference !== null) return findVersion(gate, name, reference);
    const known = await gate.store.datasets.get(name);
    return known?.published ?? findVersion(gate, name, 'newest');
  }

  async function everyVersion(): Promise<readonly DatasetVersion[]> {
    const versions: DatasetVersion[] = [];
    let after: string | null = null;
    do {
      const page = await gate.store.datasets.datasets({ limit: 200, after });
      versions.push(...page.items.map(({ published, newest }) => published ?? newest));
      after = page.next;
    } while (after !== null);
    return versions;
  }
}
