// The checkpoint thread's own program: copies the log into the database while the writer goes on. It never empties the log; the writer does.
import { parentPort, workerData } from 'node:worker_threads';
import { endMessage } from './endThread.ts';
import { openDatabase } from './openDatabase.ts';
import { checkpoint } from './checkpoint.ts';

/** What arrives during one round is the next round's work; a few rounds leave little for the writer. */
const mostRounds = 4;
const fewPages = 256;

const { path } = workerData as { readonly path: string };
const db = openDatabase({ path, readOnly: false });
db.exec('PRAGMA wal_autocheckpoint = 0');

parentPort?.on('message', (message: unknown) => {
  if (message === endMessage) {
    db.close();
    parentPort?.close();
    return;
  }
  let left = Infinity;
  for (let round = 0; round < mostRounds && left > fewPages; round++) left = checkpoint(db);
  parentPort?.postMessage(left);
});
