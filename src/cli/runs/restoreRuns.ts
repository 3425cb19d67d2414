// `assay runs restore`: brings deleted runs back. Not restoring a backup.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { findRuns, shortId } from './findRun.ts';

/** All are found before the first is restored. @returns the exit code */
export async function restoreRuns(context: CommandContext, typed: readonly string[]): Promise<number> {
  return withData(context, async ({ client }) => {
    const runs = await findRuns(client, typed);
    for (const { runId } of runs) await client.runs.restore(runId);
    if (context.flags.json === true) {
      sayJson(context, { items: await Promise.all(runs.map(({ runId }) => client.runs.get(runId))) });
      return exitCodes.pass;
    }
    say(
      context,
      runs.map(({ runId, name, lifecycleStage }) => {
        const named = `run ${shortId(runId)} ${visibleText(name)}`;
        return lifecycleStage === 'active' ? `R${named.slice(1)} was not deleted` : `Restored ${named}`;
      }),
    );
    return exitCodes.pass;
  });
}
