// The calibration that somebody names by its id or the beginning of it. Not what it is worth.
import type { Calibration } from '../../../model/calibration.ts';
import { AssayError } from '../../../model/errors.ts';
import type { EvaluationContext } from '../../context.ts';

/** @throws AssayError `judge/calibration-not-found` when none or several begin with it */
export async function findCalibration(
  { store }: Pick<EvaluationContext, 'store'>,
  reference: string,
): Promise<Calibration> {
  const exact = await store.calibrations.get(reference);
  if (exact !== undefined) return exact;
  const ids = await store.calibrations.findByPrefix(reference.toLowerCase());
  const [only] = ids;
  const found = ids.length === 1 && only !== undefined ? await store.calibrations.get(only) : undefined;
  if (found !== undefined) return found;
  throw new AssayError(
    'judge/calibration-not-found',
    ids.length > 1
      ? `${ids.length} calibrations begin with ${reference}; give more of the id.`
      : `No calibration has the id ${reference}, or at least four digits of it.`,
  );
}
