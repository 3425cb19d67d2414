/** Makes an experiment and empty runs in it through the MLflow API, which both servers speak. */
import { z } from 'zod';
import { postText } from '../load/requestText.ts';
import type { Peer } from './peer.ts';

const api = '/api/2.0/mlflow';
const experimentAnswer = z.object({ experiment_id: z.string() });
const runAnswer = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });

/** @returns the id of a new experiment */
export async function makeExperiment(peer: Peer, name: string): Promise<string> {
  const answer = await peer.prepare((attempt) => {
    // A lost answer may hide an experiment that was made: its name is then taken.
    const body = { name: attempt === 1 ? name : `${name}, attempt ${attempt}` };
    return postText(peer.server.host, `${api}/experiments/create`, body);
  });
  return experimentAnswer.parse(JSON.parse(answer)).experiment_id;
}

/** @returns the ids of new, running runs */
export async function makeRuns(peer: Peer, experimentId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const body = {
      experiment_id: experimentId,
      start_time: 1_760_000_000_000 + index,
      run_name: `run-${index}`,
    };
    const request = postText(peer.server.host, `${api}/runs/create`, body);
    ids.push(runIdOf(await peer.prepare(() => request)));
  }
  return ids;
}

/** The runs have ended, as trainings do; a store may now tidy up what it kept at hand for them. */
export async function finishRuns(peer: Peer, runIds: readonly string[]): Promise<void> {
  for (const runId of runIds) {
    const body = { run_id: runId, status: 'FINISHED', end_time: 1_760_100_000_000 };
    const request = postText(peer.server.host, `${api}/runs/update`, body);
    await peer.prepare(() => request);
  }
}

/** The run id in the answer to runs/create. */
export function runIdOf(answer: string): string {
  return runAnswer.parse(JSON.parse(answer)).run.info.run_id;
}
