// `assay dataset pull`: a kept version as a folder of files with its card; the files have the same version id.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cardText } from '../../datasets/writing/cardText.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { exportFile } from '../export/exportTarget.ts';
import { countText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { type ActorFlags, actorOf } from './actor.ts';
import { keptChoice } from './datasetChoice.ts';
import { shortId } from './printing.ts';
import { readKept } from './readKept.ts';
import { type ExampleFormat, writeExamples } from './writeExamples.ts';

export interface PullDatasetFlags extends ActorFlags {
  readonly output?: string;
  readonly format?: ExampleFormat;
  /** False with --no-holdout. */
  readonly holdout: boolean;
  readonly reason?: string;
}

const ownFiles = new Set(['dataset.yaml', 'examples.jsonl', 'examples.csv', 'examples.parquet']);

/** @returns the exit code */
export async function pullDataset(
  context: CommandContext,
  typed: string,
  flags: PullDatasetFlags,
): Promise<number> {
  const { name, reference } = await keptChoice(typed);
  const folder = flags.output ?? name;
  await requireFree(folder);
  const { version, dataset } = await withData(context, ({ client }) =>
    readKept(client, name, reference, {
      purpose: 'pull',
      actor: actorOf(context, flags) ?? undefined,
      reason: flags.reason,
      holdout: flags.holdout ? 'include' : 'exclude',
    }),
  );
  const file = `examples.${flags.format ?? 'jsonl'}`;
  await mkdir(folder, { recursive: true });
  const target = await exportFile(join(folder, file));
  try {
    await writeExamples(dataset, flags.format ?? 'jsonl', target);
    await target.finish();
  } catch (cause) {
    await target.abandon();
    throw cause;
  }
  await writeFile(join(folder, 'dataset.yaml'), cardText(dataset, file));
  const left = version.coverage.examples - dataset.examples.length;
  if (context.flags.json === true) {
    sayJson(context, {
      folder,
      file,
      examples: dataset.examples.length,
      leftOut: left,
      pulledId: dataset.versionId,
      version,
    });
    return exitCodes.pass;
  }
  const { style } = context;
  say(context, [
    `Wrote ${countText(dataset.examples.length, 'example')} of ${style.strong(visibleText(name))} ${style.accent(shortId(version.versionId))} to ${visibleText(folder)}.`,
    ...(left > 0
      ? [
          style.warning(
            `${countText(left, 'example')} of the holdout left out: the files are the version ${shortId(dataset.versionId)}, not ${shortId(version.versionId)}.`,
          ),
        ]
      : []),
    ...(left === 0 && version.coverage.holdout > 0
      ? [style.quiet(`A look at ${countText(version.coverage.holdout, 'example')} of the holdout was noted.`)]
      : []),
  ]);
  return exitCodes.pass;
}

/** What an earlier pull wrote is replaced, nothing else. */
async function requireFree(folder: string): Promise<void> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw cause;
  });
  const other = names.find((name) => !ownFiles.has(name));
  if (other !== undefined) {
    throw new Refusal(
      `The folder ${folder} has other files in it (${other}).`,
      'Name another folder with --output.',
    );
  }
}
