// `assay judge show`: one calibration with every figure, and whether the judge may decide as of now.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { withData } from '../reach/reachData.ts';
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
    const { status, ...calibration } = await client.judges.calibration(calibrationId);
    if (context.flags.json === true) sayJson(context, { ...calibration, status });
    else {
      const asked = critical === true ? status.critical : status.required;
      say(context, calibrationLines(calibration, asked, context));
    }
    return exitCodes.pass;
  });
}
