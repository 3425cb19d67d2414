/** Resident memory: of a server just started, and the most while 64 connections log 100 points a request. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Finding, Measure } from '../contract.ts';
import { megabytes, ratio } from '../format.ts';
import { stepOrigin } from '../load/batchRequest.ts';
import { residentBytes } from '../servers/processTree.ts';
import { makeExperiment, makeRuns } from '../stages/makeRuns.ts';
import { freshPeer, mlflowPeer, type Peer } from '../stages/peer.ts';
import { watchResident } from '../stages/residentPeak.ts';

const targetBytes = 150 * 2 ** 20;
const idleAfterMs = 3000;
const connections = 64;

interface Resident {
  readonly idle: number | undefined;
  readonly peak: number | undefined;
  /** Some seconds after the load. */
  readonly after: number | undefined;
}

export const memory: Measure = { name: 'memory', run };

async function run(bench: Bench): Promise<Finding> {
  const shared = await mlflowPeer(bench);
  const mlflow = shared && (await weigh(bench, shared));
  const assay = bench.assay && (await weigh(bench, await freshPeer(bench, bench.assay, 'assay-memory')));
  const row = (what: string, which: keyof Resident): string[] => [
    what,
    megabytes(assay?.[which]),
    megabytes(mlflow?.[which]),
    ratio(mlflow?.[which], assay?.[which]),
  ];
  return {
    sections: [
      {
        title: 'Resident memory, all processes of a server',
        headers: ['', 'Assay', 'MLflow', 'ratio'],
        rows: [
          row('idle, just started', 'idle'),
          row('most, 64 connections × 100 points', 'peak'),
          row('five seconds after', 'after'),
        ],
        notes: [
          'pages that the processes of one server share are counted once; read from /proc, so on Linux only',
        ],
      },
    ],
    verdicts: [
      {
        what: 'idle memory',
        target: '< 150 MB',
        measured: megabytes(assay?.idle),
        isMet: assay?.idle === undefined ? undefined : assay.idle < targetBytes,
      },
    ],
    raw: { assay, mlflow },
  };
}

async function weigh(bench: Bench, peer: Peer): Promise<Resident> {
  bench.say(`memory of ${peer.subject.label}`);
  if (!peer.isUntouched) await peer.restart();
  await sleep(idleAfterMs);
  const idle = residentBytes(peer.server.pid);
  const runIds = await makeRuns(peer, await makeExperiment(peer, 'memory'), connections);
  const watch = watchResident(peer);
  const { host, port } = peer.server;
  await bench.load.run({
    ...{ host, port, connections, durationMs: bench.isQuick ? 3000 : 10_000, patienceMs: 2000 },
    work: { kind: 'batches', runIds, keys: ['loss', 'acc'], points: 100, firstStep: stepOrigin },
  });
  const peak = watch.stop();
  await sleep(5000);
  const after = residentBytes(peer.server.pid);
  await peer.settle();
  return { idle, peak, after };
}
