// Starts a run: returns at once with something that can be logged to, whether or not the server is there.
import { randomBytes, randomInt } from 'node:crypto';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { captureEnvironment, type CaptureOptions, type Captured } from './capture/captureEnvironment.ts';
import { client, type Client } from './client.ts';
import { type Logger, Problems, stderrLogger } from './logger.ts';
import { deliver } from './outbox/deliver.ts';
import type { Entry } from './outbox/entry.ts';
import { Outbox } from './outbox/outbox.ts';
import { Spool } from './outbox/spool.ts';
import { endWithProcess } from './processEnd.ts';
import { type Loggable, readText } from './readValue.ts';
import { replayInBackground, replayOnce } from './replaySpool.ts';
import { Run } from './run.ts';
import { sampleSystem } from './sampleSystem.ts';
import type { ConnectionOptions } from './transport.ts';
import type { WireTag } from './wire.ts';

export interface StartOptions extends ConnectionOptions {
  /** By name; it is made when there is none. `ASSAY_EXPERIMENT`, then the default experiment, when absent. */
  readonly experiment?: string | undefined;
  readonly name?: string | undefined;
  /** Why this run is made. Without it a run is no evidence. */
  readonly purpose?: string | undefined;
  readonly notes?: string | undefined;
  readonly params?: Readonly<Record<string, Loggable>> | undefined;
  readonly tags?: Readonly<Record<string, Loggable>> | undefined;
  /** The random seed, or several by name. */
  readonly seed?: number | bigint | string | Readonly<Record<string, number | bigint | string>> | undefined;
  /** Temperature, top-p and the like. */
  readonly decoding?: Readonly<Record<string, unknown>> | undefined;
  /** The version of the pipeline that makes this run. */
  readonly pipelineVersion?: string | undefined;
  readonly baseModel?:
    string | { readonly name: string; readonly config?: Readonly<Record<string, unknown>> } | undefined;
  /** The evaluation harness, with its version. */
  readonly harness?: string | undefined;
  /** Versions of benchmarks by name. */
  readonly benchmarks?: Readonly<Record<string, string>> | undefined;
  /** Declares a repeat: a run id, or a name that all repeats share. */
  readonly repeatOf?: string | undefined;
  /** The run above this one. */
  readonly parentRunId?: string | undefined;
  /** Chosen here, to go on with a run or to find it again; random when absent. */
  readonly runId?: string | undefined;
  readonly user?: string | undefined;
  /** What to note of the surroundings; everything when absent, nothing when false. */
  readonly capture?: boolean | CaptureOptions | undefined;
  /** Samples CPU and memory every 10 s; `false` does not. */
  readonly systemMetrics?: boolean | { readonly everyMs: number } | undefined;
  /** Where entries wait while the server is away; `.assay-spool` when absent. */
  readonly spoolFolder?: string | undefined;
  /** Where problems are said; stderr when absent. */
  readonly logger?: Logger | undefined;
  /** How long the end waits for a server that does not answer; 10 s when absent. */
  readonly patienceMs?: number | undefined;
}

const mostEntriesInMemory = 100;

/**
 * A run that can be logged to at once. Nothing after this throws.
 *
 * @throws TypeError when the URL is not one, or an id cannot be one
 */
export function startRun(options: StartOptions = {}): Run {
  const server = client(options);
  const spoolRoot = resolve(options.spoolFolder ?? process.env['ASSAY_SPOOL'] ?? '.assay-spool');
  const problems = new Problems(options.logger ?? stderrLogger);
  replayOnce({ ...options, spoolFolder: spoolRoot });
  const { capture = true } = options;
  const captured = capture === false ? null : captureEnvironment(capture === true ? {} : capture);
  return begin(options, { server, spoolRoot, problems, captured });
}

interface Surroundings {
  readonly server: Client;
  readonly spoolRoot: string;
  readonly problems: Problems;
  /** Shared by a run and those below it. */
  readonly captured: Promise<Captured> | null;
}

function begin(options: StartOptions, around: Surroundings): Run {
  const { server, spoolRoot, captured } = around;
  const problems = around.problems;
  const id = options.runId ?? randomBytes(16).toString('hex');
  if (!/^[a-zA-Z0-9][\w-]{0,255}$/.test(id)) {
    throw new TypeError(
      `A run id has 1 to 256 letters, digits, _ or -, and begins with a letter or digit; got '${id}'.`,
    );
  }
  const report = (what: string, error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    problems.report(`${what}: ${reason}`, `${what} of run ${id} was not accepted: ${reason}`);
  };
  const outbox = new Outbox({
    deliver: (entry) => deliver(server, id, entry, report),
    openSpool: () => Spool.create(spoolRoot, { version: 1, url: server.url, runId: id }, Date.now()),
    onAway: (error) =>
      problems.say(
        `${error instanceof Error ? error.message : String(error)} Entries wait in ${spoolRoot} meanwhile.`,
      ),
    onBack: () => replayInBackground({ ...options, spoolFolder: spoolRoot }),
    onLost: (entry, error) => report(`${entry.kind} entry`, error),
    retryAfterMs,
    mostInMemory: mostEntriesInMemory,
  });
  const run = new Run({
    id,
    url: `${server.url}/api/v1/runs/${id}`,
    outbox,
    problems,
    now: Date.now,
    patienceMs: options.patienceMs ?? 10_000,
    startChild: (below) =>
      begin(
        { ...inherited(options), ...below, parentRunId: id },
        { ...around, problems: new Problems(options.logger ?? stderrLogger) },
      ),
  });
  outbox.push(creation(id, options));
  run.params(options.params ?? {});
  if (captured !== null) run.include(() => noteEnvironment(run, captured));
  const { systemMetrics = true } = options;
  if (systemMetrics !== false)
    run.onEnd(sampleSystem(run, systemMetrics === true ? undefined : systemMetrics.everyMs));
  endWithProcess(run);
  return run;
}

/** Short at first, so that a restart is hardly noticed; then rare; never in step with other processes. */
function retryAfterMs(failures: number): number {
  const base = Math.min(15_000, 100 * 2 ** Math.min(failures, 10));
  return base / 2 + randomInt(Math.ceil(base / 2));
}

/** What a run below takes over from the one above. */
function inherited(options: StartOptions): StartOptions {
  const {
    name: _name,
    purpose: _purpose,
    notes: _notes,
    params: _params,
    runId: _runId,
    tags: _tags,
    ...rest
  } = options;
  // The machine is the same one; its figures belong to the run above.
  return { ...rest, systemMetrics: false };
}

function creation(id: string, options: StartOptions): Entry {
  return {
    kind: 'create',
    run: {
      runId: id,
      experimentName: options.experiment ?? process.env['ASSAY_EXPERIMENT'] ?? 'Default',
      name: options.name,
      userId: options.user ?? userName(),
      startTime: Date.now(),
      purpose: options.purpose,
      notes: options.notes,
      parentRunId: options.parentRunId,
      tags: evidenceTags(options),
    },
  };
}

function evidenceTags(options: StartOptions): WireTag[] {
  const {
    seed,
    decoding,
    pipelineVersion,
    baseModel,
    harness,
    benchmarks = {},
    repeatOf,
    tags = {},
  } = options;
  const found: [string, unknown][] = [
    ...Object.entries(tags),
    ...(typeof seed === 'object'
      ? Object.entries(seed).map(([name, value]): [string, unknown] => [`assay.seed.${name}`, value])
      : [['assay.seed', seed] satisfies [string, unknown]]),
    ['assay.decoding', decoding],
    ['assay.pipeline.version', pipelineVersion],
    ['assay.model.base', typeof baseModel === 'object' ? baseModel.name : baseModel],
    ['assay.model.config', typeof baseModel === 'object' ? baseModel.config : undefined],
    ['assay.harness', harness],
    ...Object.entries(benchmarks).map(([name, value]): [string, unknown] => [
      `assay.benchmark.${name}`,
      value,
    ]),
    ['assay.repeat.of', repeatOf],
  ];
  return found.flatMap(([key, value]) => {
    const reading = readText(value);
    return 'value' in reading ? [{ key, value: reading.value.slice(0, 8000) }] : [];
  });
}

async function noteEnvironment(run: Run, captured: Promise<Captured>): Promise<void> {
  const { tags, environment, diff } = await captured;
  run.tags(tags);
  run.artifact({ name: 'environment.json', data: `${JSON.stringify(environment, null, 2)}\n` });
  if (diff !== null) run.artifact({ name: 'source.diff', data: diff });
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return process.env['USER'] ?? '';
  }
}
