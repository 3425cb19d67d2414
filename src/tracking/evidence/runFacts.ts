// What the evidence of a run is computed from: the run and the files that describe its environment. Gathered once, judged elsewhere.
import { AssayError } from '../../model/errors.ts';
import type { Run } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';

export interface RunFacts {
  readonly run: Run;
  /** Names at the top of the run's artifacts. */
  readonly artifactNames: readonly string[];
  /** Names at the top of the artifacts of the models the run produced. */
  readonly modelFileNames: readonly string[];
}

/** Evidence looks at names only, and this many say enough. */
const mostNames = 200;
const mostModels = 5;

/** @throws AssayError `run/not-found` */
export async function gatherRunFacts(context: TrackingContext, runId: string): Promise<RunFacts> {
  const run = await context.store.runs.get(runId);
  if (run === undefined) throw new AssayError('run/not-found', `Run with id=${runId} not found`, { runId });
  const artifactNames = await namesIn(context, run.info.artifactUri);
  const folder = run.info.artifactUri.replace(/\/[^/]+\/artifacts$/, '');
  const modelFileNames: string[] = [];
  for (const output of run.modelOutputs.slice(0, mostModels)) {
    modelFileNames.push(...(await namesIn(context, `${folder}/models/${output.modelId}/artifacts`)));
  }
  return { run, artifactNames, modelFileNames };
}

/** Only what Assay serves itself can be looked into; elsewhere the names stay unknown. */
async function namesIn(context: TrackingContext, uri: string): Promise<string[]> {
  const served = /^mlflow-artifacts:\/*(.*)$/.exec(uri)?.[1];
  if (served === undefined) return [];
  const page = await context.store.artifacts.list(served, { limit: mostNames, after: null });
  return page.items.map((entry) => entry.name);
}
