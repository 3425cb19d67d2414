// Which deciding objectives cannot PASS because their judge was not measured well enough against people. Not how judges are measured.
import type { Evaluator } from '../../evals/evaluator.ts';
import { calibrationStatus } from '../../evals/judges/calibration/calibrationStatus.ts';
import { changedParts } from '../../evals/judges/calibration/changedParts.ts';
import { driftedJudges } from '../../evals/judges/calibration/driftedJudges.ts';
import { pinOfIdentity } from '../../evals/judges/pinOf.ts';
import type { JudgementPolicy, ObjectivePolicy } from '../../model/gatePolicy.ts';
import type { BlockedReason } from '../../model/scoreTable.ts';
import type { GateContext } from '../context.ts';

/**
 * Reasons by objective, only for those that have any; the code is `judge-uncalibrated`. Objectives that do not decide are not looked at.
 *
 * @param evaluators by objective
 */
export async function blockedObjectives(
  context: Pick<GateContext, 'store' | 'now'>,
  policy: Pick<JudgementPolicy, 'objectives'>,
  evaluators: ReadonlyMap<string, Pick<Evaluator, 'identity'>>,
): Promise<{ readonly [objective: string]: readonly BlockedReason[] }> {
  const blocked: Record<string, readonly BlockedReason[]> = {};
  let drifted: ReadonlySet<string> | undefined;
  for (const objective of policy.objectives) {
    const evaluator = evaluators.get(objective.name);
    const decides = objective.criticality === 'critical' || objective.criticality === 'required';
    if (!decides || evaluator?.identity.isJudge !== true) continue;
    drifted ??= await driftedJudges(context);
    const reasons = await whyNot(context, objective, evaluator, drifted);
    if (reasons.length > 0) blocked[objective.name] = [asBlocked(objective, reasons)];
  }
  return blocked;
}

async function whyNot(
  { store, now }: Pick<GateContext, 'store' | 'now'>,
  objective: ObjectivePolicy,
  { identity }: Pick<Evaluator, 'identity'>,
  drifted: ReadonlySet<string>,
): Promise<readonly string[]> {
  const calibration = await store.calibrations.newest(identity.hash);
  if (calibration !== undefined) {
    const status = calibrationStatus(calibration, now(), {
      isCritical: objective.criticality === 'critical',
      margin: objective.margin,
      hasDriftAlarm: drifted.has(identity.hash),
    });
    return status.kind === 'calibrated' ? [] : status.reasons.map(({ message }) => message);
  }
  const pin = pinOfIdentity(identity);
  if (pin === null)
    return ['it was never measured against people, and only judges made with `use: judge` can be'];
  const { items } = await store.calibrations.list(
    { component: null, objective: objective.name, judgeHash: null },
    { limit: 1, after: null },
  );
  const [former] = items;
  if (former === undefined) return ['it was never measured against people'];
  const changes = changedParts(former.pin, pin);
  return [`since it was measured (${dayOf(former.calibratedAt)}) this has changed: ${changes.join(', ')}`];
}

function asBlocked({ name }: ObjectivePolicy, reasons: readonly string[]): BlockedReason {
  return {
    code: 'judge-uncalibrated',
    message: `The judge of ${name} may not let a change pass: ${reasons.join('; ')}. To measure it: \`npx assay judge calibrate <gate file> --objective ${name} --labels labels.jsonl\`.`,
  };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
