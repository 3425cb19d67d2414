// Starts a run: returns at once with something that can be logged to, whether or not the server is there.
import { randomBytes, randomInt } from 'node:crypto';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { captureEnvironment, type Captured } from './capture/captureEnvironment.ts';
import { client, type Client } from './client.ts';
import { Problems, stderrLogger } from './logger.ts';
import { deliver } from './outbox/deliver.ts';
import type { Entry } from './outbox/entry.ts';
import { Outbox } from './outbox/outbox.ts';
import { Spool } from './outbox/spool.ts';
import { evidenceTags } from './evidenceTags.ts';
import { endWithProcess } from './processEnd.ts';
import { replayInBackground, replayOnce } from './replaySpool.ts';
import { Run } from './run.ts';
import { sampleSystem } from './sampleSystem.ts';
import type { StartOptions } from './startOptions.ts';

const mostEntriesInMemory = 100;
const runIdForm = /^[a-zA-Z0-9][\w-]{0,255}$/;

/**
 * A run that can be logged to at once. Nothing after this throws.
 *
 * @throws TypeError when the URL is not one, or an id cannot be one
 */
export function startRun(options: StartOptions = {}): Run {
  if (options.runId !== undefined && !runIdForm.test(options.runId)) {
    throw new TypeError(
      `A run id has 1 to 256 letters, digits, _ or -, and begins with a letter or digit; got '${options.runId}'.`,
    );
  }
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
  const { server, spoolRoot, captured, problems } = around;
  const id = options.runId ?? randomBytes(16).toString('hex');
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
    startChild(below) {
      const own = new Problems(options.logger ?? stderrLogger);
      const isNameable = below.runId === undefined || runIdForm.test(below.runId);
      if (!isNameable) own.report('run id', `'${below.runId}' cannot be a run id; the run got another.`);
      const { runId } = isNameable ? below : {};
      return begin({ ...inherited(options), ...below, runId, parentRunId: id }, { ...around, problems: own });
    },
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
    repeatOf: _repeatOf,
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
