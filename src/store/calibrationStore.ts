// What is asked of storage about calibrations of judges and the labels behind them. Not what they are good for.
import type { Calibration, CalibrationLabel } from '../model/calibration.ts';
import type { Page, PageRequest } from './page.ts';

export interface CalibrationFilter {
  readonly component: string | null;
  readonly objective: string | null;
  readonly judgeHash: string | null;
}

export interface CalibrationStore {
  /** Durable when it resolves; nothing kept here ever changes. The same id twice is one calibration. */
  keep(calibration: Calibration, labels: readonly CalibrationLabel[]): Promise<void>;
  get(calibrationId: string): Promise<Calibration | undefined>;
  /** By an unambiguous beginning of the id, at least four characters. */
  findByPrefix(prefix: string): Promise<readonly string[]>;
  /** Of exactly this judge, the one made last: an older and better one does not count. */
  newest(judgeHash: string): Promise<Calibration | undefined>;
  /** Newest first. Exact. */
  list(filter: CalibrationFilter, page: PageRequest): Promise<Page<Calibration>>;
  /** As they were kept; empty for an unknown calibration. */
  labels(calibrationId: string): Promise<readonly CalibrationLabel[]>;
  /** All labels that answer this question, newest calibration first. */
  labelsFor(questionHash: string): Promise<readonly CalibrationLabel[]>;
}
