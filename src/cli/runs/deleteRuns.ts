// `assay runs delete`: puts runs away. Nothing is destroyed, so nothing is asked.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { findRuns, shortId } from './findRun.ts';

/** All are found before the first is deleted. @returns the exit code */
export async function deleteRuns(context: CommandContext, typed: readonly string[]): Promise<number> {
  return withData(context, async ({ client }) => {
    const runs = await findRuns(client, typed);
    for (const { runId } of runs) await client.runs.delete(runId);
    if (context.flags.json === true) {
      sayJson(context, { items: await Promise.all(runs.map(({ runId }) => client.runs.get(runId))) });
      return exitCodes.pass;
    }
    say(
      context,
      runs.map(({ runId, name, lifecycleStage }) =>
        lifecycleStage === 'deleted'
          ? `Run ${shortId(runId)} ${visibleText(name)} was deleted before`
          : `Deleted run ${shortId(runId)} ${visibleText(name)}; bring it back with assay runs restore ${shortId(runId)}`,
      ),
    );
    return exitCodes.pass;
  });
}
