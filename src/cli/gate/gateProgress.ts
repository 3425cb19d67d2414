// Tells how a gate run is going: one line that is redrawn on a terminal, a line now and then in the log of a CI job. Not the report.
import type { EvaluationProgress } from '../../evals/runner/evaluationObserver.ts';
import type { GatePreview } from '../../gate/run/gateObserver.ts';
import type { Output } from '../surroundings.ts';
import { cutTo } from '../print/cellWidth.ts';
import { wholeText } from '../print/numbers.ts';
import type { Style } from '../print/style.ts';
import { spanText } from '../print/times.ts';

export interface GateProgress {
  readonly onProgress: (progress: EvaluationProgress) => void;
  readonly onPreview: (preview: GatePreview) => void;
  /** Clears the line. */
  end(): void;
}

/** A job whose log stays silent for longer looks stuck. */
const logEveryMs = 15_000;
const clearLine = '\r\u001B[K';

export function gateProgress(err: Output, style: Style): GateProgress {
  let preview = '';
  let nextLogAt = logEveryMs;
  let isDrawn = false;
  return {
    onProgress(progress) {
      const line = `${progressText(progress)}${preview}`;
      if (err.isTerminal) {
        err.write(`${clearLine}${style.quiet(cutTo(line, (err.columns ?? 80) - 1))}`);
        isDrawn = true;
      } else if (progress.elapsedMs >= nextLogAt) {
        nextLogAt = progress.elapsedMs + logEveryMs;
        err.write(`${line}\n`);
      }
    },
    onPreview(seen) {
      preview = previewText(seen);
    },
    end() {
      if (isDrawn) err.write(clearLine);
    },
  };
}

function progressText(progress: EvaluationProgress): string {
  const { done, total, cached, errors, throttled, costUsd, etaMs, inFlight, concurrency } = progress;
  const parts = [
    `${wholeText(done)} of ${wholeText(total)} calls`,
    cached > 0 ? `${wholeText(cached)} cached` : '',
    errors > 0 ? `${wholeText(errors)} errors` : '',
    throttled > 0 ? `slowed down ${wholeText(throttled)}×` : '',
    `${inFlight}/${concurrency} at once`,
    costUsd === null ? '' : `${costUsd.toFixed(costUsd < 1 ? 4 : 2)} USD`,
    etaMs === null ? '' : `${spanText(etaMs)} left`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Honest about what it is: only planned looks may decide. */
function previewText({ examples, of, judgement, isPlannedLook }: GatePreview): string {
  return isPlannedLook
    ? ` · look at ${wholeText(examples)} of ${wholeText(of)}: ${judgement.verdict}`
    : ` · ${judgement.verdict} if it ended at ${wholeText(examples)} (a glance, decides nothing)`;
}
