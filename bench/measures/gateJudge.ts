/** Stored scores compared: five dimensions, twenty slices, two versions; the judgement alone and `assay gate verify` as a user runs it. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Bench, Finding, Measure } from '../contract.ts';
import { duration, figure } from '../format.ts';
import { median } from '../median.ts';
import { runCommand } from '../servers/runCommand.ts';
import { runAssay } from '../stages/gateTools.ts';
import { largeGate, type LargeGate } from '../stages/largeGate.ts';

const targetMs = 1000;
const script = fileURLToPath(new URL('../stages/judgeStored.ts', import.meta.url));

const partsSchema = z.object({
  decodeMs: z.number(),
  tableMs: z.number(),
  judgeMs: z.array(z.number()),
});

export const gateJudge: Measure = { name: 'gate-judge', run };

async function run(bench: Bench): Promise<Finding> {
  const gate = await largeGate(bench);
  const parts = gate && (await judgeAlone(gate));
  const verifyMs = gate && (await verify(gate, bench.isQuick ? 2 : 3));
  const scores = gate?.found.execution.scores;
  const checks = gate?.found.judgement.checks.length;
  const [first] = parts?.judgeMs ?? [];
  const verified = median(verifyMs ?? []);
  return {
    sections: [
      {
        title: `${figure(scores)} stored scores compared: 5 dimensions, 20 slices, 2 versions, ${figure(checks)} checks`,
        headers: ['', 'time'],
        rows: [
          ['judging alone, the first time in a process', duration(first)],
          ['judging alone, median of five', duration(median(parts?.judgeMs ?? []))],
          ['reading the stored results', duration(parts?.decodeMs)],
          ['making the score table of them', duration(parts?.tableMs)],
          ['assay gate verify, from starting the process to its exit', duration(verified)],
        ],
        notes: ['verify reads the stored results, judges them anew and compares every byte of the judgement'],
      },
    ],
    verdicts: [
      {
        what: `${figure(scores)} stored scores compared`,
        target: '< 1 s',
        measured: duration(first),
        isMet: first === undefined ? undefined : first < targetMs,
      },
    ],
    raw: { scores, checks, ...parts, verifyMs },
  };
}

async function judgeAlone({ folder, found }: LargeGate): Promise<z.infer<typeof partsSchema>> {
  const { output } = await runCommand({
    label: 'judging stored scores',
    command: process.execPath,
    args: [script, path.join(folder, '.assay'), found.gateRunId],
    cwd: folder,
    accepts: [0],
    timeoutMs: 120_000,
  });
  return partsSchema.parse(JSON.parse(output));
}

async function verify({ folder, found }: LargeGate, rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push((await runAssay(folder, ['gate', 'verify', found.gateRunId], false, [0])).wallMs);
  }
  return times;
}
