// `assay runs tag`: sets and removes tags of a run, all or none of what is set.
import type { WireTag } from 'assay-sdk/wire';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { findRun, shortId } from './findRun.ts';

/** @returns the exit code */
export async function tagRun(
  context: CommandContext,
  typed: string,
  assignments: readonly string[],
): Promise<number> {
  const tags = assignments.map(readAssignment);
  const set = tags.filter(({ value }) => value !== '');
  const removed = tags.filter(({ value }) => value === '').map(({ key }) => key);
  return withData(context, async ({ client }) => {
    const run = await findRun(client, typed);
    if (set.length > 0) await client.runs.batch(run.runId, { tags: set });
    for (const key of removed) await client.runs.deleteTag(run.runId, key);
    if (context.flags.json === true) {
      sayJson(context, await client.runs.get(run.runId));
      return exitCodes.pass;
    }
    const of = `of run ${shortId(run.runId)} ${visibleText(run.name)}`;
    say(context, [
      ...set.map(({ key, value }) => `Set tag ${visibleText(key)} ${of} to ${visibleText(value)}`),
      ...removed.map((key) => `Removed tag ${visibleText(key)} ${of}`),
    ]);
    return exitCodes.pass;
  });
}

/** The key ends at the first `=`; the value may have more of them. */
function readAssignment(text: string): WireTag {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new Refusal(
      `'${visibleText(text)}' is not KEY=VALUE.`,
      'Such as assay.purpose="does dropout help?"',
    );
  }
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}
