// Typed calls about calibrations of judges. Part of the client.
import type { Call } from './transport.ts';
import type { WirePage } from './wire.ts';
import type {
  WireCalibrationLabel,
  WireCalibrationQuery,
  WireCalibrationWithStatus,
  WireNewCalibration,
} from './wireJudges.ts';

export function judgeCalls(ask: <T>(call: Call) => Promise<T>) {
  const at = (calibrationId: string): string => `/judge-calibrations/${encodeURIComponent(calibrationId)}`;
  return {
    /** Newest first. */
    calibrations: (query: WireCalibrationQuery = {}) =>
      ask<WirePage<WireCalibrationWithStatus>>({
        method: 'GET',
        path: '/judge-calibrations',
        query: { ...query },
      }),
    /** By its id, or by at least four digits of its beginning. */
    calibration: (calibrationId: string) =>
      ask<WireCalibrationWithStatus>({ method: 'GET', path: at(calibrationId) }),
    /** What people said of the outputs it was made with. */
    labels: (calibrationId: string) =>
      ask<WirePage<WireCalibrationLabel>>({ method: 'GET', path: `${at(calibrationId)}/labels` }),
    /** Keeps a calibration that was made here; the same one again changes nothing. */
    record: (body: WireNewCalibration) =>
      ask<WireCalibrationWithStatus>({ method: 'POST', path: '/judge-calibrations', body }),
  };
}
