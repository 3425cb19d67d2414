// How fast a run goes and when it will be done, told at most ten times a second. Not what is done.
import type { EvaluationProgress } from './evaluationObserver.ts';

const shortestPauseMs = 100;

/** The rate is that of the last so many calls: long enough to be calm, short enough to follow a throttled endpoint. */
const remembered = 200;

type Counts = Omit<EvaluationProgress, 'perSecond' | 'etaMs' | 'elapsedMs'>;

export class ProgressMeter {
  readonly #elapsed: () => number;
  readonly #tell: ((progress: EvaluationProgress) => void) | undefined;
  readonly #began: number;
  /** When calls that were really made were done, oldest first. */
  readonly #times: number[] = [];
  #toldAt = -Infinity;

  constructor(elapsed: () => number, tell: ((progress: EvaluationProgress) => void) | undefined) {
    this.#elapsed = elapsed;
    this.#tell = tell;
    this.#began = elapsed();
  }

  /** A call that was really made is done. */
  note(): void {
    this.#times.push(this.#elapsed());
    if (this.#times.length > 2 * remembered) this.#times.splice(0, remembered);
  }

  /** @param isLast told whatever was told just before */
  tell(counts: () => Counts, isLast: boolean): void {
    if (this.#tell === undefined) return;
    const now = this.#elapsed();
    if (!isLast && now - this.#toldAt < shortestPauseMs) return;
    this.#toldAt = now;
    const told = counts();
    const perSecond = this.#rate(now);
    const left = told.total - told.done;
    this.#tell({
      ...told,
      perSecond,
      etaMs: left === 0 ? 0 : perSecond === null ? null : (left / perSecond) * 1000,
      elapsedMs: now - this.#began,
    });
  }

  #rate(now: number): number | null {
    const times = this.#times.slice(-remembered);
    const since = times.length < remembered ? this.#began : times[0];
    if (times.length === 0 || since === undefined || now <= since) return null;
    return (times.length / (now - since)) * 1000;
  }
}
