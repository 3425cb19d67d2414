// The calls of a plan that were answered before, and those that are to be kept. Not scores.
import type { CallRecord } from '../../model/evaluation.ts';
import type { EvaluationContext } from '../context.ts';
import { Batcher } from './batcher.ts';
import type { ArmName, EvaluationPlan } from './evaluationPlan.ts';
import type { PlanReader } from './planReader.ts';
import type { WorkItem } from './workOrder.ts';

/** Calls kept in one write. */
const mostPerBatch = 256;

export class KeptCalls {
  readonly #calls = new Map<ArmName, ReadonlyMap<string, CallRecord>>();
  readonly #plan: PlanReader;
  readonly #keeper: Batcher<{ readonly arm: ArmName; readonly call: CallRecord }, true>;

  constructor({ store }: EvaluationContext, plan: PlanReader) {
    this.#plan = plan;
    this.#keeper = new Batcher(async (kept) => {
      await store.evaluations.keepCalls(
        kept.map(({ arm, call }) => ({
          key: { targetHash: plan.target(arm).hash, exampleId: call.exampleId, epoch: call.epoch },
          call,
        })),
      );
      return kept.map(() => true as const);
    }, mostPerBatch);
  }

  /** One question an arm; none of recorded ones. */
  async load({ store }: EvaluationContext, { examples, epochs }: EvaluationPlan): Promise<void> {
    const ids = examples.map(({ exampleId }) => exampleId);
    for (const arm of this.#plan.askedArms) {
      const target = this.#plan.target(arm);
      if (target.isRecorded) continue;
      const calls = await store.evaluations.calls(target.hash, ids, epochs);
      this.#calls.set(arm, new Map(calls.map((call) => [`${call.exampleId} ${call.epoch}`, call])));
    }
  }

  get(item: WorkItem): CallRecord | undefined {
    const { exampleId, epoch } = this.#plan.idOf(item);
    return this.#calls.get(item.arm)?.get(`${exampleId} ${epoch}`);
  }

  /** Durable when it resolves. @throws AssayError `store/write-failed` */
  keep(arm: ArmName, call: CallRecord): Promise<true> {
    return this.#keeper.add({ arm, call });
  }
}
