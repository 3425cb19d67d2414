// The SQLite engine put together: a data directory owned by this process, or a store in memory that ends with it.
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Store } from '../store.ts';
import { backupStore } from './backup.ts';
import { sqliteArtifacts } from './artifacts.ts';
import { sqliteCalibrations } from './calibrations.ts';
import { number } from './columns.ts';
import { sqliteEvaluationDatasets } from './evaluationDatasets.ts';
import { sqliteEvaluations } from './evaluations.ts';
import { sqliteExperiments } from './experiments.ts';
import { sqliteGateRuns } from './gateRuns.ts';
import { sqliteGoldenDatasets } from './goldenDatasets.ts';
import { GroupCommit } from './groupCommit.ts';
import { checkIntegrity } from './integrity.ts';
import { sqliteJobs } from './jobs.ts';
import { type DirectoryLock, lockDirectory } from './lockDirectory.ts';
import { LoggedModelMetrics } from './loggedModelMetrics.ts';
import { sqliteLoggedModels } from './loggedModels.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { openDatabase } from './openDatabase.ts';
import { type Readers, readersInPlace, ReaderThread } from './readers.ts';
import { sqliteRegistry } from './registry.ts';
import { RunKeys } from './runKeys.ts';
import { sqliteRuns } from './runs.ts';
import { SeriesEngine } from './series/seriesEngine.ts';
import { Upkeep } from './upkeep.ts';

export interface SqliteOptions {
  /** The data directory; made if missing. */
  readonly folder: string;
  /** Keep records in memory; `folder` then holds only artifacts and should be temporary. */
  readonly isInMemory: boolean;
  readonly now: () => number;
}

/**
 * @throws AssayError `store/in-use` when another process owns the folder, `store/newer-schema` when it is from a newer Assay
 */
export function openSqliteStore(options: SqliteOptions): Store {
  const { folder, isInMemory } = options;
  mkdirSync(folder, { recursive: true });
  const lock: DirectoryLock | null = isInMemory ? null : lockDirectory(folder);
  try {
    return assemble(options, lock);
  } catch (cause) {
    lock?.release();
    throw cause;
  }
}

function assemble({ folder, isInMemory, now }: SqliteOptions, lock: DirectoryLock | null): Store {
  const path = isInMemory ? ':memory:' : join(folder, 'assay.db');
  const db = openDatabase({ path, readOnly: false });
  const schemaVersion = migrate(
    db,
    migrations,
    isInMemory ? null : (from) => join(folder, `assay.before-schema-${from + 1}.db`),
  );
  insertDefaultExperiment(db, now());

  const keys = new RunKeys(db);
  const commit = new GroupCommit(db, () => {
    keys.forgetAll();
    series.forget();
  });
  const readers: Readers = isInMemory ? readersInPlace(db) : new ReaderThread(path);
  const series = new SeriesEngine({ db, commit, readers, keys });
  series.recover();
  const modelMetrics = new LoggedModelMetrics(db);
  const parts = { db, commit, readers, keys, series, modelMetrics, folder, now };
  const artifacts = sqliteArtifacts(parts);

  const upkeep = isInMemory ? null : new Upkeep(db, commit, path);

  return {
    capabilities: { durable: !isInMemory, readsBesideWrites: !isInMemory, onlineBackup: !isInMemory },
    experiments: sqliteExperiments({ ...parts, onRunsChanged: () => keys.forgetAll() }),
    runs: sqliteRuns(parts),
    series,
    loggedModels: sqliteLoggedModels(parts),
    registry: sqliteRegistry(parts),
    evaluationDatasets: sqliteEvaluationDatasets(parts),
    artifacts,
    datasets: sqliteGoldenDatasets(parts),
    gateRuns: sqliteGateRuns(parts),
    jobs: sqliteJobs(parts),
    evaluations: sqliteEvaluations(parts),
    calibrations: sqliteCalibrations(parts),
    async checkIntegrity(depth) {
      return checkIntegrity(db, artifacts, depth);
    },
    async figures() {
      await series.flush();
      return {
        schemaVersion,
        bytesOnDisk: isInMemory ? 0 : bytesIn(folder),
        experiments: count(db, 'SELECT count(*) AS n FROM experiment'),
        runs: count(db, 'SELECT count(*) AS n FROM run'),
        metricPoints: series.countPoints(),
      };
    },
    async backup(target) {
      await series.flush();
      return backupStore({ db, folder, artifacts, now }, target);
    },
    async close() {
      artifacts.close();
      await series.close();
      commit.close();
      await readers.close();
      await upkeep?.close();
      db.close();
      lock?.release();
    },
  };
}

/** MLflow clients log to experiment "0" without creating it. */
function insertDefaultExperiment(db: DatabaseSync, now: number): void {
  db.prepare(
    `INSERT OR IGNORE INTO experiment (id, name, artifact_location, created, updated)
     VALUES (0, 'Default', 'mlflow-artifacts:/0', ?, ?)`,
  ).run(now, now);
}

function count(db: DatabaseSync, sql: string): number {
  const row = db.prepare(sql).get();
  return row === undefined ? 0 : number(row, 'n');
}

function bytesIn(folder: string): number {
  return readdirSync(folder)
    .filter((name) => name.startsWith('assay.db'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
