// Enforces the quality thresholds that MLflow clients record with a run, which MLflow itself only keeps. Point estimates, not a gate.
import { z } from 'zod';
import { AssayError } from '../../model/errors.ts';
import type { Verdict } from '../../model/judgement.ts';

/** Set by `scorer.with_quality_threshold` of MLflow 3.17.1 and later. */
export const thresholdTag = 'mlflow.genaiEvaluate.qualityThresholds';

const tagSchema = z.object({
  rules: z.array(
    z.object({
      metricKey: z.string().min(1),
      comparator: z.enum(['GTE', 'LTE']),
      threshold: z.number(),
    }),
  ),
});

/** What of a run its thresholds are checked against. */
export interface ThresholdSource {
  readonly runId: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Latest values. */
  readonly metrics: readonly { readonly key: string; readonly value: number }[];
}

export interface ThresholdCheck {
  readonly metric: string;
  readonly comparator: 'at least' | 'at most';
  readonly threshold: number;
  /** Null when the run has no such metric: nothing is known, so nothing is passed. */
  readonly value: number | null;
  readonly verdict: Verdict;
}

export interface ThresholdVerdict {
  readonly runId: string;
  readonly verdict: Verdict;
  readonly checks: readonly ThresholdCheck[];
}

/**
 * A metric that is missing, or NaN, leaves its rule INCONCLUSIVE; one that breaks its threshold makes the whole FAIL.
 *
 * @throws AssayError `run/no-thresholds`, `run/invalid-thresholds`
 */
export function checkThresholds(run: ThresholdSource): ThresholdVerdict {
  const checks = rulesOf(run).map((rule): ThresholdCheck => {
    const logged = run.metrics.find(({ key }) => key === rule.metricKey)?.value;
    const value = logged === undefined || Number.isNaN(logged) ? null : logged;
    const isMet =
      value !== null && (rule.comparator === 'GTE' ? value >= rule.threshold : value <= rule.threshold);
    return {
      metric: rule.metricKey,
      comparator: rule.comparator === 'GTE' ? 'at least' : 'at most',
      threshold: rule.threshold,
      value,
      verdict: value === null ? 'INCONCLUSIVE' : isMet ? 'PASS' : 'FAIL',
    };
  });
  return { runId: run.runId, verdict: worstOf(checks), checks };
}

function rulesOf(run: ThresholdSource): z.infer<typeof tagSchema>['rules'] {
  const tag = run.tags.find(({ key }) => key === thresholdTag);
  if (tag === undefined) {
    throw new AssayError(
      'run/no-thresholds',
      `The run ${run.runId} has no tag ${thresholdTag}: no quality thresholds were recorded with it.`,
    );
  }
  const parsed = tagSchema.safeParse(jsonOf(tag.value));
  if (!parsed.success) {
    throw new AssayError(
      'run/invalid-thresholds',
      `The tag ${thresholdTag} of the run ${run.runId} cannot be read: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data.rules;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the schema says so, with the name of the tag.
    return undefined;
  }
}

function worstOf(checks: readonly ThresholdCheck[]): Verdict {
  if (checks.some(({ verdict }) => verdict === 'FAIL')) return 'FAIL';
  return checks.length > 0 && checks.every(({ verdict }) => verdict === 'PASS') ? 'PASS' : 'INCONCLUSIVE';
}
