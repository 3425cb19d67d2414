/** Makes an experiment and empty runs in it through the MLflow API, which both servers speak. */
import { z } from 'zod';
import { postText } from '../load/requestText.ts';
import type { Peer } from './peer.ts';

const api = '/api/2.0/mlflow';
const withinMs = 30_000;
const experimentAnswer = z.object({ experiment_id: z.string() });
const runAnswer = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });

/** @returns the id of a new experiment */
export async function makeExperiment(peer: Peer, name: string): Promise<string> {
  const request = postText(peer.server.host, `${api}/experiments/create`, { name });
  return experimentAnswer.parse(JSON.parse(await peer.ask(request, withinMs))).experiment_id;
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
    ids.push(runIdOf(await peer.ask(postText(peer.server.host, `${api}/runs/create`, body), withinMs)));
  }
  return ids;
}

/** The run id in the answer to runs/create. */
export function runIdOf(answer: string): string {
  return runAnswer.parse(JSON.parse(answer)).run.info.run_id;
}
