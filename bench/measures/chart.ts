/** One metric of many runs of 100,000 points as a chart: Assay's own question, and MLflow's sampled one on both. */
import type { Bench, Finding, Measure } from '../contract.ts';
import { duration, figure, ratio, unknown } from '../format.ts';
import { AskConnection } from '../load/askConnection.ts';
import { readWindow } from '../load/readWindow.ts';
import type { LoadResult } from '../load/plan.ts';
import {
  assaySeries,
  mlflowSeries,
  pointsPerSeries,
  seriesKey,
  type SeededSeries,
} from '../stages/seriesStage.ts';
import { answerCell } from './answerCell.ts';
import { chartRequest, intervalRequest, pointsInChart } from './chartQuestions.ts';

const targetMs = 100;
const patienceMs = 120_000;

export const chart: Measure = { name: 'chart', run };

async function run(bench: Bench): Promise<Finding> {
  const assay = await assaySeries(bench);
  const mlflow = await mlflowSeries(bench);
  const whole = assay && (await drawn(bench, assay, 1));
  const zoomed = assay && (await drawn(bench, assay, 0.1));
  const ownSampled = assay && (await sampled(bench, assay));
  const peerSampled = mlflow && (await sampled(bench, mlflow));
  const row = (what: string, own: LoadResult | undefined, peer: LoadResult | undefined): string[] => [
    what,
    answerCell(own, 'p50', patienceMs),
    answerCell(own, 'p95', patienceMs),
    answerCell(peer, 'p50', patienceMs),
    ratio(peer?.latencyMs?.p50, own?.latencyMs?.p50),
    size(own),
    size(peer),
  ];
  const p50 = whole?.latencyMs?.p50;
  const runs = (assay ?? mlflow)?.runIds.length ?? 0;
  return {
    sections: [
      {
        title: `Chart of ${runs} runs × 100,000 points, 1,000 buckets a run`,
        headers: ['', 'Assay p50', 'p95', 'MLflow p50', 'ratio', 'Assay answer', 'MLflow answer'],
        rows: [
          row('min, max, sum, count of every bucket', whole, undefined),
          row('the same, zoomed to a tenth of the steps', zoomed, undefined),
          row('get-history-bulk-interval (a sample)', ownSampled, peerSampled),
        ],
        notes: [
          'MLflow has no question that covers every point; checked: the buckets of Assay hold them all',
          ...(mlflow
            ? ["MLflow's series were written in bulk into SQLite; asked for one answer after another"]
            : []),
        ],
      },
    ],
    verdicts: [
      {
        what: `chart of ${runs} runs × 100,000 points`,
        target: `< ${targetMs} ms`,
        measured: duration(p50),
        isMet: p50 === undefined ? undefined : p50 < targetMs,
      },
    ],
    raw: { runs, whole, zoomed, ownSampled, peerSampled },
  };
}

/** @throws when points are missing from the chart: a fast wrong answer has no time */
async function drawn(
  bench: Bench,
  { peer, runIds, firstStep }: SeededSeries,
  share: number,
): Promise<LoadResult> {
  bench.say('chart in Assay');
  const { host, port } = peer.server;
  const steps = Math.round(pointsPerSeries * share);
  const fromStep = firstStep + Math.floor((pointsPerSeries - steps) / 2);
  const window = share === 1 ? undefined : { fromStep, toStep: fromStep + steps - 1 };
  const request = chartRequest(host, runIds, seriesKey, window);
  const connection = new AskConnection(host, port);
  const answer = await connection.ask(request, 60_000);
  connection.close();
  if (answer.status !== 200 || answer.body === undefined) {
    throw new Error(
      `Assay answered a chart with ${answer.status} ${answer.body?.toString('utf8').slice(0, 300) ?? ''}`,
    );
  }
  const points = pointsInChart(answer.body);
  // Zoomed, the buckets at the edges may cover a little more than was asked for; never less.
  if (points < runIds.length * steps || (share === 1 && points !== runIds.length * steps)) {
    throw new Error(`a chart held ${points} of ${runIds.length * steps} points`);
  }
  const durationMs = bench.isQuick ? 1500 : 4000;
  return readWindow(bench.load, peer.server, [request], { durationMs, patienceMs: 10_000 });
}

async function sampled(bench: Bench, { peer, runIds }: SeededSeries): Promise<LoadResult> {
  bench.say(`sampled history in ${peer.subject.label}`);
  const request = intervalRequest(peer.server.host, runIds, seriesKey);
  const durationMs = bench.isQuick ? 1000 : 4000;
  return readWindow(bench.load, peer.server, [request], { durationMs, patienceMs });
}

function size(window: LoadResult | undefined): string {
  const answers = window && window.answered + window.late;
  return answers ? `${figure((window?.bodyBytes ?? 0) / answers / 2 ** 20)} MB` : unknown;
}
