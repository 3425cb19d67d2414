/** Hands an order to seedMlflow.py, which writes into MLflow's database while its server is idle. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Bench } from '../contract.ts';
import { mlflowDatabase } from '../servers/mlflow.ts';
import type { Peer } from './peer.ts';

const script = fileURLToPath(new URL('seedMlflow.py', import.meta.url));
const answer = z.object({ runIds: z.array(z.string()) });

/** @returns the ids of the first 1,000 runs written; @throws with Python's words when it fails */
export async function fillMlflow(
  bench: Bench,
  peer: Peer,
  order: Record<string, unknown>,
): Promise<string[]> {
  if (bench.python === undefined) throw new Error('there is no Python to fill MLflow with');
  const child = spawn(bench.python, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  child.stdin.end(JSON.stringify({ ...order, database: mlflowDatabase(peer.server.dataDir) }));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`MLflow's database could not be filled: ${complaint.slice(-500)}`);
  return answer.parse(JSON.parse(output)).runIds;
}
