// Runs an evaluation inside a program, such as a test: the same gate as `assay gate`, with its result as a value. Not its report.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { EvalDefinition } from 'assay-sdk';
import { gateOrigin } from '../cli/gate/gateOrigin.ts';
import { isModulePath } from '../gate/evalModule/policyLines.ts';
import { evalModuleOf, readEvalModule } from '../gate/evalModule/readEvalModule.ts';
import type { GateFile } from '../gate/policy/gateFile.ts';
import { policyError } from '../gate/policy/policyProblem.ts';
import { readGateFile } from '../gate/policy/readGateFile.ts';
import { runGate } from '../gate/run/runGate.ts';
import type { Tier } from '../model/gatePolicy.ts';
import { processEnvironment } from '../server/configuration.ts';
import type { EvalRun } from './evalRun.ts';
import { openEvalStore } from './openEvalStore.ts';

export interface RunEvalOptions {
  /** `merge` when absent. */
  readonly tier?: Tier | undefined;
  /** The data directory, or `memory` to keep nothing; `ASSAY_DATA` or `.assay` when absent. Answers kept there are not asked for again. */
  readonly data?: string | undefined;
  /** A server that keeps the run; `ASSAY_URL` when absent, or the server that has the data directory open. */
  readonly url?: string | undefined;
  /** False asks and scores everything anew. */
  readonly cache?: boolean | undefined;
  /** Goes on although nothing could make it pass, as the precheck says. */
  readonly force?: boolean | undefined;
  /** Cancels; what was answered is kept. */
  readonly signal?: AbortSignal | undefined;
  /** For a definition given as a value: the module that exports its functions, as a path or URL. */
  readonly module?: string | URL | undefined;
  /** What that module exports, for programs whose loader gives them other instances than Node would (`import * as all from …`). */
  readonly exports?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * @param evaluation an `*.eval.ts` module or an `assay.yaml`, as a path from the working directory or a URL
 *   (`new URL('./my.eval.ts', import.meta.url)`); or a definition, whose functions are found by `options.module`
 * @throws AssayError `policy/invalid` with every problem and its place, `gate/infeasible`, and whatever keeps targets and evaluators from
 *   being opened. What goes wrong once it runs is no exception: the verdict is null, and `gateRun.error` says why.
 */
export async function runEval(
  evaluation: string | URL | EvalDefinition,
  options: RunEvalOptions = {},
): Promise<EvalRun> {
  const { tier = 'merge', data, url, cache = true, force = false } = options;
  const signal = options.signal ?? new AbortController().signal;
  const file = await readEvaluation(evaluation, options);
  const store = await openEvalStore({ data, url, component: file.component.name }, signal);
  try {
    const { run, results, resultBytes, warnings } = await runGate(
      store.gate,
      {
        file,
        tier,
        origin: gateOrigin(processEnvironment, file.source.folder),
        isForced: force,
        usesCache: cache,
      },
      {},
      signal,
    );
    await store.server?.gateRuns.record({
      run,
      results: resultBytes === null ? null : Buffer.from(resultBytes).toString('base64'),
    });
    return {
      verdict: run.verdict,
      judgement: run.judgement,
      gateRun: run,
      results,
      warnings,
      url: store.server === null ? null : `${store.server.url}/api/v1/gate-runs/${run.gateRunId}`,
      isKept: store.isKept,
    };
  } finally {
    await store.close();
  }
}

async function readEvaluation(
  evaluation: string | URL | EvalDefinition,
  { module, exports }: RunEvalOptions,
): Promise<GateFile> {
  if (typeof evaluation !== 'string' && !(evaluation instanceof URL)) {
    if (module === undefined) return evalModuleOf(evaluation, join(process.cwd(), 'definition'), {});
    const path = pathOf(module);
    return evalModuleOf(evaluation, path, exports ?? (await membersOf(path)));
  }
  const path = pathOf(evaluation);
  if (isModulePath(path)) return readEvalModule(path);
  return readGateFile(textOf(path), path);
}

function pathOf(place: string | URL): string {
  return place instanceof URL || place.startsWith('file:') ? fileURLToPath(place) : resolve(place);
}

/** The very instance that the program has, so that its functions are the same ones. */
async function membersOf(path: string): Promise<Readonly<Record<string, unknown>>> {
  return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
}

function textOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw policyError(path, [
      {
        line: 1,
        column: 1,
        pointer: '',
        message: `It cannot be read: ${reason}.`,
        fix: 'Paths are meant from the working directory; `new URL("./assay.yaml", import.meta.url)` is meant from the file itself.',
      },
    ]);
  }
}
