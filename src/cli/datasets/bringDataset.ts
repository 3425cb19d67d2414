// Brings a dataset that a server keeps into the store of this process, where a gate opens it by name. Not for files, which are here.
import { ApiError, type Client } from 'assay-sdk';
import type { WireDatasetVersion } from 'assay-sdk/wireDatasets';
import { isPath } from '../../datasets/opening/findDatasetFiles.ts';
import type { DatasetReference } from '../../datasets/opening/openDataset.ts';
import { keep } from '../../datasets/versions/keptExample.ts';
import { AssayError } from '../../model/errors.ts';
import type { Store } from '../../store/store.ts';
import { readKept } from './readKept.ts';

export interface Bringing {
  /** Null when the store of this process is where datasets are kept: nothing is brought then. */
  readonly server: Client | null;
  readonly store: Store;
  /** That paths are meant from. */
  readonly folder: string;
  /** Who looks, should there be a holdout; and what for. */
  readonly actor: string | null;
  readonly reason: string;
}

/**
 * Once for each version: what is here already is not fetched again. Does nothing for a path, or a name that the server does not know.
 *
 * @throws AssayError `dataset/withdrawn`, `dataset/hash-mismatch`; the errors of the server
 */
export async function bringDataset(
  { server, store, folder, actor, reason }: Bringing,
  { source, version }: DatasetReference,
): Promise<void> {
  if (server === null || (await isPath(source, folder))) return;
  const wanted = await versionOf(server, source, version ?? 'published');
  if (wanted === undefined) return;
  if (wanted.standing === 'withdrawn') {
    throw new AssayError(
      'dataset/withdrawn',
      `The version ${wanted.versionId.slice(0, 12)} of '${source}' was withdrawn.`,
    );
  }
  const [here] = await store.datasets.findVersions(source, wanted.versionId);
  if (here === undefined) {
    const { dataset } = await readKept(server, source, wanted.versionId, {
      purpose: 'pull',
      actor: actor ?? undefined,
      reason,
    });
    const kept = dataset.examples.map(keep);
    await store.datasets.keepExamples(kept);
    const event = {
      kind: 'pushed',
      actor,
      note: `brought from ${server.url}`,
      detail: {},
      at: wanted.createdAt,
    } as const;
    await store.datasets.createVersion(
      wanted,
      kept.map(({ leafHash }) => leafHash),
      event,
    );
  } else if (here.standing !== wanted.standing || here.label !== wanted.label)
    await follow(store, here.standing, wanted);
}

/** What was a draft when it was brought may be published by now. */
async function follow(
  store: Store,
  from: WireDatasetVersion['standing'],
  wanted: WireDatasetVersion,
): Promise<void> {
  const { name, versionId, standing, label, publishedAt, createdAt } = wanted;
  const event = {
    kind: 'published',
    actor: null,
    note: 'as on the server',
    detail: {},
    at: publishedAt ?? createdAt,
  } as const;
  await store.datasets.change(name, versionId, {
    expects: [from],
    standing,
    label,
    ...(publishedAt === null ? {} : { publishedAt }),
    event,
  });
}

async function versionOf(
  server: Client,
  name: string,
  reference: string,
): Promise<WireDatasetVersion | undefined> {
  try {
    return (await server.datasets.version(name, reference)).version;
  } catch (cause) {
    if (cause instanceof ApiError && cause.problem.code === 'dataset/unknown-name') return undefined;
    throw cause;
  }
}
