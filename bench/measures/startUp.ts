/** From starting the process to its first whole answer: on an empty directory, and on the store just used. */
import path from 'node:path';
import type { Bench, Finding, Measure } from '../contract.ts';
import { duration, ratio } from '../format.ts';
import { median } from '../median.ts';
import { freePort } from '../servers/startProcess.ts';
import { mlflowPeer } from '../stages/peer.ts';

const targetMs = 500;

interface Starts {
  readonly empty: readonly number[];
  readonly again: readonly number[];
}

export const startUp: Measure = { name: 'start-up', run };

async function run(bench: Bench): Promise<Finding> {
  const assay = await assayStarts(bench);
  const mlflow = await mlflowStarts(bench);
  const row = (what: string, which: keyof Starts): string[] => {
    const [own, peer] = [median(assay?.[which] ?? []), median(mlflow?.[which] ?? [])];
    return [what, duration(own), duration(peer), ratio(peer, own)];
  };
  const slowest = assay && Math.max(median(assay.empty) ?? 0, median(assay.again) ?? 0);
  return {
    sections: [
      {
        title: 'Start-up: from starting the process to the first answer of /health',
        headers: ['', 'Assay', 'MLflow', 'ratio'],
        rows: [row('on an empty directory', 'empty'), row('on its store again', 'again')],
        notes: ['medians; MLflow creates its database schema on an empty directory'],
      },
    ],
    verdicts: [
      {
        what: 'start to first answer',
        target: `< ${targetMs} ms`,
        measured: duration(slowest),
        isMet: slowest === undefined ? undefined : slowest < targetMs,
      },
    ],
    raw: { assay, mlflow },
  };
}

async function assayStarts(bench: Bench): Promise<Starts | undefined> {
  if (bench.assay === undefined) return undefined;
  const empty: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < (bench.isQuick ? 3 : 7); round += 1) {
    const folder = path.join(bench.scratch, `assay-start-${round}`);
    for (const times of [empty, again]) {
      const server = await bench.assay.start(folder, await freePort());
      times.push(server.startMs);
      await server.stop();
    }
  }
  return { empty, again };
}

/** Starting MLflow takes many seconds: the server that all measures share is the one on the empty directory. */
async function mlflowStarts(bench: Bench): Promise<Starts | undefined> {
  const peer = await mlflowPeer(bench);
  if (peer === undefined) return undefined;
  const again: number[] = [];
  for (let round = 0; round < (bench.isQuick ? 1 : 2); round += 1) {
    bench.say('starting MLflow again');
    again.push(await peer.restart());
  }
  return { empty: [peer.firstStartMs], again };
}
