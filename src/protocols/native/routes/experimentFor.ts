// Which experiment a new run goes to, named by id or by name.
import { AssayError } from '../../../model/errors.ts';
import type { TrackingContext } from '../../../tracking/context.ts';
import { defaultExperimentId } from '../../../tracking/experiments/experimentIdOf.ts';
import { experimentNamed } from '../../../tracking/experiments/experimentNamed.ts';

interface Named {
  readonly experimentId?: string | undefined;
  readonly experimentName?: string | undefined;
}

/** @throws AssayError `request/invalid-field` when both are given, because they could disagree */
export async function experimentFor(
  tracking: TrackingContext,
  { experimentId, experimentName }: Named,
): Promise<string> {
  if (experimentName === undefined) return experimentId ?? defaultExperimentId;
  if (experimentId !== undefined) {
    throw new AssayError('request/invalid-field', 'Give experimentId or experimentName, not both.', {
      field: 'experimentName',
    });
  }
  return (await experimentNamed(tracking, experimentName)).experimentId;
}
