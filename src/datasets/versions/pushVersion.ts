// Keeps examples as a version of a dataset: a draft, until it is published. Not how they are read from a file.
import type { DatasetCard, DatasetVersion } from '../../model/dataset.ts';
import { AssayError } from '../../model/errors.ts';
import type { Example, SliceDefinition } from '../../model/example.ts';
import type { JsonObject } from '../../model/json.ts';
import type { KeptExample } from '../../store/datasetStore.ts';
import { canonicalJson } from '../canonicalHash.ts';
import type { DatasetContext } from '../context.ts';
import { CoverageCounter } from '../coverage/coverageCounter.ts';
import { versionIdOfLeaves } from '../identity/versionIdOf.ts';
import { mostExamples } from '../reading/examplesOfRows.ts';
import { requireDatasetName } from './datasetName.ts';
import { keep } from './keptExample.ts';

export interface VersionHeader {
  readonly name: string;
  readonly card: DatasetCard;
  readonly slices: readonly SliceDefinition[];
  readonly inputSchema: JsonObject | null;
  /** Who pushes it; null where that is not known. */
  readonly author: string | null;
  /** What changed, in the author's words. */
  readonly note: string | null;
}

export interface PushedVersion {
  readonly version: DatasetVersion;
  /** False when the very same content was there already. */
  readonly isNew: boolean;
  /** The version that was there is published or withdrawn, and keeps the card it was published with. */
  readonly isCardKept: boolean;
}

/** Few enough that others write in between. */
const examplesPerWrite = 2000;

/**
 * Memory holds the hashes, never all examples. The same content again is the version that is there; a draft takes the new card.
 *
 * @throws AssayError `dataset/invalid-name`, `dataset/invalid-examples` when an input occurs twice, `dataset/too-large`
 */
export async function pushVersion(
  context: DatasetContext,
  header: VersionHeader,
  examples: AsyncIterable<Example> | Iterable<Example>,
): Promise<PushedVersion> {
  const { name, card, inputSchema, author, note } = header;
  requireDatasetName(name);
  const slices = header.slices.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const coverage = new CoverageCounter(slices);
  const members: { readonly exampleId: string; readonly leafHash: string }[] = [];
  let waiting: KeptExample[] = [];
  for await (const example of examples) {
    const kept = keep(example);
    coverage.add(example);
    members.push({ exampleId: kept.exampleId, leafHash: kept.leafHash });
    waiting.push(kept);
    if (members.length > mostExamples)
      throw new AssayError('dataset/too-large', `'${name}' has more than ${mostExamples} examples.`);
    if (waiting.length < examplesPerWrite) continue;
    await context.store.datasets.keepExamples(waiting);
    waiting = [];
  }
  await context.store.datasets.keepExamples(waiting);
  const leafHashes = inOrder(members, name);
  const now = context.now();
  const { version, isNew } = await context.store.datasets.createVersion(
    {
      name,
      versionId: versionIdOfLeaves(
        leafHashes.map((hash) => Buffer.from(hash, 'hex')),
        slices,
        inputSchema,
      ),
      standing: 'draft',
      label: null,
      card,
      slices,
      inputSchema,
      coverage: coverage.result(),
      basedOn: null,
      author,
      createdAt: now,
      approvedBy: null,
      approvedAt: null,
      publishedAt: null,
    },
    leafHashes,
    { kind: 'pushed', actor: author, note, detail: {}, at: now },
  );
  const pushed = isNew ? { version, isNew, isCardKept: false } : await withCard(context, version, header);
  context.announce({ type: 'dataset', name });
  return pushed;
}

function inOrder(
  members: { readonly exampleId: string; readonly leafHash: string }[],
  name: string,
): readonly string[] {
  members.sort((a, b) => (a.exampleId < b.exampleId ? -1 : 1));
  const repeated = members.find(({ exampleId }, index) => members[index + 1]?.exampleId === exampleId);
  if (repeated !== undefined) {
    throw new AssayError(
      'dataset/invalid-examples',
      `'${name}' has the input of the example ${repeated.exampleId} twice.`,
    );
  }
  return members.map(({ leafHash }) => leafHash);
}

async function withCard(
  context: DatasetContext,
  version: DatasetVersion,
  { card, author, note }: VersionHeader,
): Promise<PushedVersion> {
  if (canonicalJson({ ...version.card }) === canonicalJson({ ...card }))
    return { version, isNew: false, isCardKept: false };
  if (version.standing === 'published' || version.standing === 'withdrawn')
    return { version, isNew: false, isCardKept: true };
  const event = { kind: 'card-changed', actor: author, note, detail: {}, at: context.now() } as const;
  const changed = await context.store.datasets.change(version.name, version.versionId, {
    expects: ['draft', 'in-review'],
    card,
    // What was approved was not this card.
    approval: null,
    event,
  });
  return { version: changed, isNew: false, isCardKept: false };
}
