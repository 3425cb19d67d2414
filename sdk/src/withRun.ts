// A run around a function: it ends when the function does, and FAILED with the error recorded when it throws.
import type { Run } from './run.ts';
import type { StartOptions } from './startOptions.ts';
import { startRun } from './startRun.ts';

/** @returns what `work` returns, after the run is delivered; what `work` throws is thrown on */
export async function withRun<T>(options: StartOptions, work: (run: Run) => T | Promise<T>): Promise<T> {
  const run = startRun(options);
  try {
    const result = await work(run);
    await run.end('FINISHED');
    return result;
  } catch (error) {
    await run.error(error).end('FAILED');
    throw error;
  }
}
