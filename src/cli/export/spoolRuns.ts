// Runs put aside on disk while the columns of their table become known, then read again: one look at the server, and memory stays small.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import type { WireRun } from 'assay-sdk/wire';

export interface SpooledRuns {
  readonly count: number;
  read(): AsyncGenerator<WireRun>;
  remove(): Promise<void>;
}

/** @param see called with each run as it goes by */
export async function spoolRuns(
  runs: AsyncIterable<WireRun>,
  see: (run: WireRun) => void,
): Promise<SpooledRuns> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-export-'));
  const file = join(folder, 'runs.jsonl');
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const stream = createWriteStream(file);
  let count = 0;
  try {
    for await (const run of runs) {
      see(run);
      count += 1;
      if (!stream.write(`${JSON.stringify(run)}\n`)) await once(stream, 'drain');
    }
    stream.end();
    await finished(stream);
  } catch (cause) {
    stream.destroy();
    await remove();
    throw cause;
  }
  return {
    count,
    async *read() {
      for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
        // Written above, by this process.
        yield JSON.parse(line) as WireRun;
      }
    },
    remove,
  };
}
