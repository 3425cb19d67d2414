// Answers that exist already as a target: a file, an artifact of a run, or an arm of a stored gate run. Nothing is asked.
import { resolve } from 'node:path';
import { buffer as readAll } from 'node:stream/consumers';
import { z } from 'zod';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { AssayError } from '../../model/errors.ts';
import type { Json } from '../../model/json.ts';
import type { Attempt, TargetKind, TargetRequest, TargetServices } from '../target.ts';
import { failedAttempt } from './failedAttempt.ts';
import { bytesOfBuffer, bytesOfFile } from './recordings/recordedBytes.ts';
import { attemptOfRecordedLine, keyOfRecordedLine } from './recordings/recordedLine.ts';
import { type LineKey, Recording, type RecordedBytes } from './recordings/recording.ts';
import { attemptOfResultLine, keyOfResultLine } from './recordings/resultLine.ts';
import { zstdFrames } from './recordings/zstdFrames.ts';

const options = z
  .strictObject({
    /** JSON lines: `exampleId` or `input`, `epoch` if there are several, and `output` with what else is known, or `error`. */
    file: z.string().min(1).nullable().default(null),
    /** Id of a stored gate run, or its beginning. */
    gateRun: z.string().min(4).nullable().default(null),
    /** Of the gate run. */
    arm: z.enum(['candidate', 'baseline']).default('candidate'),
    /** A file that a run keeps as an artifact, in the form of `file`. */
    artifact: z
      .strictObject({ runId: z.string().min(1), path: z.string().min(1) })
      .nullable()
      .default(null),
    trace: z.json().default(null),
  })
  .superRefine((given, check) => {
    if (given.trace !== null) {
      check.addIssue({
        code: 'custom',
        path: ['trace'],
        message: 'answers cannot be read from traces yet: export them as JSON lines and use "file"',
      });
      return;
    }
    const said = [given.file, given.gateRun, given.artifact].filter((each) => each !== null);
    if (said.length !== 1) {
      check.addIssue({ code: 'custom', message: 'needs exactly one of "file", "gateRun" and "artifact"' });
    }
  });

type Options = z.infer<typeof options>;

/** A recording in the store is held in memory while it is read. */
const mostStoredBytes = 2 ** 31 - 1;

/** Lines carry a whole example beside its answer. */
const lineAllowance = 1_000_000;

interface Source {
  readonly bytes: RecordedBytes;
  readonly keyOf: (line: Json) => LineKey | string;
  readonly attemptOf: (line: Json, epoch: number) => Attempt;
}

export const recordedTarget: TargetKind<Options> = {
  name: 'recorded',
  summary:
    'Answers that were recorded: a file of JSON lines, an artifact of a run, or an arm of a stored gate run.',
  options,
  fromText: (said) => ({ file: said }),
  async open(given, services) {
    const source = await sourceOf(given, services);
    const recording = await Recording.index(
      source.bytes,
      source.keyOf,
      services.mostOutputBytes + lineAllowance,
    );
    const { trace: _trace, ...said } = given;
    return {
      description: { use: 'recorded', ...said, content: recording.hash },
      hash: canonicalHash({ use: 'recorded', version: 1, arm: given.arm, content: recording.hash }),
      limitKey: `recorded ${recording.hash}`,
      mostConcurrent: null,
      isRecorded: true,
      async ask(request: TargetRequest): Promise<Attempt> {
        const found = recording.find(request.exampleId, request.epoch);
        return found.kind === 'found'
          ? source.attemptOf(found.value, request.epoch)
          : failedAttempt('target/not-recorded', found.why);
      },
      async close() {
        recording.close();
      },
    };
  },
};

async function sourceOf(given: Options, services: TargetServices): Promise<Source> {
  const lines = { keyOf: keyOfRecordedLine, attemptOf: attemptOfRecordedLine };
  if (given.file !== null) {
    return { bytes: bytesOfFile(resolve(services.folder, given.file), given.file), ...lines };
  }
  if (given.artifact !== null) {
    return { bytes: bytesOfBuffer(await artifactBytes(given.artifact, services)), ...lines };
  }
  const { arm } = given;
  return {
    bytes: bytesOfBuffer(await gateRunBytes(given.gateRun ?? '', services)),
    keyOf: (line) => keyOfResultLine(line, arm),
    attemptOf: (line, epoch) => attemptOfResultLine(line, arm, epoch),
  };
}

async function gateRunBytes(said: string, { store }: TargetServices): Promise<Buffer> {
  const [gateRunId, another] = await store.gateRuns.findByPrefix(said);
  if (gateRunId === undefined) {
    throw new AssayError('gate-run/not-found', `No gate run has an id that begins with ${said}.`);
  }
  if (another !== undefined) {
    throw new AssayError('gate-run/not-found', `Several gate runs have an id that begins with ${said}.`);
  }
  const results = await store.gateRuns.results(gateRunId);
  if (results === undefined) {
    throw new AssayError('target/missing-file', `The gate run ${gateRunId} has no stored results.`);
  }
  return Buffer.concat([...zstdFrames(results, mostStoredBytes)]);
}

async function artifactBytes(
  { runId, path }: { readonly runId: string; readonly path: string },
  { store }: TargetServices,
): Promise<Buffer> {
  const run = await store.runs.get(runId);
  if (run === undefined) throw new AssayError('run/not-found', `No run has the id ${runId}.`);
  const root = /^mlflow-artifacts:(?:\/\/[^/]*)?\/*(.*)$/s.exec(run.info.artifactUri)?.[1];
  if (root === undefined) {
    throw new AssayError(
      'artifact/elsewhere',
      `The artifacts of run ${runId} lie at ${run.info.artifactUri}.`,
    );
  }
  const file = await store.artifacts.find(`${root}/${path}`);
  if (file === undefined) {
    throw new AssayError('artifact/not-found', `The run ${runId} has no artifact ${path}.`);
  }
  return readAll(await store.artifacts.read(file, null));
}
