// Ends a thread that holds a connection: it closes the connection itself and leaves. Killing it in the middle of SQLite can take the process along.
import type { Worker } from 'node:worker_threads';

/** The message on which a thread closes its connection and ends. */
export const endMessage = 'end';

/** Service managers kill after ten seconds; what still runs by then is given up. */
const longestPatienceMs = 8_000;

/** @returns when the thread has ended; what it was asked before is answered first */
export async function endThread(worker: Worker | null): Promise<void> {
  if (worker === null) return;
  await new Promise<void>((resolve) => {
    const impatience = setTimeout(() => void worker.terminate(), longestPatienceMs);
    worker.once('exit', () => {
      clearTimeout(impatience);
      resolve();
    });
    worker.ref();
    worker.postMessage(endMessage);
  });
}
