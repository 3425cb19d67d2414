/** The gate on a local endpoint that takes its time, then again with every answer kept; both are measured from one set of runs. */
import path from 'node:path';
import type { Bench } from '../contract.ts';
import { type Endpoint, startEndpoint } from '../servers/endpoint.ts';
import { type GateTask, writeAssayProject, writePromptfooProject } from './gateProject.ts';
import { exactlyRight, promptfoo, promptfooPassed, readReport, runAssay } from './gateTools.ts';
import { once } from './once.ts';

export const latencyMs = 300;
export const concurrency = 25;

/** Times of one tool. */
export interface EndpointTimes {
  /** Every question asked. */
  readonly asking: number[];
  /** Every answer kept. */
  readonly again: number[];
}

export interface EndpointGates {
  readonly examples: number;
  /** Questions of one run, both versions. */
  readonly questions: number;
  readonly idealMs: number;
  readonly assay: EndpointTimes | undefined;
  /** Of Assay's runner alone, without starting the process. */
  readonly runnerMs: readonly number[];
  readonly promptfoo: EndpointTimes | undefined;
  readonly promptfooVersion: string | undefined;
}

export const endpointGates = once(async (bench: Bench): Promise<EndpointGates> => {
  const examples = bench.isQuick ? 100 : 250;
  const rounds = bench.isQuick ? 1 : 3;
  const questions = examples * 2;
  const endpoint = await startEndpoint(path.join(bench.scratch, 'endpoint'), latencyMs);
  try {
    const task: GateTask = {
      examples,
      arms: ['candidate', 'baseline'],
      endpoint: { baseUrl: endpoint.baseUrl, concurrency },
      hasSlices: false,
    };
    const assay = { asking: [], again: [] } satisfies EndpointTimes as EndpointTimes;
    const runnerMs: number[] = [];
    const peer = await promptfoo(bench);
    const other = { asking: [], again: [] } satisfies EndpointTimes as EndpointTimes;
    for (let round = 0; round < rounds; round += 1) {
      bench.say(`gates on a local endpoint, round ${round + 1} of ${rounds}`);
      if (bench.assay !== undefined) {
        const folder = path.join(bench.scratch, `gate-endpoint-${round}`);
        runnerMs.push(await timeAssay(folder, task, endpoint, assay));
      }
      if (peer !== undefined) {
        // Its cache lies in its home: each round has one of its own.
        const folder = path.join(bench.scratch, `promptfoo-endpoint-${round}`);
        writePromptfooProject(folder, task);
        const evaluate = async (): Promise<number> => {
          const flags = ['-j', String(concurrency)];
          const { wallMs, output } = await peer.evaluate(folder, flags, false, path.join(folder, 'home'));
          const passed = promptfooPassed(output);
          if (passed === 0) throw new Error(`promptfoo passed nothing: ${output.slice(-300)}`);
          return wallMs;
        };
        const ask = await counted(endpoint, evaluate);
        if (ask.asked !== questions) throw new Error(`promptfoo asked ${ask.asked} of ${questions}`);
        other.asking.push(ask.wallMs);
        other.again.push((await counted(endpoint, evaluate)).wallMs);
      }
    }
    return {
      examples,
      questions,
      idealMs: (questions * latencyMs) / concurrency,
      assay: bench.assay === undefined ? undefined : assay,
      runnerMs,
      promptfoo: peer === undefined ? undefined : other,
      promptfooVersion: peer?.version,
    };
  } finally {
    await endpoint.stop();
  }
});

/** @returns what the runner says it took */
async function timeAssay(
  folder: string,
  task: GateTask,
  endpoint: Endpoint,
  times: EndpointTimes,
): Promise<number> {
  writeAssayProject(folder, task);
  let runnerMs = 0;
  const gate = async (): Promise<number> => {
    const { wallMs, output } = await runAssay(folder, ['gate', '--json', '--quiet']);
    const found = readReport(output);
    if (exactlyRight(found) !== task.examples - Math.ceil(task.examples / 10)) {
      throw new Error(`Assay found ${exactlyRight(found)} of ${task.examples} right`);
    }
    runnerMs ||= found.execution.wallMs;
    return wallMs;
  };
  const ask = await counted(endpoint, gate);
  if (ask.asked !== task.examples * 2) throw new Error(`Assay asked ${ask.asked} of ${task.examples * 2}`);
  times.asking.push(ask.wallMs);
  const again = await counted(endpoint, gate);
  if (again.asked !== 0) throw new Error(`a rerun asked ${again.asked} questions again`);
  times.again.push(again.wallMs);
  return runnerMs;
}

async function counted(
  endpoint: Endpoint,
  work: () => Promise<number>,
): Promise<{ readonly wallMs: number; readonly asked: number }> {
  const before = await endpoint.asked();
  const wallMs = await work();
  return { wallMs, asked: (await endpoint.asked()) - before };
}
