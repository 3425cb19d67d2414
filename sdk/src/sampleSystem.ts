// Samples the processor and the memory while a run goes on, under the keys that MLflow uses. Not the GPU.
import { cpus, freemem, totalmem } from 'node:os';
import type { Run } from './run.ts';

const usualEveryMs = 10_000;
const megabyte = 1e6;

/** @returns how to stop */
export function sampleSystem(run: Run, everyMs = usualEveryMs): () => void {
  let step = 0;
  let before = { system: systemTimes(), process: process.cpuUsage(), at: process.hrtime.bigint() };
  const timer = setInterval(() => {
    const now = { system: systemTimes(), process: process.cpuUsage(), at: process.hrtime.bigint() };
    const total = now.system.total - before.system.total;
    const elapsedMicros = Number(now.at - before.at) / 1000;
    const used = now.process.user - before.process.user + (now.process.system - before.process.system);
    const memory = totalmem() - freemem();
    run.metrics(
      {
        ...(total > 0
          ? {
              'system/cpu_utilization_percentage': 100 * (1 - (now.system.idle - before.system.idle) / total),
            }
          : {}),
        'system/process_cpu_percentage': (100 * used) / elapsedMicros,
        'system/process_rss_megabytes': process.memoryUsage.rss() / megabyte,
        'system/system_memory_usage_megabytes': memory / megabyte,
        'system/system_memory_usage_percentage': (100 * memory) / totalmem(),
      },
      step,
    );
    step += 1;
    before = now;
  }, everyMs).unref();
  return () => clearInterval(timer);
}

function systemTimes(): { readonly total: number; readonly idle: number } {
  let total = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    total += times.user + times.nice + times.sys + times.idle + times.irq;
    idle += times.idle;
  }
  return { total, idle };
}
