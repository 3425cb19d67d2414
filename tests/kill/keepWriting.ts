// One writer: sends one write after another, of every kind, until the server is gone; keeps the ledger.
import { createHash } from 'node:crypto';
import type { Batch, Ledger, Write } from './ledger.ts';
import type { SeededRandom } from './seededRandom.ts';

/** @throws Error when the server refuses a write: nothing sent here may be refused */
export async function keepWriting(url: string, ledger: Ledger, random: SeededRandom): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const { write, send } = nextWrite(url, ledger, random, turn);
    ledger.inDoubt = write;
    let answer: Response;
    try {
      answer = await send();
      // The acknowledgement is the answer, whole.
      await answer.arrayBuffer();
    } catch {
      // The server was killed: this write stays in doubt.
      return;
    }
    if (!answer.ok) throw new Error(`${ledger.writer}: ${write.kind} was refused with ${answer.status}`);
    ledger.acknowledge(write);
    ledger.inDoubt = null;
  }
}

interface Sending {
  readonly write: Write;
  readonly send: () => Promise<Response>;
}

function nextWrite(url: string, { runId, writer }: Ledger, random: SeededRandom, turn: number): Sending {
  const post = (path: string, body: object): Promise<Response> =>
    fetch(`${url}/api/2.0/mlflow/runs/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ run_id: runId, ...body }),
    });
  switch (random.between(0, 9)) {
    case 0: {
      const param = { key: `${writer}.single.${turn}`, value: `p${turn}` };
      return { write: batch({ params: [param] }), send: () => post('log-parameter', param) };
    }
    case 1: {
      // A few keys, set again and again: the last acknowledged value must be there.
      const tag = { key: `${writer}.tag.${turn % 3}`, value: `t${turn}` };
      return { write: batch({ tags: [tag] }), send: () => post('set-tag', tag) };
    }
    case 2:
    case 3: {
      const content = random.bytes(random.between(0, 3) === 0 ? 0 : random.between(1, 60_000));
      const path = artifactPath(runId, writer, random.between(0, 7));
      const sha256 = createHash('sha256').update(content).digest('hex');
      return {
        write: { kind: 'upload', path, sha256 },
        send: () => fetch(artifactUrl(url, path), { method: 'PUT', body: new Uint8Array(content) }),
      };
    }
    case 4: {
      const path = artifactPath(runId, writer, random.between(0, 7));
      return {
        write: { kind: 'deletion', path },
        send: () => fetch(artifactUrl(url, path), { method: 'DELETE' }),
      };
    }
    default: {
      const write = randomBatch(writer, random, turn);
      const metrics = write.points.map((point) => ({ ...point, timestamp: 1_700_000_000_000 + point.step }));
      return { write, send: () => post('log-batch', { metrics, params: write.params, tags: write.tags }) };
    }
  }
}

function randomBatch(writer: string, random: SeededRandom, turn: number): Batch {
  const size = random.between(0, 4) === 0 ? random.between(100, 800) : random.between(1, 20);
  return batch({
    points: Array.from({ length: size }, (_, i) => ({
      key: `${writer}.metric.${i % 4}`,
      step: turn * 1000 + i,
      value: random.between(0, 1_000_000) / 1000,
    })),
    params: random.between(0, 2) === 0 ? [{ key: `${writer}.batch.${turn}`, value: `b${turn}` }] : [],
    tags: random.between(0, 2) === 0 ? [{ key: `${writer}.batch`, value: `b${turn}` }] : [],
  });
}

function batch(parts: Partial<Batch>): Batch {
  return { kind: 'batch', points: [], params: [], tags: [], ...parts };
}

function artifactPath(runId: string, writer: string, number: number): string {
  return `0/${runId}/artifacts/${writer}/${number}.bin`;
}

export function artifactUrl(url: string, path: string): string {
  return `${url}/api/2.0/mlflow-artifacts/artifacts/${path}`;
}
