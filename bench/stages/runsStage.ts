/** Stores with experiments of many finished runs, each with 50 metrics and 20 params: the same runs in both servers. */
import type { Bench } from '../contract.ts';
import { AskConnection } from '../load/askConnection.ts';
import { postText } from '../load/requestText.ts';
import { fillMlflow } from './fillMlflow.ts';
import { makeExperiment, runIdOf } from './makeRuns.ts';
import { once } from './once.ts';
import { freshPeer, mlflowPeer, type Peer } from './peer.ts';
import { metricKeys, params, runContent, startMs } from './shape.ts';

/** A server and the experiments in it. */
export interface SeededRuns {
  readonly peer: Peer;
  readonly experiments: readonly { readonly runs: number; readonly experimentId: string }[];
}

/** Both servers where they can be measured, and how each was filled. */
export interface RunsStage {
  readonly sizes: readonly number[];
  readonly assay: SeededRuns | undefined;
  readonly mlflow: SeededRuns | undefined;
  readonly notes: readonly string[];
}

const api = '/api/2.0/mlflow';
const connections = 32;

/** Prepared once a bench. */
export const runsStage = once(async (bench): Promise<RunsStage> => {
  const sizes = bench.isQuick ? [10_000] : [10_000, 100_000];
  const mlflow = await seed(bench, await mlflowPeer(bench), sizes, fillMlflowRuns);
  const assay = await seed(
    bench,
    bench.assay && (await freshPeer(bench, bench.assay, 'assay-runs')),
    sizes,
    fillAssayRuns,
  );
  const notes = [
    'every run has 50 metrics and 20 params; the same values in both servers',
    'Assay was filled through its API (create, log-batch, finish)',
    ...(mlflow
      ? ['MLflow was filled in bulk through SQLite, latest values only, no history: this favours MLflow']
      : []),
  ];
  return { sizes, assay, mlflow, notes };
});

type Fill = (bench: Bench, peer: Peer, experimentId: string, runs: number) => Promise<void>;

async function seed(
  bench: Bench,
  peer: Peer | undefined,
  sizes: readonly number[],
  fill: Fill,
): Promise<SeededRuns | undefined> {
  if (peer === undefined) return undefined;
  const experiments = [];
  for (const runs of sizes) {
    const experimentId = await makeExperiment(peer, `runs-${runs}`);
    const startedAt = performance.now();
    await fill(bench, peer, experimentId, runs);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    bench.say(`filled ${peer.subject.label} with ${runs} runs in ${seconds} s`);
    experiments.push({ runs, experimentId });
  }
  return { peer, experiments };
}

async function fillMlflowRuns(bench: Bench, peer: Peer, experimentId: string, runs: number): Promise<void> {
  const order = {
    kind: 'runs',
    experimentId: Number(experimentId),
    runs,
    metrics: metricKeys,
    params,
    startMs,
  };
  await fillMlflow(bench, peer, order);
}

async function fillAssayRuns(_bench: Bench, peer: Peer, experimentId: string, runs: number): Promise<void> {
  let next = 0;
  const writer = async (): Promise<void> => {
    const connection = new AskConnection(peer.server.host, peer.server.port);
    const post = async (path: string, body: unknown): Promise<string> => {
      const answer = await connection.ask(postText(peer.server.host, `${api}/${path}`, body), 30_000);
      const text = answer.body?.toString('utf8') ?? '';
      if (answer.status !== 200)
        throw new Error(`Assay refused ${path}: ${answer.status} ${text.slice(0, 300)}`);
      return text;
    };
    while (next < runs) await logRun(post, experimentId, next++);
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, writer));
}

async function logRun(
  post: (path: string, body: unknown) => Promise<string>,
  experimentId: string,
  index: number,
): Promise<void> {
  const content = runContent(index);
  const create = { experiment_id: experimentId, run_name: content.name, start_time: content.startMs };
  const runId = runIdOf(await post('runs/create', create));
  await post('runs/log-batch', { run_id: runId, metrics: content.metrics, params: content.params });
  await post('runs/update', { run_id: runId, status: 'FINISHED', end_time: content.startMs + 900 });
}
