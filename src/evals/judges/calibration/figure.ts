// A figure with its interval, as calibrations keep it: unknown is null. Not how it is computed.
import type { Figure } from '../../../model/calibration.ts';

export function figure(
  name: string,
  value: number | null | undefined,
  interval: readonly [number, number] | undefined,
  n: number,
): Figure {
  return { name, value: known(value), lower: known(interval?.[0]), upper: known(interval?.[1]), n };
}

function known(value: number | null | undefined): number | null {
  return value !== undefined && value !== null && Number.isFinite(value) ? value : null;
}
