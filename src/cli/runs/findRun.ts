// A run by what a person types: its id, or enough of the beginning of it. Not by name: names are not unique.
import { ApiError, type Client } from 'assay-sdk';
import type { WireRun } from 'assay-sdk/wire';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { Refusal } from '../refusal.ts';
import { experimentIds } from './experimentChoice.ts';

/** The ids of runs are letters, digits, _ and -. */
const idText = /^[\w-]+$/;
const candidatesShown = 8;

/** @throws Refusal when no run, or more than one, begins with it */
export async function findRun(client: Client, typed: string): Promise<WireRun> {
  const exact = idText.test(typed) ? await runWithId(client, typed) : undefined;
  return exact ?? runBeginning(client, typed);
}

/** Several at once, in the order typed. */
export async function findRuns(client: Client, typed: readonly string[]): Promise<WireRun[]> {
  const found: WireRun[] = [];
  for (const each of typed) found.push(await findRun(client, each));
  return found;
}

async function runWithId(client: Client, runId: string): Promise<WireRun | undefined> {
  try {
    return await client.runs.get(runId);
  } catch (cause) {
    if (cause instanceof ApiError && cause.code === 'run/not-found') return undefined;
    throw cause;
  }
}

async function runBeginning(client: Client, typed: string): Promise<WireRun> {
  // The dialect of LIKE has no escape, so `_` also matches other characters; those are told apart here.
  const candidates = idText.test(typed)
    ? (
        await client.runs.search({
          experimentIds: await experimentIds(client, [], 'all'),
          filter: `attributes.run_id LIKE '${typed}%'`,
          view: 'all',
          limit: 100,
        })
      ).items.filter(({ runId }) => runId.startsWith(typed))
    : [];
  const [only, ...others] = candidates;
  if (only === undefined) {
    throw new Refusal(
      `No run has an id that is or begins with '${visibleText(typed)}'.`,
      'Find the run with `assay runs list`, by name with --filter "attributes.run_name = \'…\'".',
    );
  }
  if (others.length === 0) return only;
  const shown = candidates
    .slice(0, candidatesShown)
    .map(({ runId, name }) => `  ${runId}  ${visibleText(name)}`);
  const rest = candidates.length > shown.length ? [`  and ${candidates.length - shown.length} more`] : [];
  throw new Refusal(
    [`${countText(candidates.length, 'run')} begin with '${typed}':`, ...shown, ...rest].join('\n'),
    'Type more of the id.',
    exitCodes.wrongUsage,
  );
}

/** The beginning of an id that people read and type; whole ids are in --json. */
export function shortId(runId: string): string {
  return runId.slice(0, 8);
}
