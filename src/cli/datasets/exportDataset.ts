// `assay dataset export`: the examples of files or of a kept version as JSON lines, CSV or Parquet.
import { extname } from 'node:path';
import type { ColumnMapping } from '../../datasets/reading/readRow.ts';
import type { CommandContext } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { exportFile, standardOutput } from '../export/exportTarget.ts';
import { bytesText, countText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { Refusal } from '../refusal.ts';
import { type ActorFlags, actorOf } from './actor.ts';
import { openChoice } from './openChoice.ts';
import { shortId } from './printing.ts';
import { type ExampleFormat, writeExamples } from './writeExamples.ts';

export interface ExportDatasetFlags extends ActorFlags {
  readonly output?: string;
  readonly format?: ExampleFormat;
  readonly map?: ColumnMapping;
  /** False with --no-holdout. */
  readonly holdout: boolean;
  readonly reason?: string;
}

/** @returns the exit code */
export async function exportDataset(
  context: CommandContext,
  typed: string,
  flags: ExportDatasetFlags,
): Promise<number> {
  const { output, map, holdout, reason } = flags;
  const format = flags.format ?? formatOf(output);
  if (format === 'parquet' && output === undefined && context.out.isTerminal) {
    throw new Refusal('Parquet is not text.', 'Name a file with --output.');
  }
  const query = {
    purpose: 'export',
    actor: actorOf(context, flags) ?? undefined,
    reason,
    holdout: holdout ? 'include' : 'exclude',
  } as const;
  const opened = await openChoice(context, typed, query, map);
  const dataset = holdout
    ? opened
    : { ...opened, examples: opened.examples.filter(({ split }) => split !== 'holdout') };
  const target = output === undefined ? standardOutput(context) : await exportFile(output);
  try {
    await writeExamples(dataset, format, target);
    const bytes = await target.finish();
    if (output !== undefined) {
      context.err.write(
        `Wrote ${countText(dataset.examples.length, 'example')} of ${shortId(opened.versionId)} to ${visibleText(output)} (${bytesText(bytes)})\n`,
      );
    }
  } catch (cause) {
    await target.abandon();
    throw cause;
  }
  return exitCodes.pass;
}

function formatOf(output: string | undefined): ExampleFormat {
  switch (extname(output ?? '').toLowerCase()) {
    case '.csv':
      return 'csv';
    case '.parquet':
    case '.pq':
      return 'parquet';
    default:
      return 'jsonl';
  }
}
