/** Log-batch at 1 to 1000 points a request with 1 and 64 connections, beside MLflow and beside Node's bare HTTP. */
import path from 'node:path';
import type { Bench, Finding, Measure } from '../contract.ts';
import { stepOrigin } from '../load/batchRequest.ts';
import { rateOf, type Rate } from '../load/rate.ts';
import type { LoadResult } from '../load/plan.ts';
import { median } from '../median.ts';
import { bareHttp, bareHttpParsing } from '../servers/bare.ts';
import { cpuMs } from '../servers/processTree.ts';
import type { RunningServer, Subject } from '../servers/server.ts';
import { freePort } from '../servers/startProcess.ts';
import { makeExperiment, makeRuns } from '../stages/makeRuns.ts';
import { assayPeer, mlflowPeer, type Peer } from '../stages/peer.ts';
import { besideBareHttp, besideMlflow, verdictsOf, type Case } from './logBatchTables.ts';

const sizes = [1, 10, 100, 1000];
const quickSizes = [10, 1000];
const connectionCounts = [1, 64];
const keys = Array.from({ length: 10 }, (_, at) => `metric_${at}`);
const stepsBetweenWindows = 10_000_000;

/** A server in the rotation. */
interface Lane {
  readonly label: string;
  readonly server: () => RunningServer;
  readonly peer: Peer | undefined;
  readonly runIds: readonly string[];
  readonly windowMs: number;
  readonly patienceMs: number;
  windowsSoFar: number;
}

interface Window {
  readonly result: LoadResult;
  readonly cpuMs: number | undefined;
}

export const logBatch: Measure = { name: 'log-batch', run };

async function run(bench: Bench): Promise<Finding> {
  const bare = [await bareLane(bench, bareHttp), await bareLane(bench, bareHttpParsing)];
  const lanes = [
    ...bare,
    await peerLane(bench, await assayPeer(bench)),
    await peerLane(bench, await mlflowPeer(bench)),
  ].filter((lane) => lane !== undefined);
  for (const lane of lanes) if (lane.label !== 'MLflow') await oneWindow(bench, lane, 64, 10);
  const cases: Case[] = [];
  for (const connections of connectionCounts) {
    for (const points of bench.isQuick ? quickSizes : sizes) {
      bench.say(`log-batch: ${connections} connections, ${points} points`);
      cases.push(await measureCase(bench, lanes, connections, points));
    }
  }
  for (const lane of bare) await lane.server().stop();
  return {
    sections: [besideMlflow(cases), besideBareHttp(cases)],
    verdicts: verdictsOf(cases),
    raw: cases.map(({ connections, points, rates, cpuMs: perAnswer }) => ({
      ...{ connections, points },
      rates: Object.fromEntries(rates),
      cpuMsPerAnswer: Object.fromEntries(perAnswer),
    })),
  };
}

async function bareLane(bench: Bench, subject: Subject): Promise<Lane> {
  const name = subject.label.replaceAll(/\W+/g, '-');
  const server = await subject.start(path.join(bench.scratch, name), await freePort());
  return {
    ...windowOf(bench, false),
    label: subject.label,
    server: () => server,
    peer: undefined,
    runIds: ['0'.repeat(32)],
  };
}

async function peerLane(bench: Bench, peer: Peer | undefined): Promise<Lane | undefined> {
  if (peer === undefined) return undefined;
  const runIds = await makeRuns(peer, await makeExperiment(peer, 'log-batch'), Math.max(...connectionCounts));
  const { label } = peer.subject;
  return { ...windowOf(bench, label === 'MLflow'), label, server: () => peer.server, peer, runIds };
}

/** A server that answers a few times a second needs a longer window to be counted at all. */
function windowOf(
  bench: Bench,
  isSlow: boolean,
): { windowMs: number; patienceMs: number; windowsSoFar: number } {
  const windowMs = isSlow ? (bench.isQuick ? 1500 : 3000) : bench.isQuick ? 700 : 1500;
  return { windowMs, patienceMs: bench.isQuick ? 2000 : 5000, windowsSoFar: 0 };
}

/** The servers take turns, so that what else the machine does falls on all of them. */
async function measureCase(
  bench: Bench,
  lanes: readonly Lane[],
  connections: number,
  points: number,
): Promise<Case> {
  const windows = new Map<string, Window[]>(lanes.map((lane) => [lane.label, []]));
  for (let round = 0; round < (bench.isQuick ? 1 : 3); round += 1) {
    for (const lane of lanes) {
      const own = windows.get(lane.label) ?? [];
      if (own.some(({ result }) => isStalled(result, connections))) continue;
      own.push(await oneWindow(bench, lane, connections, points));
      await lane.peer?.settle();
    }
  }
  const rates = lanes.map((lane): [string, Rate] => {
    const own = windows.get(lane.label) ?? [];
    const rate = rateOf(
      own.map(({ result }) => result),
      lane.windowMs + lane.patienceMs,
    );
    return [lane.label, rate];
  });
  const cpuMs = [...windows].map(([label, own]): [string, number | undefined] => [label, cpuMsOf(own)]);
  return { connections, points, rates: new Map(rates), cpuMs: new Map(cpuMs) };
}

/** A stall is seen in one window; asking again would only be waiting. */
function isStalled(result: LoadResult, connections: number): boolean {
  return result.unanswered > connections / 2;
}

async function oneWindow(bench: Bench, lane: Lane, connections: number, points: number): Promise<Window> {
  const firstStep = stepOrigin + lane.windowsSoFar * stepsBetweenWindows;
  lane.windowsSoFar += 1;
  const { host, port, pid } = lane.server();
  const before = cpuMs(pid);
  const result = await bench.load.run({
    ...{ host, port, connections, durationMs: lane.windowMs, patienceMs: lane.patienceMs },
    work: { kind: 'batches', runIds: [...lane.runIds], keys, points, firstStep },
  });
  const after = cpuMs(pid);
  return { result, cpuMs: before === undefined || after === undefined ? undefined : after - before };
}

/** Processor time of the server for each answer; it says what a request costs even on a machine that others use. */
function cpuMsOf(windows: readonly Window[]): number | undefined {
  return median(
    windows.flatMap(({ result, cpuMs: used }) => {
      const answers = result.answered + result.late;
      return used === undefined || answers === 0 ? [] : used / answers;
    }),
  );
}
