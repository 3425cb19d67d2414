/** Says on what machine the figures were measured; figures without it mean nothing. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { median } from './median.ts';

/** The machine, in the words of the output. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** Appending 4 kB to a file in the bench's folder and making it durable. */
  readonly fsyncMs: number;
  /** Other work at the start, in cores. */
  readonly load: number;
}

/** Looks at the machine; `folder` is on the disk that the stores will use. */
export function machineOf(folder: string): Machine {
  return {
    cpu: os.cpus()[0]?.model ?? 'unknown processor',
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    fsyncMs: fsyncMs(path.join(folder, 'fsync')),
    load: os.loadavg()[0] ?? 0,
  };
}

function fsyncMs(file: string): number {
  const handle = fs.openSync(file, 'w');
  const block = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 100 }, () => {
    fs.writeSync(handle, block);
    const startedAt = performance.now();
    fs.fsyncSync(handle);
    return performance.now() - startedAt;
  });
  fs.closeSync(handle);
  return median(times) ?? 0;
}
