// `assay gate show`: a gate run as it was reported when it ended, from what was stored.
import { terminalReport } from '../../gate/reports/terminalReport.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { withData } from '../reach/reachData.ts';
import { reportPrinter } from './reportPrinter.ts';

export interface ShowGateRunFlags {
  readonly examples?: number;
}

/** Enough to show the worst of any focus the report takes. */
const examplesRead = 200;

/** @returns the exit code */
export async function showGateRun(
  context: CommandContext,
  gateRunId: string,
  flags: ShowGateRunFlags,
): Promise<number> {
  return withData(context, async ({ client }) => {
    const run = await client.gateRuns.get(gateRunId);
    if (context.flags.json === true) {
      sayJson(context, run);
      return exitCodes.pass;
    }
    const examples =
      run.resultsHash === null
        ? []
        : (await client.gateRuns.examples(run.gateRunId, { limit: examplesRead })).items;
    const lines = terminalReport(
      { run, examples, url: null, next: [] },
      reportPrinter(context),
      ...(flags.examples === undefined ? [] : [{ mostExamples: flags.examples }]),
    );
    say(context, lines);
    return exitCodes.pass;
  });
}
