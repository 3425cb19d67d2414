// `assay dataset verify`: recomputes every hash. A kept version from its stored bytes; files against the id they are pinned to.
import type { Client } from 'assay-sdk';
import { openFiles } from '../../datasets/opening/openFiles.ts';
import { requirePinned } from '../../datasets/opening/openDataset.ts';
import { keep } from '../../datasets/versions/keptExample.ts';
import type { ResolvedDataset } from '../../model/dataset.ts';
import { AssayError } from '../../model/errors.ts';
import { readReach } from '../../server/configuration.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { findServer, hasData, openData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { withData } from '../reach/reachData.ts';
import { datasetChoice } from './datasetChoice.ts';
import { shortId } from './printing.ts';

export interface VerifyDatasetFlags {
  readonly pin?: string;
}

interface Verification {
  readonly name: string;
  /** What it should be; null for files that are not pinned. */
  readonly versionId: string | null;
  /** What it is; null when the files cannot be read. */
  readonly computedId: string | null;
  readonly isIntact: boolean;
  readonly examples: number;
  readonly problems: readonly { readonly exampleId: string | null; readonly message: string }[];
  readonly alertId: string | null;
}

/** @returns the exit code: 5 when something is not what it was */
export async function verifyDataset(
  context: CommandContext,
  typed: string,
  { pin }: VerifyDatasetFlags,
): Promise<number> {
  const choice = await datasetChoice(typed);
  if (choice.kind === 'kept' && pin !== undefined) {
    throw new Refusal('--pin is for files; a kept version is named.', `Name it as ${choice.name}@${pin}.`);
  }
  const found =
    choice.kind === 'kept'
      ? await withData(context, ({ client }) => client.datasets.verify(choice.name, choice.reference))
      : await verifyFiles(context, choice.path, pin ?? null);
  if (context.flags.json === true) sayJson(context, found);
  else say(context, linesOf(context, typed, found));
  return found.isIntact ? exitCodes.pass : exitCodes.verificationFailed;
}

async function verifyFiles(context: CommandContext, path: string, pin: string | null): Promise<Verification> {
  const opened = await openOrFault(path);
  if (opened instanceof AssayError) {
    if (pin === null) throw opened;
    const problems = [{ exampleId: null, message: opened.message }];
    return {
      name: path,
      versionId: pin,
      computedId: null,
      isIntact: false,
      examples: 0,
      problems,
      alertId: null,
    };
  }
  const { name, versionId, examples } = opened;
  const intact = {
    name,
    versionId: pin,
    computedId: versionId,
    isIntact: true,
    examples: examples.length,
    problems: [],
    alertId: null,
  };
  if (pin === null) return intact;
  const mismatch = pinFault(opened, pin);
  if (mismatch === null) return intact;
  const told = await tellStore(context, opened, pin);
  return {
    ...intact,
    isIntact: false,
    problems: told.problems.length > 0 ? told.problems : [{ exampleId: null, message: mismatch }],
    alertId: told.alertId,
  };
}

async function openOrFault(path: string): Promise<ResolvedDataset | AssayError> {
  try {
    return await openFiles(path, process.cwd());
  } catch (cause) {
    // A flipped byte may be one that makes a line unreadable: for files that are pinned that is a finding.
    if (
      cause instanceof AssayError &&
      (cause.code === 'dataset/invalid-examples' || cause.code === 'dataset/invalid-card')
    )
      return cause;
    throw cause;
  }
}

function pinFault(dataset: ResolvedDataset, pin: string): string | null {
  try {
    requirePinned(dataset, pin);
    return null;
  } catch (cause) {
    if (cause instanceof AssayError && cause.code === 'dataset/hash-mismatch') return cause.message;
    throw cause;
  }
}

/** Where a store is at hand it has an alert raised, and may know the pinned version well enough to name what differs. */
async function tellStore(
  context: CommandContext,
  dataset: ResolvedDataset,
  pin: string,
): Promise<Pick<Verification, 'problems' | 'alertId'>> {
  const where = readReach(context.flags, context.env);
  const server = await findServer(context);
  if (server === undefined && !hasData(where.dataFolder)) return { problems: [], alertId: null };
  const reach = server ?? (await openData(where, context));
  try {
    const { name, versionId, source, card } = dataset;
    const mismatch = { pinned: pin, computed: versionId, source, custodian: card.custodian };
    const { alertId } = await reach.client.datasets.reportMismatch(name, mismatch);
    return { alertId, problems: await differences(reach.client, dataset, pin) };
  } finally {
    await reach.close();
  }
}

const hashesPerPage = 10_000;

/** By hashes alone: nobody looks at an example for this. Empty when the pinned version is not kept there. */
async function differences(
  client: Client,
  { name, examples }: ResolvedDataset,
  pin: string,
): Promise<Verification['problems']> {
  const version = await client.datasets.version(name, pin).catch(() => undefined);
  if (version === undefined) return [];
  const kept = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await client.datasets.hashes(name, version.version.versionId, {
      limit: hashesPerPage,
      cursor,
    });
    for (const { exampleId, leafHash } of page.items) kept.set(exampleId, leafHash);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  const here = new Map(examples.map((example) => [example.exampleId, keep(example).leafHash]));
  const problems = [
    ...[...kept]
      .filter(([id, hash]) => (here.get(id) ?? hash) !== hash)
      .map(([exampleId]) => ({ exampleId, message: 'It is not what was kept under the pinned id.' })),
    ...[...kept.keys()]
      .filter((id) => !here.has(id))
      .map((exampleId) => ({
        exampleId,
        message: 'It is missing from the files, or its input was altered.',
      })),
    ...[...here.keys()]
      .filter((id) => !kept.has(id))
      .map((exampleId) => ({ exampleId, message: 'It is not of the pinned version.' })),
  ];
  return problems.length > 0
    ? problems
    : [
        {
          exampleId: null,
          message:
            'The examples are those of the pinned version: it is the schema or the slices that differ.',
        },
      ];
}

const mostShown = 20;

function linesOf({ style }: CommandContext, typed: string, found: Verification): string[] {
  const { name, versionId, computedId, isIntact, examples, problems, alertId } = found;
  if (isIntact) {
    const what =
      versionId === null ? 'not pinned, so there is nothing to hold it against' : 'every hash is what it was';
    return [
      `${style.good('intact')}  ${visibleText(name)} ${style.accent(computedId ?? '')}`,
      `        ${countText(examples, 'example')}; ${what}.`,
    ];
  }
  const shown = problems
    .slice(0, mostShown)
    .map(
      ({ exampleId, message }) => `  ${exampleId === null ? '' : `${style.accent(exampleId)}  `}${message}`,
    );
  const left = problems.length - Math.min(mostShown, problems.length);
  return [
    `${style.bad('altered')}  ${visibleText(typed)} is not what it is said to be.`,
    `  said      ${versionId ?? '–'}`,
    `  computed  ${computedId ?? 'nothing: it cannot be read'}`,
    ...shown,
    ...(left > 0 ? [`  … and ${left} more`] : []),
    ...(alertId === null ? [] : [style.quiet(`  An alert was raised: ${shortId(alertId)}`)]),
  ];
}
