// A run that is killed with -9 and started again never asks for what it had counted.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { scriptedEndpoint } from '../../../tests/scriptedEndpoint.ts';

const program = resolve(import.meta.dirname, '../../../tests/evaluation/runUntilKilled.ts');

test('killed again and again, it resumes without asking twice for what it had', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-killed-'));
  const counted = new Set<string>();
  const askedAgain: string[] = [];
  const server = await scriptedEndpoint(({ question }, nth) => {
    if (counted.has(question)) askedAgain.push(question);
    if (nth % 7 === 0) return { do: 'status', status: 429, headers: { 'retry-after-ms': '10' } };
    return nth % 11 === 0 ? { do: 'break' } : { do: 'slow', ms: 5 };
  });
  try {
    const ended: string[] = [];
    for (let life = 0; ended.length === 0; life++) {
      const child = spawn(process.execPath, [program, folder, server.baseUrl], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let toldInThisLife = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        const index = /^counted (\d+)$/.exec(line)?.[1];
        if (index === undefined) ended.push(line.replace('ended ', ''));
        else {
          counted.add(`candidate ${index}`).add(`baseline ${index}`);
          // Later in every life, and never in the last: those counted before are told at once.
          if (++toldInThisLife >= counted.size / 2 && life < 3 && counted.size >= 20 * (life + 1))
            child.kill('SIGKILL');
        }
      }
      expect(life).toBeLessThan(6);
    }
    expect(askedAgain).toEqual([]);
    expect(JSON.parse(ended[0] ?? '')).toMatchObject({
      ended: 'complete',
      candidate: { calls: 50, errors: 0 },
      baseline: { calls: 50, errors: 0 },
    });
    expect(counted.size).toBe(100);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
