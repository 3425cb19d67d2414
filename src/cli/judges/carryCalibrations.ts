// `assay judge export` and `assay judge import`: a calibration as a file beside the code, for machines without a server.
import { readFileSync, writeFileSync } from 'node:fs';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { readReach } from '../../server/configuration.ts';
import { findServer, openData, withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import type { WireNewCalibration } from 'assay-sdk/wireJudges';

/** @returns the exit code */
export async function exportCalibration(
  context: CommandContext,
  calibrationId: string,
  { output }: { readonly output?: string },
): Promise<number> {
  return withData(context, async ({ client }) => {
    const { status: _asOfNow, ...calibration } = await client.judges.calibration(calibrationId);
    const { items: labels } = await client.judges.labels(calibration.calibrationId);
    const text = `${JSON.stringify({ calibration, labels } satisfies WireNewCalibration)}\n`;
    if (output === undefined) context.out.write(text);
    else {
      writeFileSync(output, text);
      context.err.write(`${countText(labels.length, 'label')} and every figure written to ${output}\n`);
    }
    return exitCodes.pass;
  });
}

/** @returns the exit code */
export async function importCalibrations(context: CommandContext, paths: readonly string[]): Promise<number> {
  const read = paths.map((path) => ({ path, body: contentOf(path) }));
  // Where nothing was recorded yet, as on a machine of CI, this is where it begins.
  const reach =
    (await findServer(context)) ?? (await openData(readReach(context.flags, context.env), context));
  try {
    const kept = [];
    for (const { path, body } of read) {
      const calibration = await reach.client.judges.record(body);
      kept.push(calibration);
      if (context.flags.json === true) continue;
      const { objective, calibrationId } = calibration;
      say(context, [
        `${calibrationId.slice(0, 8)}  the judge of ${visibleText(objective)}: ${calibration.status.required.kind} (${path})`,
      ]);
    }
    if (context.flags.json === true) sayJson(context, kept);
    return exitCodes.pass;
  } finally {
    await reach.close();
  }
}

/** Whether it is a calibration is for the receiver to check, with its id. */
function contentOf(path: string): WireNewCalibration {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as WireNewCalibration;
  } catch (cause) {
    throw new Refusal(
      `${path} cannot be read as a calibration: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Give a file that `assay judge export` wrote.',
    );
  }
}
