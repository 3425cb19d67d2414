/** A thousand recorded answers held to five deterministic checks, end to end, beside promptfoo doing the same. */
import path from 'node:path';
import type { Bench, Finding, Measure } from '../contract.ts';
import { duration, figure, megabytes, ratio, unknown } from '../format.ts';
import { median } from '../median.ts';
import type { EndedCommand } from '../servers/runCommand.ts';
import { type GateTask, writeAssayProject, writePromptfooProject } from '../stages/gateProject.ts';
import { exactlyRight, promptfoo, promptfooPassed, readReport, runAssay } from '../stages/gateTools.ts';

const targetRatio = 20;
const targetMemoryRatio = 2;
const promptfooFlags = ['-j', '25'];

/** Times of one tool in turn with the others, and the most memory of one more run. */
interface Measured {
  readonly wallMs: number[];
  peakBytes: number | undefined;
}

type Run = (isWeighed: boolean) => Promise<EndedCommand>;

export const gateRecorded: Measure = { name: 'gate-recorded', run };

async function run(bench: Bench): Promise<Finding> {
  const examples = bench.isQuick ? 250 : 1000;
  const rounds = bench.isQuick ? 2 : 5;
  const task: GateTask = { examples, arms: ['candidate'], endpoint: undefined, hasSlices: false };
  const tools = new Map<string, Run>();
  const right = new Map<string, number>();
  if (bench.assay !== undefined) {
    const folder = path.join(bench.scratch, 'gate-recorded');
    writeAssayProject(folder, task);
    // The first run is not timed: both keep compiled code and a database from then on.
    const { output } = await runAssay(folder, ['gate', '--json']);
    right.set('Assay', exactlyRight(readReport(output)));
    tools.set('assay', (isWeighed) => runAssay(folder, ['gate'], isWeighed));
  }
  const peer = await promptfoo(bench);
  if (peer !== undefined) {
    const folder = path.join(bench.scratch, 'promptfoo-recorded');
    writePromptfooProject(folder, task);
    const { output } = await peer.evaluate(folder, promptfooFlags);
    right.set('promptfoo', promptfooPassed(output));
    tools.set('promptfoo', (isWeighed) => peer.evaluate(folder, promptfooFlags, isWeighed));
    tools.set('unkept', (isWeighed) => peer.evaluate(folder, [...promptfooFlags, '--no-write'], isWeighed));
  }
  requireSame(right);
  const found = await measureInTurn(bench, tools, rounds);
  const own = found.get('assay');
  const kept = found.get('promptfoo');
  const wall = (name: string): number | undefined => median(found.get(name)?.wallMs ?? []);
  const factor = quotient(wall('promptfoo'), wall('assay'));
  const memoryFactor = quotient(kept?.peakBytes, own?.peakBytes);
  const row = (what: string, name: string): string[] => [
    what,
    duration(wall(name)),
    ratio(wall(name), wall('assay')),
    megabytes(found.get(name)?.peakBytes),
    ratio(found.get(name)?.peakBytes, own?.peakBytes),
  ];
  return {
    sections: [
      {
        title: `A gate on recorded outputs: ${figure(examples)} examples × 5 checks, from starting the process to its exit`,
        headers: ['', 'wall time', '× Assay', 'peak memory', '× Assay'],
        rows: [
          row('Assay', 'assay'),
          row(`promptfoo ${peer?.version ?? ''}`.trim(), 'promptfoo'),
          row('promptfoo, keeping nothing (--no-write)', 'unkept'),
        ],
        notes: [
          'the same outputs and checks: equality, containment, regular expression, JSON Schema, edit distance; both found as many answers right',
          'promptfoo is given the outputs with its tests (providerOutput), so that it asks no provider, and 25 at a time',
          'Assay and promptfoo keep their results in a database of their own; Assay also judges, with intervals',
          `medians of ${rounds} runs in turn after one that is not timed; memory is of the whole process tree, in a run of its own`,
          'promptfoo runs with telemetry, update check, sharing and remote generation switched off',
        ],
      },
    ],
    verdicts: [
      {
        what: 'gate on recorded outputs beside promptfoo',
        target: `≥ ${targetRatio} × faster`,
        measured: factor === undefined ? unknown : `${figure(factor)} ×`,
        isMet: factor === undefined ? undefined : factor >= targetRatio,
      },
      {
        what: 'its peak memory beside promptfoo',
        target: 'below half',
        measured: memoryFactor === undefined ? unknown : `${figure(100 / memoryFactor)} %`,
        isMet: memoryFactor === undefined ? undefined : memoryFactor > targetMemoryRatio,
      },
    ],
    raw: { examples, right: Object.fromEntries(right), ...Object.fromEntries(found) },
  };
}

async function measureInTurn(
  bench: Bench,
  tools: ReadonlyMap<string, Run>,
  rounds: number,
): Promise<ReadonlyMap<string, Measured>> {
  const found = new Map<string, Measured>();
  for (const name of tools.keys()) found.set(name, { wallMs: [], peakBytes: undefined });
  for (let round = 0; round <= rounds; round += 1) {
    const isWeighed = round === rounds;
    bench.say(isWeighed ? 'recorded outputs, weighed' : `recorded outputs, round ${round + 1} of ${rounds}`);
    for (const [name, runTool] of tools) {
      const { wallMs, peakBytes } = await runTool(isWeighed);
      const measured = found.get(name);
      if (measured === undefined) continue;
      if (isWeighed) measured.peakBytes = peakBytes;
      else measured.wallMs.push(wallMs);
    }
  }
  return found;
}

/** Tools that disagree have not done the same work. */
function requireSame(right: ReadonlyMap<string, number>): void {
  if (new Set(right.values()).size < 2) return;
  const said = [...right].map(([name, count]) => `${name} ${count}`).join(', ');
  throw new Error(`the tools disagree on how many answers are right: ${said}`);
}

function quotient(more: number | undefined, less: number | undefined): number | undefined {
  return more === undefined || less === undefined || less === 0 ? undefined : more / less;
}
