// Brings the calibrations that a server has of a component to the store that a gate reads. Not those of other components.
import type { Client } from 'assay-sdk';
import { acceptCalibration } from '../../evals/judges/calibration/acceptCalibration.ts';
import type { GateContext } from '../../gate/context.ts';

/** Of each component the newest: older ones are of judges that nobody asks any more. */
const mostPulled = 100;

/** @returns how many were new here */
export async function pullCalibrations(
  { store }: Pick<GateContext, 'store'>,
  server: Client,
  component: string,
): Promise<number> {
  const { items } = await server.judges.calibrations({ component, limit: mostPulled });
  let pulled = 0;
  for (const { status: _asOfNow, ...calibration } of items.toReversed()) {
    if ((await store.calibrations.get(calibration.calibrationId)) !== undefined) continue;
    const { items: labels } = await server.judges.labels(calibration.calibrationId);
    await acceptCalibration({ store }, calibration, labels);
    pulled++;
  }
  return pulled;
}
