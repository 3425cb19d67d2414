// The questions asked of storage, gathered: what every engine answers. Not how any of them does.
import type { ArtifactStore } from './artifactStore.ts';
import type { CalibrationStore } from './calibrationStore.ts';
import type { DatasetStore } from './datasetStore.ts';
import type { EvaluationDatasetStore } from './evaluationDatasetStore.ts';
import type { EvaluationStore } from './evaluationStore.ts';
import type { ExperimentStore } from './experimentStore.ts';
import type { GateRunStore } from './gateRunStore.ts';
import type { JobStore } from './jobStore.ts';
import type { LoggedModelStore } from './loggedModelStore.ts';
import type { RegistryStore } from './registryStore.ts';
import type { RunStore } from './runStore.ts';
import type { SeriesStore } from './seriesStore.ts';

/** What an engine can and cannot do. Callers ask these, never for the engine's name. */
export interface Capabilities {
  /** An acknowledged write survives the death of the process and of the machine. */
  readonly durable: boolean;
  /** Long questions run beside writes instead of between them. */
  readonly readsBesideWrites: boolean;
  /** `backup` can copy a consistent state while writes go on. */
  readonly onlineBackup: boolean;
}

/** What a consistency check found; `problems` is empty when the store is sound. */
export interface IntegrityReport {
  readonly problems: readonly string[];
}

/** How far a check goes: that every content is there with its size, or also that its bytes are still those of its hash. */
export type IntegrityDepth = 'records' | 'contents';

/** Plain figures about what is stored, for `assay doctor` and the metrics page. */
export interface StoreFigures {
  readonly schemaVersion: number;
  readonly bytesOnDisk: number;
  readonly experiments: number;
  readonly runs: number;
  readonly metricPoints: number;
}

/** What a backup holds. */
export interface BackupReport {
  /** The database and every content. */
  readonly files: number;
  readonly bytes: number;
}

/**
 * Every write is durable when its promise resolves (where the engine says `durable`), or is refused with an
 * AssayError and leaves nothing behind. Concurrent writes are applied in the order they were asked.
 */
export interface Store {
  readonly capabilities: Capabilities;
  readonly experiments: ExperimentStore;
  readonly runs: RunStore;
  readonly series: SeriesStore;
  readonly loggedModels: LoggedModelStore;
  readonly registry: RegistryStore;
  readonly evaluationDatasets: EvaluationDatasetStore;
  readonly artifacts: ArtifactStore;
  /** Golden datasets. */
  readonly datasets: DatasetStore;
  readonly gateRuns: GateRunStore;
  readonly jobs: JobStore;
  readonly evaluations: EvaluationStore;
  /** Of judges, against people. */
  readonly calibrations: CalibrationStore;
  /** Beside the traffic; with `contents` it reads every artifact. */
  checkIntegrity(depth: IntegrityDepth): Promise<IntegrityReport>;
  figures(): Promise<StoreFigures>;
  /** Writes a consistent copy into an empty folder. @throws AssayError `backup/target-not-empty`, `store/write-failed` */
  backup(folder: string): Promise<BackupReport>;
  /** Finishes what was asked and lets go of the data directory. */
  close(): Promise<void>;
}
