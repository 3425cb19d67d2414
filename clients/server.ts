// A server in a process of its own: started, killed and started again as an operator's accident would, stopped politely.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

export interface ServerKind {
  readonly command: string;
  readonly args: (port: number, dataFolder: string) => readonly string[];
}

export interface RunningServer {
  readonly url: string;
  /** SIGKILL, then the same command on the same port and data. */
  restartAfterKill(): Promise<void>;
  stop(): Promise<void>;
  /** The end of what the server printed. */
  log(): string;
}

const root = resolve(import.meta.dirname, '..');
const startTimeoutMs = 60_000;
const stopTimeoutMs = 10_000;

export const assayServer: ServerKind = {
  command: process.execPath,
  args: (port, dataFolder) => [
    join(root, 'src/cli/assay.ts'),
    'serve',
    ...['--host', '127.0.0.1', '--port', `${port}`, '--data', dataFolder],
  ],
};

/** The reference: MLflow's own server on SQLite, with its artifact proxy. */
export function mlflowServer(python: string): ServerKind {
  return {
    command: python,
    args: (port, dataFolder) => [
      ...['-m', 'mlflow', 'server', '--host', '127.0.0.1', '--port', `${port}`, '--workers', '1'],
      ...['--backend-store-uri', `sqlite:///${dataFolder}/mlflow.db`],
      ...['--artifacts-destination', join(dataFolder, 'artifacts')],
    ],
  };
}

/** Resolves when `GET /health` answers; rejects with the server's own words when it ends before. */
export async function startServer(kind: ServerKind, dataFolder: string): Promise<RunningServer> {
  await mkdir(dataFolder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  const launch = async (): Promise<ChildProcess> => {
    const child = spawn(kind.command, kind.args(port, dataFolder), {
      cwd: root,
      // A group of its own, so that a kill takes the workers of a server that has some.
      detached: true,
      env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true', MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await ready(child, url, () => output);
    return child;
  };
  let child = await launch();
  return {
    url,
    log: () => output.slice(-3_000),
    restartAfterKill: async () => {
      await end(child, 'SIGKILL');
      child = await launch();
    },
    stop: async () => {
      await end(child, 'SIGTERM');
    },
  };
}

async function ready(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    if (hasEnded(child)) throw new Error(`The server ended before it answered:\n${output()}`);
    try {
      const { ok } = await fetch(`${url}/health`);
      if (ok) return;
    } catch (cause) {
      // Nobody listens yet.
      if (!(cause instanceof TypeError)) throw cause;
    }
    await delay(25);
  }
  await end(child, 'SIGKILL');
  throw new Error(`The server did not answer ${url}/health in ${startTimeoutMs / 1000} s:\n${output()}`);
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const ended = new Promise((done) => child.once('exit', done));
  process.kill(-child.pid, signal);
  const late = new AbortController();
  const outcome = await Promise.race([
    ended,
    delay(stopTimeoutMs, 'late' as const, { signal: late.signal, ref: false }),
  ]);
  if (outcome === 'late') {
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  } else late.abort();
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('No port is free.'));
        else done(address.port);
      });
    });
  });
}
