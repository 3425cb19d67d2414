// Everything that is known of a run, gathered once: what `runs show` prints and what its JSON holds.
import { ApiError, type Client } from 'assay-sdk';
import type { WireArtifact, WireExperiment, WireRun, WireSeriesSummary } from 'assay-sdk/wire';
import type { WireEvidence, WireRepeats, WireRunReference } from 'assay-sdk/wireEvidence';
import type { WireRunModels } from 'assay-sdk/wireModels';

/** The stable shape of `assay runs show --json`. */
export interface RunDetails {
  readonly run: WireRun;
  readonly experiment: WireExperiment;
  /** Figures of each metric series. */
  readonly metrics: readonly WireSeriesSummary[];
  readonly evidence: WireEvidence;
  readonly repeats: WireRepeats;
  readonly artifacts: ArtifactTree;
  readonly models: WireRunModels;
  readonly parent: WireRunReference | null;
  /** Oldest first, at most `mostChildren`. */
  readonly children: readonly WireRunReference[];
  readonly hasMoreChildren: boolean;
}

export interface ArtifactTree {
  /** All that were looked at, directories before what is in them. */
  readonly entries: readonly WireArtifact[];
  /** There is more than was looked at. */
  readonly isCut: boolean;
  /** The artifacts lie where the server cannot look. */
  readonly isElsewhere: boolean;
}

export const mostChildren = 100;
const mostArtifacts = 200;

export async function runDetails(client: Client, run: WireRun): Promise<RunDetails> {
  const { runId, experimentId, parentRunId } = run;
  const [experiment, metrics, evidence, repeats, artifacts, models, parent, children] = await Promise.all([
    client.experiments.get(experimentId),
    client.metrics.summaries({ runIds: [runId] }),
    client.evidence.of(runId),
    client.evidence.repeats(runId),
    artifactTree(client, runId),
    client.runs.models(runId),
    parentRunId === null ? null : parentOf(client, parentRunId),
    client.runs.search({
      experimentIds: [experimentId],
      filter: `tags.\`mlflow.parentRunId\` = '${runId}'`,
      orderBy: ['attributes.start_time ASC'],
      limit: mostChildren,
      select: [],
    }),
  ]);
  return {
    run,
    experiment,
    metrics: metrics.items,
    evidence,
    repeats,
    artifacts,
    models,
    parent,
    children: children.items.map(referenceTo),
    hasMoreChildren: children.next !== null,
  };
}

async function parentOf(client: Client, runId: string): Promise<WireRunReference | null> {
  try {
    return referenceTo(await client.runs.get(runId));
  } catch (cause) {
    // The tag is any text; it may name a run that was never here.
    if (cause instanceof ApiError && cause.status === 404) return null;
    throw cause;
  }
}

function referenceTo({ runId, experimentId, name, status, startTime, endTime }: WireRun): WireRunReference {
  return { runId, experimentId, name, status, startTime, endTime };
}

/** Looks into directories level by level, so that what is cut lies deepest. */
async function artifactTree(client: Client, runId: string): Promise<ArtifactTree> {
  const entries: WireArtifact[] = [];
  const directories = [''];
  let isCut = false;
  for (let directory = directories.shift(); directory !== undefined; directory = directories.shift()) {
    if (entries.length >= mostArtifacts) return { entries, isCut: true, isElsewhere: false };
    try {
      const page = await client.artifacts.list(runId, directory);
      const room = mostArtifacts - entries.length;
      isCut ||= page.next !== null || page.items.length > room;
      const taken = page.items.slice(0, room);
      entries.push(...taken);
      directories.push(...taken.filter(({ isDirectory }) => isDirectory).map(({ path }) => path));
    } catch (cause) {
      if (!(cause instanceof ApiError && cause.code === 'artifact/elsewhere')) throw cause;
      return { entries, isCut: false, isElsewhere: true };
    }
  }
  return { entries, isCut, isElsewhere: false };
}
