// A gate against an endpoint that misbehaves, and a gate that is killed: the verdict is right, nothing is lost, nothing is asked twice.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endpointGate } from './endpointGate.ts';
import { unreliableEndpoint } from './unreliableEndpoint.ts';

const troubles = { '429': 0.1, '500': 0.08, html: 0.04, truncated: 0.04, hangUp: 0.04 };
/** Eight of each model. */
const atOnce = 16;
const kills = [37, 181, 305];
const calm = { '429': 0, '500': 0, html: 0, truncated: 0, hangUp: 0 };

/** Right for every sum; the candidate fails on one in four of the large ones. */
function answer(model: string, question: string): string {
  const n = Number(/\d+/.exec(question)?.[0]);
  return model.startsWith('candidate') && n >= 100 && n % 4 === 0 ? 'a lot' : String(2 * n);
}

interface Report {
  readonly gateRun: {
    readonly gateRunId: string;
    readonly verdict: string;
    readonly candidate: {
      readonly calls: number;
      readonly cached: number;
      readonly errors: number;
      readonly retries: number;
    };
    readonly judgement: {
      readonly checks: readonly {
        readonly slice: string | null;
        readonly verdict: string;
        readonly decides: boolean;
      }[];
    };
  };
}

test('429s, 500s, HTML and broken bodies cost time, not the verdict', { timeout: 60_000 }, async () => {
  const endpoint = await unreliableEndpoint({ answer, troubles, latencyMs: 4, seed: 7 });
  const gate = endpointGate(endpoint.url, 200);
  try {
    const { code, err } = await gate.run(['--quiet', '--report', 'json=report.json']);
    expect({ code, err }).toMatchObject({ code: 1 });
    const { gateRun: run } = JSON.parse(readFileSync(join(gate.folder, 'report.json'), 'utf8')) as Report;
    expect(run.verdict).toBe('FAIL');
    expect(run.candidate).toMatchObject({ calls: 200, errors: 0 });
    expect(run.candidate.retries).toBeGreaterThan(10);
    const failed = run.judgement.checks.filter((check) => check.decides && check.verdict === 'FAIL');
    expect(failed.map(({ slice }) => slice)).toContain('size=large');
    expect(Object.keys(endpoint.refused).toSorted()).toEqual(Object.keys(troubles).toSorted());
    // Every question of both arms was answered once: a broken answer is asked again, a whole one never.
    expect([...endpoint.answered.values()].filter((times) => times > 1)).toEqual([]);
    expect(endpoint.answered.size).toBe(400);
    const verified = await gate.run(['verify', run.gateRunId]);
    expect(verified.code).toBe(0);
  } finally {
    gate.dispose();
    await endpoint.close();
  }
});

test(
  'a gate that is killed goes on where it was, and asks nothing again that it had',
  { timeout: 60_000 },
  async () => {
    let killAt = 0;
    let kill: (() => void) | null = null;
    const endpoint = await unreliableEndpoint({
      answer: (model, question) => answer(model.replace('candidate', 'baseline'), question),
      troubles: calm,
      latencyMs: 10,
      seed: 11,
      onAnswer: (count) => {
        if (count === killAt) kill?.();
      },
    });
    const gate = endpointGate(endpoint.url, 200);
    try {
      for (const at of kills) {
        killAt = at;
        const child = gate.start(['--quiet']);
        kill = () => child.kill('SIGKILL');
        await new Promise((ended) => child.on('close', ended));
        expect(child.signalCode).toBe('SIGKILL');
      }
      kill = null;
      const { code, err } = await gate.run(['--quiet', '--report', 'json=report.json']);
      expect({ code, err }).toMatchObject({ code: 0 });
      const { gateRun: run } = JSON.parse(readFileSync(join(gate.folder, 'report.json'), 'utf8')) as Report;
      expect(run.candidate).toMatchObject({ calls: 200, errors: 0 });
      expect(run.candidate.cached).toBeGreaterThan(100);
      // What was on its way at the moment of a kill was never had, nor what was being written; nothing else may be asked again.
      const again = [...endpoint.answered.values()].reduce((sum, times) => sum + times - 1, 0);
      expect(again).toBeLessThanOrEqual(kills.length * 2 * atOnce);
      expect(endpoint.answered.size).toBe(400);
      const cached = await gate.run(['--quiet']);
      expect(cached.code).toBe(0);
      expect([...endpoint.answered.values()].reduce((sum, times) => sum + times, 0)).toBe(400 + again);
    } finally {
      gate.dispose();
      await endpoint.close();
    }
  },
);
