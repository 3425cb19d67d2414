/** `assay gate` and `promptfoo eval` as a user runs them: one process from start to exit. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Bench } from '../contract.ts';
import { promptfooInstall } from '../servers/promptfooInstall.ts';
import { type CommandOrder, type EndedCommand, runCommand } from '../servers/runCommand.ts';
import { once } from './once.ts';

const program = fileURLToPath(new URL('../../src/cli/assay.ts', import.meta.url));
const withinMs = 10 * 60_000;

/** PASS, FAIL and INCONCLUSIVE are all work done. */
const verdictCodes = [0, 1, 2];

/** Runs a command of Assay in a folder, on the data directory in it. */
export function runAssay(
  folder: string,
  args: readonly string[],
  isWeighed = false,
  accepts: readonly number[] = verdictCodes,
): Promise<EndedCommand> {
  return runCommand(
    {
      label: 'assay',
      command: process.execPath,
      args: [program, ...args, '--data', path.join(folder, '.assay')],
      cwd: folder,
      accepts,
      timeoutMs: withinMs,
    },
    isWeighed,
  );
}

const reportSchema = z.object({
  gateRun: z.object({
    gateRunId: z.string(),
    candidate: z.object({ calls: z.number(), cached: z.number(), errors: z.number() }),
    execution: z.object({ wallMs: z.number(), scores: z.number() }),
    judgement: z.object({
      checks: z.array(
        z.object({
          objective: z.string(),
          slice: z.string().nullable(),
          n: z.number(),
          candidateMean: z.number().nullable(),
        }),
      ),
    }),
  }),
});

/** What a gate found, as its JSON report says. */
export type GateFound = z.infer<typeof reportSchema>['gateRun'];

/** @throws ZodError when it is no report */
export function readReport(output: string): GateFound {
  return reportSchema.parse(JSON.parse(output.slice(output.indexOf('{')))).gateRun;
}

/** How many answers were exactly right. */
export function exactlyRight({ judgement }: GateFound): number {
  const check = judgement.checks.find(({ objective, slice }) => objective === 'equal' && slice === null);
  return Math.round((check?.candidateMean ?? 0) * (check?.n ?? 0));
}

/** promptfoo, ready to be run. */
export interface Promptfoo {
  readonly version: string;
  /** Runs `promptfoo eval` in a folder; `home` is where it keeps results and answers, by default one that all runs share. */
  evaluate(
    folder: string,
    flags: readonly string[],
    isWeighed?: boolean,
    home?: string,
  ): Promise<EndedCommand>;
}

/** Undefined when it is left out or cannot be had; the bench has said why. */
export const promptfoo = once(async (bench: Bench): Promise<Promptfoo | undefined> => {
  if (!bench.wantsPromptfoo) return undefined;
  try {
    const { script, version } = await promptfooInstall((line) => bench.say(line));
    return {
      version,
      evaluate: (folder, flags, isWeighed = false, home = path.join(bench.scratch, 'promptfoo-home')) =>
        runCommand(evaluation(script, folder, flags, home), isWeighed),
    };
  } catch (error) {
    bench.say(`${error instanceof Error ? error.message : String(error)}; only Assay is measured`);
    return undefined;
  }
});

function evaluation(script: string, folder: string, flags: readonly string[], home: string): CommandOrder {
  return {
    label: 'promptfoo',
    command: process.execPath,
    args: [script, 'eval', '-c', 'promptfooconfig.json', '--no-table', '--no-progress-bar', ...flags],
    cwd: folder,
    env: {
      PROMPTFOO_CONFIG_DIR: home,
      // Nothing leaves this machine, and nothing waits for a network.
      PROMPTFOO_DISABLE_TELEMETRY: '1',
      PROMPTFOO_DISABLE_UPDATE: '1',
      PROMPTFOO_DISABLE_SHARING: '1',
      PROMPTFOO_DISABLE_REMOTE_GENERATION: '1',
    },
    // 100 says that some assertions did not hold.
    accepts: [0, 100],
    timeoutMs: withinMs,
  };
}

/** How many tests passed every assertion. @throws Error when it does not say */
export function promptfooPassed(output: string): number {
  const found = /([\d,]+) passed/.exec(output);
  if (found === null) throw new Error(`promptfoo did not say how many passed: ${output.slice(-300)}`);
  return Number((found[1] ?? '').replaceAll(',', ''));
}
