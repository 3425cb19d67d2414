// Keeps a calibration that was made elsewhere, once it is what its id names. Not a new measurement: the judge is not asked.
import type { Calibration, CalibrationLabel } from '../../../model/calibration.ts';
import { AssayError } from '../../../model/errors.ts';
import type { EvaluationContext } from '../../context.ts';
import { calibrationIdOf } from './calibrateJudge.ts';

/** The same one again changes nothing. @throws AssayError `judge/calibration-damaged` */
export async function acceptCalibration(
  { store }: Pick<EvaluationContext, 'store'>,
  calibration: Calibration,
  labels: readonly CalibrationLabel[],
): Promise<void> {
  const computed = calibrationIdOf(calibration);
  if (computed !== calibration.calibrationId) {
    throw new AssayError(
      'judge/calibration-damaged',
      `The calibration ${calibration.calibrationId.slice(0, 12)} has another content than its id names (${computed.slice(0, 12)}).`,
    );
  }
  await store.calibrations.keep(calibration, labels);
}
