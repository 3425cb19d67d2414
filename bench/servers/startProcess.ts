/** Starts a server's process, waits for its first answer, and sees to it that nothing outlives the bench. */
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from './server.ts';

/** What to start and how to know that it answers. */
export interface ProcessOrder {
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly port: number;
  readonly dataDir: string;
  readonly healthPath: string;
  readonly timeoutMs: number;
}

const host = '127.0.0.1';
const pollEveryMs = 2;
const stopWithinMs = 10_000;
const started = new Set<number>();

process.on('exit', () => {
  for (const pid of started) killGroup(pid);
});

/**
 * Starts the process in a group of its own and resolves at its first 2xx answer.
 *
 * @throws Error when the process ends first or the time is up; the sentence ends with the last lines of its log
 */
export async function startProcess(order: ProcessOrder): Promise<RunningServer> {
  const logFile = `${order.dataDir}.log`;
  const log = fs.openSync(logFile, 'a');
  const startedAt = performance.now();
  const child = spawn(order.command, order.args, {
    cwd: order.cwd,
    detached: true,
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  const failure = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new Error(`${order.label} did not start: ${error.message}`)));
  });
  const { pid } = child;
  if (pid === undefined) return failure;
  started.add(pid);
  const deadline = startedAt + order.timeoutMs;
  while (!(await answers(order.port, order.healthPath))) {
    if (child.exitCode === null && performance.now() < deadline) {
      await sleep(pollEveryMs);
      continue;
    }
    const reason = child.exitCode === null ? 'gave no answer in time' : `ended with code ${child.exitCode}`;
    await stop(child, pid);
    throw new Error(`${order.label} ${reason}: ${fs.readFileSync(logFile, 'utf8').slice(-600)}`);
  }
  const startMs = performance.now() - startedAt;
  return { host, port: order.port, pid, dataDir: order.dataDir, startMs, stop: () => stop(child, pid) };
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

function answers(port: number, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get({ host, port, path, agent: false, timeout: 2000 }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
      response.on('error', () => resolve(false));
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', () => resolve(false));
  });
}

async function stop(child: ChildProcess, pid: number): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(stopWithinMs, undefined, { ref: false })]);
  }
  killGroup(pid);
  started.delete(pid);
}

/** Workers may outlive the process that started them; the group holds only what this bench started. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}
