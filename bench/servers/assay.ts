/** Assay as a user starts it: from the sources, on one data directory, nothing tuned for the bench. */
import { fileURLToPath } from 'node:url';
import { startProcess } from './startProcess.ts';
import type { Subject } from './server.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export const assay: Subject = {
  label: 'Assay',
  start: (dataDir, port) =>
    startProcess({
      label: 'Assay',
      command: process.execPath,
      args: ['src/cli/assay.ts', 'serve', '--host', '127.0.0.1', '--port', String(port), '--data', dataDir],
      cwd: root,
      port,
      dataDir,
      healthPath: '/health',
      timeoutMs: 20_000,
    }),
};
