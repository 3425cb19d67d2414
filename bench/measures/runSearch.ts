/** Run search with a metric filter, a param filter and an order by another metric, over 10,000 and 100,000 runs. */
import type { Bench, Finding, Measure, Verdict } from '../contract.ts';
import { duration, ratio } from '../format.ts';
import { readWindow } from '../load/readWindow.ts';
import type { LoadResult } from '../load/plan.ts';
import { runsStage, type SeededRuns } from '../stages/runsStage.ts';
import { answerCell } from './answerCell.ts';
import { runsOf, searchRequests } from './runQuestions.ts';

const pageSizes = [100, 10];
const targetMs = 25;
const targetRuns = 100_000;
const patienceMs = 10_000;

interface Case {
  readonly runs: number;
  readonly pageSize: number;
  readonly assay: LoadResult | undefined;
  readonly mlflow: LoadResult | undefined;
  readonly isSame: boolean | undefined;
}

export const runSearch: Measure = { name: 'run-search', run };

async function run(bench: Bench): Promise<Finding> {
  const stage = await runsStage(bench);
  const cases: Case[] = [];
  for (const runs of stage.sizes) {
    for (const pageSize of pageSizes) {
      bench.say(`search of ${runs} runs, the best ${pageSize}`);
      const assay = await search(bench, stage.assay, runs, pageSize);
      const mlflow = await search(bench, stage.mlflow, runs, pageSize);
      const isSame = assay && mlflow && assay.names.join() === mlflow.names.join();
      cases.push({ runs, pageSize, assay: assay?.window, mlflow: mlflow?.window, isSame });
    }
  }
  const compared = cases.flatMap(({ isSame }) => isSame ?? []);
  const agreement = compared.length === 0 ? [] : [agreementNote(compared.every(Boolean))];
  return {
    sections: [
      {
        title:
          "Run search: metrics.acc > x and params.lr = '0.1', ordered by metrics.loss, one after another",
        headers: ['runs', 'page', 'Assay p50', 'p95', 'MLflow p50', 'p95', 'ratio of p50'],
        rows: cases.map(row),
        notes: [
          'whole runs are answered, with all metrics and params; x changes each time',
          ...agreement,
          ...stage.notes,
        ],
      },
    ],
    verdicts: cases.filter(({ runs }) => runs === targetRuns).map(verdict),
    raw: cases,
  };
}

async function search(
  bench: Bench,
  seeded: SeededRuns | undefined,
  runs: number,
  pageSize: number,
): Promise<{ window: LoadResult; names: string[] } | undefined> {
  const experiment = seeded?.experiments.find((candidate) => candidate.runs === runs);
  if (seeded === undefined || experiment === undefined) return undefined;
  const { peer } = seeded;
  const requests = searchRequests(peer.server.host, experiment.experimentId, pageSize);
  // Asked once before, so that both servers have met the question, and to see that the answer is right.
  const { names } = runsOf(await peer.ask(requests[0] ?? '', 60_000), pageSize);
  const durationMs = bench.isQuick ? 2000 : 5000;
  const window = await readWindow(bench.load, peer.server, requests, { durationMs, patienceMs });
  return { window, names };
}

function row(one: Case): string[] {
  const { assay, mlflow } = one;
  return [
    one.runs.toLocaleString('en-US'),
    String(one.pageSize),
    answerCell(assay, 'p50', patienceMs),
    answerCell(assay, 'p95', patienceMs),
    answerCell(mlflow, 'p50', patienceMs),
    answerCell(mlflow, 'p95', patienceMs),
    ratio(mlflow?.latencyMs?.p50, assay?.latencyMs?.p50),
  ];
}

function agreementNote(isSame: boolean): string {
  return isSame
    ? 'checked: both servers answered the same runs in the same order'
    : 'ATTENTION: the two servers did not answer the same runs in the same order';
}

function verdict(one: Case): Verdict {
  const p95 = one.assay?.latencyMs?.p95;
  return {
    what: `search of 100,000 runs, page of ${one.pageSize}`,
    target: `p95 < ${targetMs} ms`,
    measured: duration(p95),
    isMet: p95 === undefined ? undefined : p95 < targetMs,
  };
}
