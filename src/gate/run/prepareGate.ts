// Makes a gate run ready: dataset, examples, policy, versions, targets and evaluators opened, and the precheck. Nothing is asked yet.
import { openDataset } from '../../datasets/opening/openDataset.ts';
import { selectExamples } from '../../datasets/selection/selectExamples.ts';
import { openEvaluator } from '../../evals/openEvaluator.ts';
import type { Evaluator } from '../../evals/evaluator.ts';
import { openTarget } from '../../evals/openTarget.ts';
import { AssayError } from '../../model/errors.ts';
import type { ExampleSelection, ResolvedDataset } from '../../model/dataset.ts';
import type { Example } from '../../model/example.ts';
import type { JudgementPolicy } from '../../model/gatePolicy.ts';
import type { GateContext } from '../context.ts';
import { humanReview } from '../humanReview.ts';
import { ledgerNote } from '../ledger.ts';
import type { ArmFile, GateFile } from '../policy/gateFile.ts';
import { policyForTier } from '../policy/policyForTier.ts';
import { activeWaivers } from '../waivers/activeWaivers.ts';
import { blockedObjectives } from './blockedObjectives.ts';
import { componentVersion } from './componentVersion.ts';
import type { GateRequest, PreparedArm, PreparedGate } from './gateRequest.ts';
import { loadHumanLabels } from './humanLabels.ts';
import { keepVersion } from './keepVersion.ts';
import { precheckOf } from './precheckOf.ts';

/**
 * @throws AssayError what reading the dataset, the policy, targets and evaluators throws; `gate/no-examples` when nothing is selected
 */
export async function prepareGate(context: GateContext, request: GateRequest): Promise<PreparedGate> {
  const { file, tier } = request;
  const settings = file.tiers[tier];
  const dataset = await openDataset(context, settings.dataset ?? file.dataset, file.source.folder);
  const policy = policyForTier(file, tier, dataset);
  const examples = chooseExamples(file, dataset, policy, selectionOf(request));
  const opened: { close?(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const each of opened.splice(0)) await each.close?.();
  };
  try {
    const evaluators = new Map<string, Evaluator>();
    for (const objective of policy.objectives) {
      const services = { ...context, folder: file.source.folder };
      const evaluator = await openEvaluator(objective.evaluator, services);
      opened.push(evaluator);
      evaluators.set(objective.name, evaluator);
    }
    const arm = async (described: ArmFile): Promise<PreparedArm> => {
      const prepared = await openArm(context, request, described);
      opened.push(prepared.target);
      return prepared;
    };
    const candidate = await arm(file.candidate);
    const baseline = file.baseline === null ? null : await arm(file.baseline);
    const warnings: string[] = [];
    for (const { version } of baseline === null ? [candidate] : [candidate, baseline]) {
      warnings.push(...(await keepVersion(context, version)));
    }
    const { gateRuns } = context.store;
    const waivers = activeWaivers(await gateRuns.waivers(file.component.name), context.now());
    const waived: JudgementPolicy = {
      ...policy,
      waived: waivers.map(({ waiverId, objective, slice }) => ({ waiverId, objective, slice })),
    };
    const epochs = settings.epochs ?? file.epochs;
    return {
      request,
      dataset,
      examples,
      policy: waived,
      epochs,
      candidate,
      baseline,
      evaluators,
      blocked: await blockedObjectives(context, waived, evaluators),
      humanLabels: baseline === null ? [] : await loadHumanLabels(context, evaluators, file.source.folder),
      waivers,
      ledger: ledgerNote(await gateRuns.ledger(dataset.versionId, candidate.version.hash)),
      humanReview: humanReview(file.human, file.candidate.label, file.baseline?.label ?? null),
      precheck: await precheckOf(context, { request, dataset, examples, policy: waived, epochs, evaluators }),
      warnings,
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

export function selectionOf({ file, tier }: Pick<GateRequest, 'file' | 'tier'>): ExampleSelection {
  const { slice, splits, limit } = file.tiers[tier];
  return { slice, splits, limit };
}

function chooseExamples(
  file: GateFile,
  dataset: ResolvedDataset,
  policy: JudgementPolicy,
  selection: ExampleSelection,
): readonly Example[] {
  const slices = [...policy.slices.map(({ definition }) => definition)];
  for (const slice of dataset.slices) if (!slices.some(({ name }) => name === slice.name)) slices.push(slice);
  const examples = selectExamples(dataset, selection, file.seed, slices);
  if (examples.length > 0) return examples;
  throw new AssayError(
    'gate/no-examples',
    `The selection takes none of the ${dataset.examples.length} examples of ${dataset.name}.`,
  );
}

async function openArm(
  context: GateContext,
  { file, origin }: GateRequest,
  arm: ArmFile,
): Promise<PreparedArm> {
  const target = await openTarget(
    arm.target,
    {
      ...context,
      folder: file.source.folder,
      timeoutMs: file.runner.timeoutMs,
      mostOutputBytes: file.runner.mostOutputBytes,
    },
    arm.manifest.files,
  );
  try {
    const version = componentVersion({
      component: file.component.name,
      kind: file.component.kind,
      arm,
      folder: file.source.folder,
      target: target.description,
      commit: origin.commit,
      now: context.now(),
    });
    return { version, target };
  } catch (cause) {
    await target.close();
    throw cause;
  }
}
