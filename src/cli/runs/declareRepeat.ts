// `assay runs repeat`: declares that a run repeats another, or belongs to a named group of repeats.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { findRun, shortId } from './findRun.ts';

export interface DeclareRepeatFlags {
  readonly of: string;
}

const repeatTag = 'assay.repeat.of';

/** @returns the exit code */
export async function declareRepeat(
  context: CommandContext,
  typed: string,
  { of }: DeclareRepeatFlags,
): Promise<number> {
  return withData(context, async ({ client }) => {
    const run = await findRun(client, typed);
    const original = await findRun(client, of).catch((cause: unknown) => {
      // What names no run names a group. Several runs are neither.
      if (cause instanceof Refusal && cause.message.startsWith('No run')) return undefined;
      throw cause;
    });
    if (original?.runId === run.runId) {
      throw new Refusal('A run does not repeat itself.', 'Name the run that it repeats, or a group.');
    }
    const group = original?.runId ?? of;
    await client.runs.batch(run.runId, { tags: [{ key: repeatTag, value: group }] });
    const repeats = await client.evidence.repeats(run.runId);
    if (context.flags.json === true) {
      sayJson(context, repeats);
      return exitCodes.pass;
    }
    const whom =
      original === undefined
        ? `the group '${visibleText(of)}'`
        : `run ${shortId(original.runId)} ${visibleText(original.name)}`;
    const verb = original === undefined ? 'now belongs to' : 'now repeats';
    const lines = [
      `Run ${shortId(run.runId)} ${visibleText(run.name)} ${verb} ${whom}; ${countText(repeats.declared.length, 'run')} in all`,
    ];
    if (original !== undefined && original.experimentId !== run.experimentId) {
      lines.push(
        context.style.warning('They are in different experiments, and repeats are counted within one.'),
      );
    }
    say(context, lines);
    return exitCodes.pass;
  });
}
