// Reads a kept version over the API, and recomputes its id from what arrived: what is handed on is that version.
import type { Client } from 'assay-sdk';
import type { WireDatasetVersion, WireExamplesQuery } from 'assay-sdk/wireDatasets';
import type { ResolvedDataset } from '../../model/dataset.ts';
import { AssayError } from '../../model/errors.ts';
import type { Example } from '../../model/example.ts';
import { versionIdOf } from '../../datasets/identity/versionIdOf.ts';
import { examplesOfRows } from '../../datasets/reading/examplesOfRows.ts';
import { readJsonLines } from '../../datasets/reading/readJsonLines.ts';
import { ReadProblems } from '../../datasets/reading/readProblems.ts';

export interface KeptDataset {
  readonly version: WireDatasetVersion;
  /** Without the holdout, when it was left out: its id is another one then. */
  readonly dataset: ResolvedDataset;
}

/** @throws AssayError `dataset/hash-mismatch` when something else arrived */
export async function readKept(
  client: Client,
  name: string,
  reference: string,
  query: WireExamplesQuery,
): Promise<KeptDataset> {
  const { version } = await client.datasets.version(name, reference);
  const answer = await client.datasets.examples(name, version.versionId, query);
  const problems = new ReadProblems(`the dataset ${name}`);
  const rows = readJsonLines(answer.body ?? emptyBody(), new Map(), problems);
  const examples: Example[] = [];
  for await (const example of examplesOfRows(rows, null, problems)) examples.push(example);
  const { slices, inputSchema, card, standing, label } = version;
  const content = { examples, slices, inputSchema };
  const versionId = versionIdOf(content);
  const isWhole = query.holdout !== 'exclude' || version.coverage.holdout === 0;
  if (isWhole && versionId !== version.versionId) {
    throw new AssayError(
      'dataset/hash-mismatch',
      `What arrived of '${name}' computes to ${versionId}, not to ${version.versionId}.`,
    );
  }
  return {
    version,
    dataset: { ...content, name, versionId, standing, label, card, source: `the dataset ${name}` },
  };
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
