// `assay judge show`: one calibration with every figure, and whether the judge may decide as of now.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { withData } from '../reach/reachData.ts';
import type { CalibrationStatus } from '../../evals/judges/calibration/calibrationStatus.ts';
import { calibrationStatus } from '../../evals/judges/calibration/calibrationStatus.ts';
import { calibrationLines } from './calibrationLines.ts';

export interface ShowCalibrationFlags {
  readonly critical?: boolean;
}

/** @returns the exit code */
export async function showCalibration(
  context: CommandContext,
  calibrationId: string,
  { critical }: ShowCalibrationFlags,
): Promise<number> {
  return withData(context, async ({ client }) => {
    const { status: given, ...calibration } = await client.judges.calibration(calibrationId);
    if (context.flags.json === true) {
      sayJson(context, { ...calibration, status: given });
      return exitCodes.pass;
    }
    const status: CalibrationStatus = calibrationStatus(calibration, context.now(), {
      isCritical: critical === true,
      margin: null,
      hasDriftAlarm: false,
    });
    say(context, calibrationLines(calibration, status, context));
    return exitCodes.pass;
  });
}
