// `assay runs export`: runs as a table for other tools, or the metric points of some runs.
import { extname } from 'node:path';
import { type Client, everyItem } from 'assay-sdk';
import type { WireRun } from 'assay-sdk/wire';
import type { CommandContext } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { exportFile, type ExportTarget, standardOutput } from '../export/exportTarget.ts';
import type { ExportFormat } from '../export/exportFormat.ts';
import { writeRuns } from '../export/writeRuns.ts';
import { writeSeries } from '../export/writeSeries.ts';
import { bytesText, countText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { chosenExperiments } from './experimentChoice.ts';
import { findRuns } from './findRun.ts';

export interface ExportRunsFlags {
  readonly experiment?: readonly string[];
  readonly filter?: string;
  readonly order?: readonly string[];
  readonly deleted?: boolean;
  readonly format?: ExportFormat;
  readonly output?: string;
  readonly series?: boolean;
  readonly metric?: readonly string[];
}

const runsPerPage = 1000;

/** @returns the exit code */
export async function exportRuns(
  context: CommandContext,
  typed: readonly string[],
  flags: ExportRunsFlags,
): Promise<number> {
  const format = flags.format ?? (context.flags.json === true ? 'json' : formatOf(flags.output));
  checkFlags(context, typed, flags, format);
  return withData(context, async ({ client }) => {
    const experiments = await chosenExperiments(client, flags.experiment ?? [], 'all');
    const names = new Map(experiments.map(({ experimentId, name }) => [experimentId, name]));
    const runs =
      typed.length > 0 ? listed(await findRuns(client, typed)) : matching(client, [...names.keys()], flags);
    const target = flags.output === undefined ? standardOutput(context) : await exportFile(flags.output);
    const { count, bytes } = await carryOut(target, async () =>
      flags.series === true
        ? writeSeries(client, runs, flags.metric ?? null, format, target)
        : writeRuns(runs, names, format, target),
    );
    if (flags.output !== undefined) {
      const what = countText(count, flags.series === true ? 'point' : 'run');
      context.err.write(`Wrote ${what} to ${visibleText(flags.output)} (${bytesText(bytes)})\n`);
    }
    return exitCodes.pass;
  });
}

async function carryOut(
  target: ExportTarget,
  write: () => Promise<number>,
): Promise<{ readonly count: number; readonly bytes: number }> {
  try {
    const count = await write();
    return { count, bytes: await target.finish() };
  } catch (cause) {
    await target.abandon();
    throw cause;
  }
}

function checkFlags(
  { out }: CommandContext,
  typed: readonly string[],
  flags: ExportRunsFlags,
  format: ExportFormat,
): void {
  const { experiment, filter, order, deleted, series, metric, output } = flags;
  if (typed.length > 0 && (experiment ?? filter ?? order ?? deleted) !== undefined) {
    throw new Refusal(
      'Runs are named and searched for at once.',
      'Name runs, or give --experiment and --filter.',
    );
  }
  if (metric !== undefined && series !== true) {
    throw new Refusal(
      '--metric chooses among the points of --series.',
      'Add --series, or leave out --metric.',
    );
  }
  if (format === 'parquet' && output === undefined && out.isTerminal) {
    throw new Refusal('Parquet is not text.', 'Name a file with --output.');
  }
}

/** By the ending of the file; CSV when it says nothing. */
function formatOf(output: string | undefined): ExportFormat {
  switch (extname(output ?? '').toLowerCase()) {
    case '.parquet':
    case '.pq':
      return 'parquet';
    case '.json':
      return 'json';
    case '.jsonl':
    case '.ndjson':
      return 'jsonl';
    default:
      return 'csv';
  }
}

async function* listed(runs: readonly WireRun[]): AsyncGenerator<WireRun> {
  yield* runs;
}

async function* matching(
  client: Client,
  experimentIds: readonly string[],
  flags: ExportRunsFlags,
): AsyncGenerator<WireRun> {
  if (experimentIds.length === 0) return;
  yield* everyItem((cursor) =>
    client.runs.search({
      experimentIds,
      filter: flags.filter ?? '',
      orderBy: flags.order ?? [],
      view: flags.deleted === true ? 'deleted' : 'active',
      limit: runsPerPage,
      cursor,
    }),
  );
}
