// The program for tests: run in this process, its output captured, talking to an Assay in memory without a port.
import { type Client, client, type FetchLike } from 'assay-sdk';
import { type TestAssay, testAssay } from '../server/testAssay.ts';
import { runProgram } from './program.ts';
import { injectedFetch } from './reach/injectedFetch.ts';
import type { Surroundings } from './surroundings.ts';

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** Of `out`, as binary. */
  readonly bytes: Buffer;
}

export interface RunOptions {
  /** Cells of a terminal; a pipe when absent. */
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface TestProgram {
  readonly assay: TestAssay;
  /** For laying out what the commands will find. */
  readonly client: Client;
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  close(): Promise<void>;
}

export async function testProgram(): Promise<TestProgram> {
  const assay = await testAssay();
  const fetch = injectedFetch(assay.http);
  return {
    assay,
    client: client({ url: 'http://localhost', token: '', fetch }),
    run: (args, options) =>
      runCaptured(args, {
        fetch,
        now: () => assay.tracking.now(),
        ...options,
        env: { ASSAY_URL: 'http://localhost', ...options?.env },
      }),
    close: () => assay.close(),
  };
}

/** One run of the program with everything around it given. */
export async function runCaptured(
  args: readonly string[],
  given: RunOptions & { readonly fetch: FetchLike; readonly now?: () => number },
): Promise<Ran> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const columns = given.columns ?? null;
  const outputTo = (chunks: Buffer[]): Surroundings['out'] => ({
    write: (chunk) => void chunks.push(Buffer.from(chunk)),
    isTerminal: columns !== null,
    columns,
  });
  const exitCode = await runProgram(args, {
    out: outputTo(out),
    err: outputTo(err),
    env: given.env ?? {},
    now: given.now ?? (() => Date.now()),
    fetch: given.fetch,
  });
  const bytes = Buffer.concat(out);
  return { exitCode, out: bytes.toString('utf8'), err: Buffer.concat(err).toString('utf8'), bytes };
}

/** A network on which nobody answers. */
export const nobodyAnswers: FetchLike = () =>
  Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }));
