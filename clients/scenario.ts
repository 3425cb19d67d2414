// One scenario: a server of its own, the client program, and what came of it.
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { startServer, type ServerKind } from './server.ts';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** A folder the program looks for other programs in, before the user's own. */
  readonly path?: string;
}

export interface Scenario {
  readonly name: string;
  /** Says how the client program is called, after building it where that is needed. */
  readonly prepare: () => Promise<Program>;
}

export interface Outcome {
  readonly passed: boolean;
  readonly tookMs: number;
  /** What the client and the server printed, the end of it. */
  readonly log: string;
}

const timeoutMs = 300_000;
const keptCharacters = 6_000;

/**
 * Runs the client to its end. The client is told one thing only: MLFLOW_TRACKING_URI.
 * A client that prints `@server restart` has the server killed (SIGKILL) under it and started again on the same data.
 */
export async function runScenario(scenario: Scenario, kind: ServerKind, folder: string): Promise<Outcome> {
  const startedAt = performance.now();
  const lines: string[] = [];
  let passed = false;
  try {
    const program = await scenario.prepare();
    const work = join(folder, 'work');
    await mkdir(work, { recursive: true });
    const server = await startServer(kind, join(folder, 'data'));
    try {
      let restarting = Promise.resolve();
      const code = await runClient(program, server.url, work, (line) => {
        if (line === '@server restart') {
          restarting = restarting
            .then(() => server.restartAfterKill())
            .catch((cause: unknown) => void lines.push(`restart failed: ${String(cause)}`));
        } else lines.push(line);
      });
      await restarting;
      passed = code === 0;
      if (!passed) lines.push(`(the client ended with ${code})`, '--- server', server.log());
    } finally {
      await server.stop();
    }
  } catch (cause) {
    lines.push(String(cause));
  }
  return { passed, tookMs: performance.now() - startedAt, log: lines.join('\n').slice(-keptCharacters) };
}

async function runClient(
  program: Program,
  url: string,
  folder: string,
  onLine: (line: string) => void,
): Promise<number | string> {
  const child = spawn(program.command, program.args, {
    cwd: folder,
    env: clientEnvironment(url, program.path),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', onLine);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
  });
}

/** The user's environment without anything of MLflow's, and the address. Usage reports stay off: a test sends none. */
function clientEnvironment(url: string, path: string | undefined): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(MLFLOW|_MLFLOW|DATABRICKS)_/.test(name));
  return {
    ...Object.fromEntries(own),
    PATH: [path, process.env.PATH].filter((part) => part !== undefined).join(delimiter),
    MLFLOW_TRACKING_URI: url,
    MLFLOW_DISABLE_TELEMETRY: 'true',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}
