/** The run table: pages of 100 whole runs, newest first; the first page, and ten pages further by their tokens. */
import type { Bench, Finding, Measure } from '../contract.ts';
import { duration, figure, ratio } from '../format.ts';
import { AskConnection } from '../load/askConnection.ts';
import { readWindow } from '../load/readWindow.ts';
import type { LoadResult } from '../load/plan.ts';
import { median } from '../median.ts';
import { runsStage, type SeededRuns } from '../stages/runsStage.ts';
import { answerCell } from './answerCell.ts';
import { pageRequest, runsOf } from './runQuestions.ts';

const patienceMs = 10_000;
const pagesFurther = 10;
const pageWithinMs = 60_000;

interface Table {
  readonly first: LoadResult;
  /** Milliseconds of each page that was reached by a token. */
  readonly furtherMs: readonly number[];
}

export const runTable: Measure = { name: 'run-table', run };

async function run(bench: Bench): Promise<Finding> {
  const stage = await runsStage(bench);
  const rows: string[][] = [];
  const raw: unknown[] = [];
  for (const runs of stage.sizes) {
    const assay = await table(bench, stage.assay, runs);
    const mlflow = await table(bench, stage.mlflow, runs);
    raw.push({ runs, assay, mlflow });
    rows.push(firstPageRow(runs, assay, mlflow), furtherRow(runs, assay, mlflow));
  }
  return {
    sections: [
      {
        title: 'Run table: a page of 100 runs with all 50 metrics and 20 params, newest first',
        headers: ['', 'Assay p50', 'p95', 'MLflow p50', 'p95', 'ratio of p50', 'Assay page', 'MLflow page'],
        rows,
        notes: stage.notes,
      },
    ],
    verdicts: [],
    raw,
  };
}

async function table(bench: Bench, seeded: SeededRuns | undefined, runs: number): Promise<Table | undefined> {
  const experiment = seeded?.experiments.find((candidate) => candidate.runs === runs);
  if (seeded === undefined || experiment === undefined) return undefined;
  bench.say(`run table of ${runs} runs in ${seeded.peer.subject.label}`);
  const { server } = seeded.peer;
  const request = pageRequest(server.host, experiment.experimentId);
  const durationMs = bench.isQuick ? 1500 : 4000;
  const first = await readWindow(bench.load, server, [request], { durationMs, patienceMs });
  return { first, furtherMs: await walk(seeded, experiment.experimentId) };
}

async function walk({ peer }: SeededRuns, experimentId: string): Promise<number[]> {
  const { host, port } = peer.server;
  const connection = new AskConnection(host, port);
  const times: number[] = [];
  let token: string | undefined;
  for (let page = 0; page <= pagesFurther; page += 1) {
    const startedAt = performance.now();
    const answer = await connection.ask(pageRequest(host, experimentId, token), pageWithinMs);
    if (page > 0) times.push(performance.now() - startedAt);
    token = runsOf(answer.body?.toString('utf8') ?? '', 100).token;
  }
  connection.close();
  return times;
}

function firstPageRow(runs: number, assay: Table | undefined, mlflow: Table | undefined): string[] {
  return [
    `${runs.toLocaleString('en-US')} runs, first page`,
    answerCell(assay?.first, 'p50', patienceMs),
    answerCell(assay?.first, 'p95', patienceMs),
    answerCell(mlflow?.first, 'p50', patienceMs),
    answerCell(mlflow?.first, 'p95', patienceMs),
    ratio(mlflow?.first.latencyMs?.p50, assay?.first.latencyMs?.p50),
    pageSize(assay),
    pageSize(mlflow),
  ];
}

function furtherRow(runs: number, assay: Table | undefined, mlflow: Table | undefined): string[] {
  const [own, peer] = [median(assay?.furtherMs ?? []), median(mlflow?.furtherMs ?? [])];
  const most = (times: readonly number[] | undefined): number | undefined =>
    times === undefined || times.length === 0 ? undefined : Math.max(...times);
  return [
    `${runs.toLocaleString('en-US')} runs, ${pagesFurther} pages by token (p95: slowest)`,
    duration(own),
    duration(most(assay?.furtherMs)),
    duration(peer),
    duration(most(mlflow?.furtherMs)),
    ratio(peer, own),
    '',
    '',
  ];
}

function pageSize(table: Table | undefined): string {
  const answers = table && table.first.answered + table.first.late;
  return `${figure(answers ? (table?.first.bodyBytes ?? 0) / answers / 1024 : undefined)} kB`;
}
