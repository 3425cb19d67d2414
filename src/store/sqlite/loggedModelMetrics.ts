// The points that belong to logged models, written inside the job that writes them to their run. Not how they are read.
import type { DatabaseSync } from 'node:sqlite';
import type { ModelMetricPoint } from '../../model/run.ts';
import { number } from './columns.ts';
import { loggedModelNotFound } from './loggedModelRows.ts';
import type { RunKey } from './runKeys.ts';

export class LoggedModelMetrics {
  readonly #select;
  readonly #insert;

  constructor(db: DatabaseSync) {
    // A deleted model still takes points: the run that measures it may outlive it.
    this.#select = db.prepare('SELECT id FROM logged_model WHERE model_id = ?');
    this.#insert = db.prepare(
      `INSERT OR IGNORE INTO logged_model_metric (model, key, run, dataset_name, dataset_digest, step, timestamp, value, is_nan)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  /**
   * Checks every point before it writes the first. An exact duplicate is nothing new.
   *
   * @throws AssayError `logged-model/not-found`, with nothing written
   */
  append(run: RunKey, _runId: string, points: readonly ModelMetricPoint[]): void {
    const models = new Map<string, number>();
    for (const { modelId } of points) {
      if (models.has(modelId)) continue;
      const row = this.#select.get(modelId);
      if (row === undefined) throw loggedModelNotFound(modelId);
      models.set(modelId, number(row, 'id'));
    }
    for (const point of points) {
      const isNan = Number.isNaN(point.value);
      this.#insert.run(
        models.get(point.modelId) ?? null,
        point.key,
        run.id,
        point.datasetName ?? '',
        point.datasetDigest ?? '',
        point.step,
        point.timestamp,
        isNan ? null : point.value,
        isNan ? 1 : 0,
      );
    }
  }
}
