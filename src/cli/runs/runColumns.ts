// The columns that a table of runs can have, and which of them fit and say something. Not the table.
import type { WireNumber, WireRun } from 'assay-sdk/wire';
import type { WireEvidenceSummary } from 'assay-sdk/wireEvidence';
import type { CommandContext } from '../command.ts';
import { cutTo } from '../print/cellWidth.ts';
import { metricText } from '../print/numbers.ts';
import { statusPaint } from '../print/statusPaint.ts';
import { type Cell, type Column, naturalWidth } from '../print/table.ts';
import { agoText, spanText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { Refusal } from '../refusal.ts';
import { shortId } from './findRun.ts';

export interface RunRow {
  readonly run: WireRun;
  readonly experiment: string;
  readonly evidence: WireEvidenceSummary | undefined;
}

export interface RunColumn extends Column {
  readonly id: string;
  cell(row: RunRow, context: CommandContext): Cell;
}

const fixed: readonly RunColumn[] = [
  {
    id: 'id',
    title: 'ID',
    cell: ({ run }, { style }) => ({ text: shortId(run.runId), paint: style.accent }),
  },
  { id: 'name', title: 'NAME', least: 10, cell: ({ run }) => visibleText(run.name) },
  {
    id: 'status',
    title: 'STATUS',
    cell: ({ run }, { style }) => ({ text: run.status.toLowerCase(), paint: statusPaint(run.status, style) }),
  },
  { id: 'experiment', title: 'EXPERIMENT', least: 8, cell: ({ experiment }) => visibleText(experiment) },
  {
    id: 'started',
    title: 'STARTED',
    align: 'right',
    cell: ({ run }, { now }) => agoText(run.startTime, now()),
  },
  { id: 'took', title: 'TOOK', align: 'right', cell: ({ run }, { now }) => tookText(run, now()) },
  { id: 'user', title: 'USER', least: 6, cell: ({ run }) => visibleText(run.userId) },
  { id: 'evidence', title: 'EVIDENCE', align: 'right', cell: evidenceCell },
  {
    id: 'purpose',
    title: 'PURPOSE',
    least: 16,
    cell: ({ run }) => visibleText(run.purpose ?? run.notes ?? ''),
  },
];

/** What the table begins with; metrics, params and then `evidence` follow. */
const leading = ['id', 'name', 'status', 'experiment', 'started', 'took'];
/** Narrower terminals have no room for how long a run took beside what came of it. */
const roomForTook = 100;

export const columnNames = fixed.map(({ id }) => id);

/** @throws Refusal when it is no column */
export function runColumn(name: string): RunColumn {
  const known = fixed.find(({ id }) => id === name);
  if (known !== undefined) return known;
  const [, kind, key = ''] = /^(metrics|params|tags)\.(.+)$/s.exec(name) ?? [];
  if (kind === 'metrics') return metricColumn(key);
  if (kind === 'params') return paramColumn(key);
  if (kind === 'tags') return tagColumn(key);
  throw new Refusal(
    `'${visibleText(name)}' is no column.`,
    `Columns are ${columnNames.join(', ')}, metrics.KEY, params.KEY and tags.KEY.`,
  );
}

/**
 * The usual columns: who and when, then metrics by how many runs have them and params that differ, as many as the terminal takes
 * (six of each in a pipe), evidence last.
 */
export function chooseColumns(rows: readonly RunRow[], context: CommandContext): readonly RunColumn[] {
  const isOneExperiment = new Set(rows.map(({ run }) => run.experimentId)).size === 1;
  const isNarrow = context.width !== null && context.width < roomForTook;
  const head = leading
    .filter((id) => (id !== 'experiment' || !isOneExperiment) && (id !== 'took' || !isNarrow))
    .map(runColumn);
  const last = runColumn('evidence');
  const metrics = metricKeys(rows).slice(0, mostOfAKind).map(metricColumn).map(shortTitle);
  const params = differingParams(rows).slice(0, mostOfAKind).map(paramColumn).map(shortTitle);
  const chosen: RunColumn[] = [];
  // Alternating, so that a narrow terminal shows some of what was tried and some of what came of it.
  for (const candidate of interleaved(metrics, params)) {
    const columns = [...head, ...chosen, candidate, last];
    const width = naturalWidth(
      columns,
      rows.map((row) => columns.map((column) => column.cell(row, context))),
      shortName,
    );
    if (context.width === null || width <= context.width) chosen.push(candidate);
  }
  return [...head, ...chosen.sort((a, b) => Number(isParam(a)) - Number(isParam(b))), last];
}

const mostOfAKind = 6;
const longestTitle = 18;
/** Names are cut to this before a column is left out for want of room. */
const shortName = 12;
const shortTitle = (column: RunColumn): RunColumn => ({
  ...column,
  title: cutTo(column.title, longestTitle),
});
const isParam = ({ id }: RunColumn): boolean => id.startsWith('params.');

function* interleaved<T>(first: readonly T[], second: readonly T[]): Generator<T> {
  for (let i = 0; i < Math.max(first.length, second.length); i += 1) {
    for (const list of [first, second]) {
      const item = list[i];
      if (item !== undefined) yield item;
    }
  }
}

/** Those that most of the runs have come first, then those that differ; metrics of the machine itself say little about the run. */
function metricKeys(rows: readonly RunRow[]): string[] {
  const values = new Map<string, WireNumber[]>();
  for (const { run } of rows) {
    for (const { key, value } of run.metrics) values.set(key, [...(values.get(key) ?? []), value]);
  }
  const differs = (own: readonly WireNumber[]): number => Number(new Set(own).size > 1);
  return [...values]
    .filter(([key]) => !key.startsWith('system/'))
    .sort(([a, ofA], [b, ofB]) => ofB.length - ofA.length || differs(ofB) - differs(ofA) || (a < b ? -1 : 1))
    .map(([key]) => key);
}

/** Params with more than one value among the runs, absent being one; few values first, because many are mostly ids and paths. */
function differingParams(rows: readonly RunRow[]): string[] {
  const values = new Map<string, Map<string, number>>();
  for (const { run } of rows) {
    for (const { key, value } of run.params) {
      const counts = values.get(key) ?? new Map<string, number>();
      values.set(key, counts.set(value, (counts.get(value) ?? 0) + 1));
    }
  }
  const present = (counts: ReadonlyMap<string, number>): number =>
    [...counts.values()].reduce((sum, n) => sum + n, 0);
  return [...values]
    .filter(([, counts]) => counts.size > 1 || present(counts) < rows.length)
    .sort(([a, countsA], [b, countsB]) => present(countsB) - present(countsA) || (a < b ? -1 : 1))
    .map(([key]) => key);
}

function metricColumn(key: string): RunColumn {
  return {
    id: `metrics.${key}`,
    title: visibleText(key),
    align: 'point',
    cell: ({ run }) => {
      const metric = run.metrics.find((each) => each.key === key);
      return metric === undefined ? '' : metricText(metric.value);
    },
  };
}

const longestParam = 24;

function paramColumn(key: string): RunColumn {
  return {
    id: `params.${key}`,
    title: visibleText(key),
    cell: ({ run }) => shortened(run.params.find((each) => each.key === key)?.value),
  };
}

function tagColumn(key: string): RunColumn {
  return {
    id: `tags.${key}`,
    title: visibleText(key),
    least: 8,
    cell: ({ run }) => visibleText(run.tags.find((each) => each.key === key)?.value ?? ''),
  };
}

/** Long values are read with `runs show`; in a table they would push the others out. */
function shortened(value: string | undefined): string {
  const text = visibleText(value ?? '');
  return text.length <= longestParam ? text : `${text.slice(0, longestParam - 1)}…`;
}

function evidenceCell({ evidence }: RunRow, { style }: CommandContext): Cell {
  if (evidence === undefined) return '';
  const { presentFields, requiredFields, isComplete } = evidence;
  return { text: `${presentFields}/${requiredFields}`, paint: isComplete ? style.good : style.quiet };
}

/** How long the run took, or has been running. */
export function tookText({ startTime, endTime, status }: WireRun, now: number): string {
  if (endTime !== null) return spanText(Math.max(0, Number(endTime) - Number(startTime)));
  return status === 'RUNNING' ? `${spanText(Math.max(0, now - Number(startTime)))}…` : '';
}
