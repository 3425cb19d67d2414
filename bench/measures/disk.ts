/** Bytes on disk a point: after a long ingest has settled, write-ahead log included; full-precision random values. */
import type { Bench, Finding, Measure } from '../contract.ts';
import { figure, ratio, unknown } from '../format.ts';
import { stepOrigin } from '../load/batchRequest.ts';
import { folderBytes } from '../servers/folderBytes.ts';
import { makeExperiment, makeRuns } from '../stages/makeRuns.ts';
import { mlflowPeer } from '../stages/peer.ts';
import { assaySeries, type SeriesIngest } from '../stages/seriesStage.ts';

const targetBytes = 12;
const mlflowWriters = 4;

interface Growth {
  readonly points: number;
  readonly bytes: number;
}

export const disk: Measure = { name: 'disk', run };

async function run(bench: Bench): Promise<Finding> {
  const assay = (await assaySeries(bench))?.ingest;
  const mlflow = await growMlflow(bench);
  const own = assay && assay.bytesSettled / assay.points;
  const peer = mlflow && mlflow.bytes / mlflow.points;
  const perPoint = (bytes: number | undefined, points: number | undefined): string =>
    bytes === undefined || points === undefined ? unknown : `${figure(bytes / points)} B`;
  return {
    sections: [
      {
        title: 'Disk: bytes a point, everything in the data directory counted',
        headers: ['', 'Assay', 'MLflow', 'ratio'],
        rows: [
          ['all, runs finished and settled', perPoint(own, 1), perPoint(peer, 1), ratio(peer, own)],
          ['of which write-ahead log', perPoint(assay?.logSettled, assay?.points), unknown, unknown],
          ['all, the moment ingest ends', perPoint(assay?.bytesAtEnd, assay?.points), unknown, unknown],
          ['all, after a clean stop', perPoint(assay?.bytesStopped, assay?.points), unknown, unknown],
          ['points logged', count(assay?.points), count(mlflow?.points), unknown],
        ],
        notes: [
          ...ingestNote(assay),
          'values are random doubles of 16 digits, which do not compress; real losses may',
          'MLflow was filled through its API for some seconds; its figure is what its folder grew by',
        ],
      },
    ],
    verdicts: [
      {
        what: 'bytes on disk a point, settled',
        target: `≤ ${targetBytes} B`,
        measured: perPoint(own, 1),
        isMet: own === undefined ? undefined : own <= targetBytes,
      },
    ],
    raw: { assay, mlflow },
  };
}

function ingestNote(ingest: SeriesIngest | undefined): string[] {
  if (ingest === undefined) return [];
  const rate = figure(ingest.points / ingest.seconds);
  return [
    `Assay took ${count(ingest.points)} points in ${figure(ingest.seconds)} s: ${rate} points/s, a thousand a request`,
  ];
}

async function growMlflow(bench: Bench): Promise<Growth | undefined> {
  const peer = await mlflowPeer(bench);
  if (peer === undefined) return undefined;
  bench.say('logging to MLflow to see what it takes on disk');
  const runIds = await makeRuns(peer, await makeExperiment(peer, 'disk'), mlflowWriters);
  const before = folderBytes(peer.server.dataDir);
  const { host, port } = peer.server;
  const result = await bench.load.run({
    ...{
      host,
      port,
      connections: mlflowWriters,
      durationMs: bench.isQuick ? 5000 : 15_000,
      patienceMs: 20_000,
    },
    work: { kind: 'batches', runIds, keys: ['loss'], points: 1000, firstStep: stepOrigin },
  });
  await peer.settle();
  const points = (result.answered + result.late) * 1000;
  if (points === 0 || result.unanswered > 0) return undefined;
  return { points, bytes: folderBytes(peer.server.dataDir) - before };
}

function count(points: number | undefined): string {
  return points === undefined ? unknown : points.toLocaleString('en-US');
}
