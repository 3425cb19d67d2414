/** The bare HTTP servers that show what Node and the load generator can do at most; they store nothing. */
import { fileURLToPath } from 'node:url';
import { startProcess } from './startProcess.ts';
import type { Subject } from './server.ts';

const script = fileURLToPath(new URL('bareHttpServer.ts', import.meta.url));

export const bareHttp = bare('bare HTTP', []);
export const bareHttpParsing = bare('bare HTTP + JSON.parse', ['--parse']);

function bare(label: string, flags: readonly string[]): Subject {
  return {
    label,
    start: (dataDir, port) =>
      startProcess({
        label,
        command: process.execPath,
        args: [script, String(port), ...flags],
        cwd: '/',
        port,
        dataDir,
        healthPath: '/health',
        timeoutMs: 10_000,
      }),
  };
}
