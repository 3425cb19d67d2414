// A real `assay serve` in a process of its own, to be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface RunningServer {
  readonly url: string;
  /** As by `kill -9`: no code of the server runs any more. */
  kill(): Promise<void>;
  /** As by Ctrl-C. @throws Error when the server ends otherwise than well */
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('../../src/cli/assay.ts', import.meta.url));
const longestStartMs = 30_000;

/** @throws Error with what the server said when it does not start */
export async function startServer(dataFolder: string): Promise<RunningServer> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', dataFolder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const exited = once(child, 'exit');
  const url = await Promise.race([
    readyAt(child),
    exited.then(() => Promise.reject(new Error(`The server did not start: ${errors}`))),
  ]);
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
      if (child.exitCode !== 0)
        throw new Error(`The server ended with ${child.exitCode ?? child.signalCode}: ${errors}`);
    },
  };
}

function readyAt({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(
      () => reject(new Error(`Not ready after ${longestStartMs} ms: ${said}`)),
      longestStartMs,
    );
    stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /ready at (http:\/\/\S+)/.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
  });
}
