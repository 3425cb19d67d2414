// `assay runs list`: a table of runs, newest first unless ordered otherwise.
import { type Client, everyItem } from 'assay-sdk';
import type { WireRun, WireRunSearch } from 'assay-sdk/wire';
import type { WireEvidenceSummary } from 'assay-sdk/wireEvidence';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { tableLines } from '../print/table.ts';
import { withData } from '../reach/reachData.ts';
import { chosenExperiments, mostExperiments } from './experimentChoice.ts';
import { chooseColumns, type RunColumn, runColumn, type RunRow } from './runColumns.ts';

export interface ListRunsFlags {
  readonly experiment?: readonly string[];
  readonly filter?: string;
  readonly order?: readonly string[];
  readonly limit?: number;
  readonly after?: string;
  readonly all?: boolean;
  readonly columns?: readonly string[];
  readonly deleted?: boolean;
}

const usualLimit = 20;
const mostPerPage = 1000;
const evidencePerRequest = 200;

/** @returns the exit code */
export async function listRuns(context: CommandContext, flags: ListRunsFlags): Promise<number> {
  return withData(context, async ({ client, source }) => {
    const experiments = await chosenExperiments(client, flags.experiment ?? [], 'all');
    const search: WireRunSearch = {
      experimentIds: experiments.map(({ experimentId }) => experimentId),
      filter: flags.filter ?? '',
      orderBy: flags.order ?? [],
      view: flags.deleted === true ? 'deleted' : 'active',
    };
    const { runs, next } = await readRuns(client, search, flags);
    if (context.flags.json === true) {
      sayJson(context, { items: runs, next });
      return exitCodes.pass;
    }
    if (runs.length === 0) {
      say(context, emptyLines(context, flags, source));
      return exitCodes.pass;
    }
    const names = new Map(experiments.map(({ experimentId, name }) => [experimentId, name]));
    const asked = flags.columns?.map(runColumn);
    const wantsEvidence = asked === undefined || asked.some(({ id }) => id === 'evidence');
    const evidence = wantsEvidence ? await evidenceOf(client, runs) : new Map<string, WireEvidenceSummary>();
    const rows = runs.map((run): RunRow => ({
      run,
      experiment: names.get(run.experimentId) ?? run.experimentId,
      evidence: evidence.get(run.runId),
    }));
    const columns = asked ?? chooseColumns(rows, context);
    say(context, tableOf(columns, rows, context));
    say(context, footer(context, runs.length, next, experiments.length));
    return exitCodes.pass;
  });
}

async function readRuns(
  client: Client,
  search: WireRunSearch,
  { limit = usualLimit, after, all = false }: ListRunsFlags,
): Promise<{ readonly runs: readonly WireRun[]; readonly next: string | null }> {
  if (search.experimentIds?.length === 0) return { runs: [], next: null };
  if (all) {
    const runs: WireRun[] = [];
    for await (const run of everyItem((cursor) =>
      client.runs.search({ ...search, limit: mostPerPage, cursor: cursor ?? after }),
    )) {
      runs.push(run);
    }
    return { runs, next: null };
  }
  const page = await client.runs.search({ ...search, limit, cursor: after });
  return { runs: page.items, next: page.next };
}

async function evidenceOf(
  client: Client,
  runs: readonly WireRun[],
): Promise<Map<string, WireEvidenceSummary>> {
  const found = new Map<string, WireEvidenceSummary>();
  for (let at = 0; at < runs.length; at += evidencePerRequest) {
    const runIds = runs.slice(at, at + evidencePerRequest).map(({ runId }) => runId);
    const { items } = await client.evidence.summaries(runIds);
    for (const item of items) found.set(item.runId, item);
  }
  return found;
}

function tableOf(columns: readonly RunColumn[], rows: readonly RunRow[], context: CommandContext): string[] {
  const { style, width } = context;
  return tableLines(
    columns.map(({ title, align, least }) => ({
      title,
      ...(align === undefined ? {} : { align }),
      ...(least === undefined ? {} : { least }),
    })),
    rows.map((row) => columns.map((column) => column.cell(row, context))),
    { indent: 0, width, titles: style.quiet },
  );
}

function footer(
  { style, width }: CommandContext,
  shown: number,
  next: string | null,
  experiments: number,
): string[] {
  // In a pipe the table is all there is, unless something was cut.
  const isCut = next !== null || experiments === mostExperiments;
  if (width === null && !isCut) return [];
  const count = `${countText(shown, 'run')}${next === null ? '' : ' shown'}`;
  const more =
    next === null
      ? ''
      : `; there are more: --limit ${Math.min(shown * 5, mostPerPage)}, --all, or --after ${next}`;
  const cut = experiments === mostExperiments ? `; of the first ${mostExperiments} experiments only` : '';
  return ['', style.quiet(`${count}${more}${cut}`)];
}

function emptyLines({ style }: CommandContext, flags: ListRunsFlags, source: string): string[] {
  const isNarrowed = flags.filter !== undefined || flags.experiment !== undefined || flags.deleted === true;
  if (isNarrowed) return ['No runs match.'];
  return [
    `No runs yet in ${source}.`,
    style.quiet('Log one from any MLflow client: export MLFLOW_TRACKING_URI=http://127.0.0.1:5080'),
  ];
}
