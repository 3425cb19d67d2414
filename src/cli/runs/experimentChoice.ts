// Which experiments a command is about, by the names or ids that were typed; all of them when none were.
import { ApiError, type Client, everyItem } from 'assay-sdk';
import type { WireExperiment, WireView } from 'assay-sdk/wire';
import { visibleText } from '../print/visibleText.ts';
import { Refusal } from '../refusal.ts';

/** As many as one search takes. */
export const mostExperiments = 1000;

/** @throws Refusal when one does not exist */
export async function chosenExperiments(
  client: Client,
  typed: readonly string[],
  view: WireView = 'active',
): Promise<WireExperiment[]> {
  if (typed.length > 0) return Promise.all(typed.map((each) => findExperiment(client, each)));
  const all: WireExperiment[] = [];
  for await (const experiment of everyItem((cursor) =>
    client.experiments.list({ view, limit: mostExperiments, cursor }),
  )) {
    all.push(experiment);
    if (all.length === mostExperiments) break;
  }
  return all;
}

export async function experimentIds(
  client: Client,
  typed: readonly string[],
  view?: WireView,
): Promise<string[]> {
  return (await chosenExperiments(client, typed, view)).map(({ experimentId }) => experimentId);
}

/** A name comes before an id, because names are what people choose. */
async function findExperiment(client: Client, typed: string): Promise<WireExperiment> {
  const named = await client.experiments.byName(typed);
  if (named !== undefined) return named;
  try {
    return await client.experiments.get(typed);
  } catch (cause) {
    if (!(cause instanceof ApiError && cause.status < 500)) throw cause;
    throw new Refusal(
      `No experiment has the name or id '${visibleText(typed)}'.`,
      'See them with `assay experiments list`.',
    );
  }
}
