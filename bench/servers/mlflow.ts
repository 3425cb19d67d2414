/** The real MLflow server on its SQLite store, with the number of workers it chooses itself. */
import fs from 'node:fs';
import path from 'node:path';
import { startProcess } from './startProcess.ts';
import type { Subject } from './server.ts';

/** The file that holds everything but artifacts. */
export function mlflowDatabase(dataDir: string): string {
  return path.join(dataDir, 'mlflow.db');
}

/** MLflow from a virtual environment. */
export function mlflowFrom(venv: string): Subject {
  return {
    label: 'MLflow',
    start: (dataDir, port) => {
      fs.mkdirSync(dataDir, { recursive: true });
      return startProcess({
        label: 'MLflow',
        // Telemetry off: a measurement must not depend on the network.
        command: 'env',
        args: [
          'MLFLOW_DISABLE_TELEMETRY=true',
          path.join(venv, 'bin/mlflow'),
          'server',
          ...['--host', '127.0.0.1', '--port', String(port)],
          ...['--backend-store-uri', `sqlite:///${mlflowDatabase(dataDir)}`],
          ...['--artifacts-destination', path.join(dataDir, 'artifacts')],
        ],
        cwd: dataDir,
        port,
        dataDir,
        healthPath: '/health',
        timeoutMs: 120_000,
      });
    },
  };
}
