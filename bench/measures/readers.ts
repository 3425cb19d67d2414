/** What readers feel while 64 connections write as fast as they are answered: search, run page and chart. */
import type { Bench, Finding, Measure, Verdict } from '../contract.ts';
import { duration, figure, unknown } from '../format.ts';
import { stepOrigin } from '../load/batchRequest.ts';
import { readWindow } from '../load/readWindow.ts';
import type { LoadResult } from '../load/plan.ts';
import { makeExperiment, makeRuns } from '../stages/makeRuns.ts';
import type { Peer } from '../stages/peer.ts';
import { runsStage, type SeededRuns } from '../stages/runsStage.ts';
import { answerCell } from './answerCell.ts';
import { chartRequest, intervalRequest } from './chartQuestions.ts';
import { pageRequest, searchRequests } from './runQuestions.ts';

const writers = 64;
const pointsPerRequest = 10;
const stepsBetweenWindows = 10_000_000;
const chartRuns = 20;
const chartPoints = 10_000;
const targetMs = 50;
const patienceMs = 5000;
const keys = Array.from({ length: 10 }, (_, at) => `metric_${at}`);

/** What the readers of one kind had, and what the writers managed meanwhile. */
interface Reading {
  readonly kind: string;
  readonly reads: LoadResult;
  readonly writes: LoadResult;
}

export const readers: Measure = { name: 'readers', run };

async function run(bench: Bench): Promise<Finding> {
  const stage = await runsStage(bench);
  const assay = stage.assay && (await underIngest(bench, stage.assay));
  const mlflow = stage.mlflow && (await underIngest(bench, stage.mlflow));
  const kinds = (assay ?? mlflow ?? []).map(({ kind }) => kind);
  const find = (readings: readonly Reading[] | undefined, kind: string): Reading | undefined =>
    readings?.find((reading) => reading.kind === kind);
  return {
    sections: [
      {
        title: `Readers while ${writers} connections log ${pointsPerRequest} points a request`,
        headers: ['reader', 'Assay p50', 'p99', 'ingest', 'MLflow p50', 'p99', 'ingest'],
        rows: kinds.map((kind) => [kind, ...cells(find(assay, kind)), ...cells(find(mlflow, kind))]),
        notes: [
          'one reader at a time, asking without pause; generators, server and reader share the cores',
          `over the store of ${Math.max(...stage.sizes).toLocaleString('en-US')} runs; the chart is of ${chartRuns} runs × ${chartPoints} points`,
          "MLflow's chart holds fewer points, as logging them would take too long: this favours MLflow",
          'ingest: requests a second answered to the writers meanwhile',
        ],
      },
    ],
    verdicts: kinds.map((kind) => verdict(kind, find(assay, kind)?.reads)),
    raw: { assay, mlflow },
  };
}

async function underIngest(bench: Bench, { peer, experiments }: SeededRuns): Promise<Reading[]> {
  const { host } = peer.server;
  const largest = experiments.at(-1)?.experimentId ?? '0';
  const experimentId = await makeExperiment(peer, 'readers');
  const writing = await makeRuns(peer, experimentId, writers);
  const charted = await makeRuns(peer, experimentId, chartRuns);
  await logSeries(bench, peer, charted);
  const chart = peer.subject.label === 'Assay' ? chartRequest : intervalRequest;
  const questions: [string, string[]][] = [
    ['search', searchRequests(host, largest, 100)],
    ['run page', [pageRequest(host, largest)]],
    ['chart', [chart(host, charted, 'loss')]],
  ];
  const readings: Reading[] = [];
  for (const [kind, requests] of questions) {
    bench.say(`${kind} while ${peer.subject.label} is written to`);
    const firstStep = stepOrigin + readings.length * stepsBetweenWindows;
    readings.push({ kind, ...(await readAndWrite(bench, peer, requests, writing, firstStep)) });
    await peer.settle();
  }
  return readings;
}

async function readAndWrite(
  bench: Bench,
  peer: Peer,
  requests: readonly string[],
  runIds: string[],
  firstStep: number,
): Promise<{ reads: LoadResult; writes: LoadResult }> {
  const durationMs = bench.isQuick ? 2000 : 5000;
  const { host, port } = peer.server;
  const [writes, reads] = await Promise.all([
    bench.load.run({
      ...{ host, port, connections: writers, durationMs, patienceMs },
      work: { kind: 'batches', runIds, keys, points: pointsPerRequest, firstStep },
    }),
    readWindow(bench.readers, peer.server, requests, { durationMs, patienceMs }),
  ]);
  return { reads, writes };
}

async function logSeries(bench: Bench, peer: Peer, runIds: string[]): Promise<void> {
  const { host, port } = peer.server;
  const isSlow = peer.subject.label === 'MLflow';
  await bench.load.run({
    ...{
      host,
      port,
      connections: isSlow ? 1 : runIds.length,
      durationMs: isSlow ? 2000 : 30_000,
      patienceMs,
    },
    work: {
      ...{ kind: 'batches', runIds, keys: ['loss'], points: 1000, firstStep: stepOrigin },
      requestsPerConnection: chartPoints / 1000,
    },
  });
  await peer.settle();
}

function cells(reading: Reading | undefined): string[] {
  if (reading === undefined) return [unknown, unknown, unknown];
  const { reads, writes } = reading;
  const stuck = writes.unanswered > 0 ? ` (${writes.unanswered} stuck)` : '';
  return [
    answerCell(reads, 'p50', patienceMs),
    answerCell(reads, 'p99', patienceMs),
    `${figure((writes.answered / writes.windowMs) * 1000)}/s${stuck}`,
  ];
}

function verdict(kind: string, reads: LoadResult | undefined): Verdict {
  const p99 = reads?.latencyMs?.p99;
  return {
    what: `${kind} under full ingest`,
    target: `p99 < ${targetMs} ms`,
    measured: duration(p99),
    isMet: p99 === undefined ? undefined : p99 < targetMs,
  };
}
