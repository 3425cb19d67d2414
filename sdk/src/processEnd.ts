// What happens to open runs when the process ends: they end with it, and nothing logged is lost.
import type { Run } from './run.ts';

const open = new Set<Run>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let isListening = false;

/** Ends the run when the process does, unless it has ended by then. */
export function endWithProcess(run: Run): void {
  open.add(run);
  run.onSettled(() => {
    open.delete(run);
    if (open.size === 0) ignore();
  });
  listen();
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  process.on('beforeExit', onIdle);
  process.on('exit', onExit);
  process.on('uncaughtExceptionMonitor', onUncaught);
  for (const signal of signals) process.on(signal, onSignal);
}

function ignore(): void {
  isListening = false;
  process.off('beforeExit', onIdle);
  process.off('exit', onExit);
  process.off('uncaughtExceptionMonitor', onUncaught);
  for (const signal of signals) process.off(signal, onSignal);
}

/** Nothing is left to do, and there is still time to deliver. */
function onIdle(code: number): void {
  for (const run of open) void run.end(code === 0 ? 'FINISHED' : 'FAILED');
}

/** No time is left: what is undelivered goes to the disk, now. */
function onExit(code: number): void {
  for (const run of open) run.abandon(code === 0 ? 'FINISHED' : 'FAILED');
}

function onUncaught(error: unknown): void {
  for (const run of open) run.error(error);
}

function onSignal(signal: NodeJS.Signals): void {
  // Whoever else listens decides whether the process ends; `exit` follows if so.
  if (process.listenerCount(signal) > 1) return;
  for (const run of open) run.abandon('KILLED');
  ignore();
  process.kill(process.pid, signal);
}
