/** Stores with long series: runs of one key with 100,000 points each; the ingest is timed and its disk weighed. */
import type { Bench } from '../contract.ts';
import { stepOrigin } from '../load/batchRequest.ts';
import { folderBytes, settledBytes } from '../servers/folderBytes.ts';
import { fillMlflow } from './fillMlflow.ts';
import { finishRuns, makeExperiment, makeRuns } from './makeRuns.ts';
import { once } from './once.ts';
import { freshPeer, mlflowPeer, type Peer } from './peer.ts';
import { watchResident } from './residentPeak.ts';
import { startMs } from './shape.ts';

export const seriesKey = 'loss';
export const pointsPerSeries = 100_000;

/** A server and the runs in it; the first step differs, as the load generator writes ten digits. */
export interface SeededSeries {
  readonly peer: Peer;
  readonly runIds: readonly string[];
  readonly firstStep: number;
}

/** What the ingest of the series took. */
export interface SeriesIngest {
  readonly points: number;
  readonly seconds: number;
  readonly bytesAtEnd: number;
  readonly bytesSettled: number;
  /** Of these, the write-ahead log. */
  readonly logSettled: number;
  readonly bytesStopped: number;
  readonly residentPeak: number | undefined;
}

/** Assay's series, logged through its API, with what that took. */
export const assaySeries = once(
  async (bench): Promise<(SeededSeries & { ingest: SeriesIngest }) | undefined> => {
    if (bench.assay === undefined) return undefined;
    const peer = await freshPeer(bench, bench.assay, 'assay-series');
    const runIds = await makeRuns(peer, await makeExperiment(peer, 'series'), seriesCount(bench));
    const before = folderBytes(peer.server.dataDir);
    const watch = watchResident(peer);
    const result = await bench.load.run({
      host: peer.server.host,
      port: peer.server.port,
      connections: runIds.length,
      durationMs: 240_000,
      patienceMs: 10_000,
      work: {
        kind: 'batches',
        runIds,
        keys: [seriesKey],
        points: 1000,
        firstStep: stepOrigin,
        requestsPerConnection: pointsPerSeries / 1000,
      },
    });
    const residentPeak = watch.stop();
    const points = runIds.length * pointsPerSeries;
    if (result.answered * 1000 !== points) {
      throw new Error(
        `Assay took ${result.answered * 1000} of ${points} points: ${result.firstTrouble ?? 'too slow'}`,
      );
    }
    const seconds = result.lastAnswerMs / 1000;
    bench.say(`filled Assay with ${points} points in ${seconds.toFixed(1)} s`);
    const bytesAtEnd = folderBytes(peer.server.dataDir) - before;
    await finishRuns(peer, runIds);
    const bytesSettled = (await settledBytes(peer.server.dataDir)) - before;
    const logSettled = folderBytes(peer.server.dataDir, '-wal');
    await peer.server.stop();
    const bytesStopped = folderBytes(peer.server.dataDir) - before;
    await peer.restart();
    return {
      peer,
      runIds,
      firstStep: stepOrigin,
      ingest: { points, seconds, bytesAtEnd, bytesSettled, logSettled, bytesStopped, residentPeak },
    };
  },
);

/** MLflow's series, written in bulk into its database. */
export const mlflowSeries = once(async (bench): Promise<SeededSeries | undefined> => {
  const peer = await mlflowPeer(bench);
  if (peer === undefined) return undefined;
  const experimentId = Number(await makeExperiment(peer, 'series'));
  const runs = seriesCount(bench);
  const startedAt = performance.now();
  const runIds = await fillMlflow(bench, peer, {
    kind: 'series',
    experimentId,
    runs,
    points: pointsPerSeries,
    key: seriesKey,
    startMs,
  });
  bench.say(`filled MLflow with ${runs} series in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return { peer, runIds, firstStep: 0 };
});

/** How many series of 100,000 points each server holds. */
export function seriesCount(bench: Bench): number {
  return bench.isQuick ? 20 : 100;
}
