// Runs as rows of one table: what every run has, then a column for each param, metric and tag that any of them has.
import { fromWireNumber, type WireInt64, type WireRun } from 'assay-sdk/wire';
import type { ExportColumn, ExportRow } from './exportColumn.ts';

const fixed: readonly ExportColumn[] = [
  { name: 'run_id', kind: 'text' },
  { name: 'name', kind: 'text' },
  { name: 'experiment_id', kind: 'text' },
  { name: 'experiment', kind: 'text' },
  { name: 'status', kind: 'text' },
  { name: 'start_time', kind: 'time' },
  { name: 'end_time', kind: 'time' },
  { name: 'user', kind: 'text' },
  { name: 'artifact_uri', kind: 'text' },
  { name: 'lifecycle_stage', kind: 'text' },
];

/** Learns the columns from the runs that go by. */
export class RunTable {
  readonly #params = new Set<string>();
  readonly #metrics = new Set<string>();
  readonly #tags = new Set<string>();
  #keys: { readonly params: string[]; readonly metrics: string[]; readonly tags: string[] } | null = null;

  see({ params, metrics, tags }: WireRun): void {
    for (const { key } of params) this.#params.add(key);
    for (const { key } of metrics) this.#metrics.add(key);
    for (const { key } of tags) this.#tags.add(key);
  }

  /** In alphabetical order within each kind; called when every run has gone by. */
  get columns(): readonly ExportColumn[] {
    const { params, metrics, tags } = this.#sorted();
    return [
      ...fixed,
      ...params.map((key): ExportColumn => ({ name: `params.${key}`, kind: 'text' })),
      ...metrics.map((key): ExportColumn => ({ name: `metrics.${key}`, kind: 'number' })),
      ...tags.map((key): ExportColumn => ({ name: `tags.${key}`, kind: 'text' })),
    ];
  }

  rowOf(run: WireRun, experiment: string): ExportRow {
    const { params, metrics, tags } = this.#sorted();
    const paramOf = new Map(run.params.map(({ key, value }) => [key, value]));
    const metricOf = new Map(run.metrics.map(({ key, value }) => [key, fromWireNumber(value)]));
    const tagOf = new Map(run.tags.map(({ key, value }) => [key, value]));
    return [
      run.runId,
      run.name,
      run.experimentId,
      experiment,
      run.status,
      exact(run.startTime),
      run.endTime === null ? null : exact(run.endTime),
      run.userId,
      run.artifactUri,
      run.lifecycleStage,
      ...params.map((key) => paramOf.get(key) ?? null),
      ...metrics.map((key) => metricOf.get(key) ?? null),
      ...tags.map((key) => tagOf.get(key) ?? null),
    ];
  }

  #sorted(): { readonly params: string[]; readonly metrics: string[]; readonly tags: string[] } {
    this.#keys ??= {
      params: [...this.#params].sort(),
      metrics: [...this.#metrics].sort(),
      tags: [...this.#tags].sort(),
    };
    return this.#keys;
  }
}

/** Beyond what a number holds exactly it stays an integer of 64 bits. */
export function exact(value: WireInt64): number | bigint {
  return typeof value === 'number' ? value : BigInt(value);
}
