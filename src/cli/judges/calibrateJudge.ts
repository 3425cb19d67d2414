// `assay judge calibrate`: measures the judge of an objective against a file of labels, and keeps the result for the gate.
import { readFileSync } from 'node:fs';
import { openDataset } from '../../datasets/opening/openDataset.ts';
import { openEvaluator } from '../../evals/openEvaluator.ts';
import {
  calibrateJudge as calibrate,
  type CalibrationMade,
} from '../../evals/judges/calibration/calibrateJudge.ts';
import { calibrationStatus } from '../../evals/judges/calibration/calibrationStatus.ts';
import type { GateFile, ObjectiveFile } from '../../gate/policy/gateFile.ts';
import { AssayError } from '../../model/errors.ts';
import type { Example } from '../../model/example.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { gateOrigin } from '../gate/gateOrigin.ts';
import { openGate, type OpenGate } from '../gate/openGate.ts';
import { readGate } from '../gate/readGate.ts';
import { countText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { Refusal } from '../refusal.ts';
import { calibrationLines } from './calibrationLines.ts';

export interface CalibrateFlags {
  readonly objective: string;
  readonly labels: string;
  readonly as?: string;
  readonly cache?: boolean;
}

/** Of the objective when the policy leaves it to the size of the dataset. */
const usualMargin = 0.05;
const mostProblems = 5;

/** @returns 0 when the judge may decide now, 2 when it may not */
export async function calibrateJudge(
  context: CommandContext,
  path: string | undefined,
  flags: CalibrateFlags,
): Promise<number> {
  const file = await readGate(path);
  const objective = objectiveNamed(file, flags.objective);
  const bytes = bytesOf(flags.labels);
  const open = await openGate(context, file.component.name);
  try {
    const made = await measured(context, open, file, objective, bytes, flags);
    if (open.server !== null) {
      await open.server.judges.record({ calibration: made.calibration, labels: made.labels });
    }
    const status = calibrationStatus(made.calibration, open.gate.now(), {
      isCritical: objective.criticality === 'critical',
      margin: objective.margin === 'default' ? usualMargin : objective.margin,
      hasDriftAlarm: false,
    });
    if (context.flags.json === true) {
      sayJson(context, { calibration: made.calibration, status, problems: made.problems });
    } else {
      say(context, [
        ...calibrationLines(made.calibration, status, context),
        ...problemLines(context, made),
        '',
        context.style.quiet(`Kept in ${open.recordedIn}.`),
      ]);
    }
    return status.kind === 'calibrated' ? exitCodes.pass : exitCodes.inconclusive;
  } finally {
    await open.close();
  }
}

async function measured(
  context: CommandContext,
  open: OpenGate,
  file: GateFile,
  objective: ObjectiveFile,
  bytes: Uint8Array,
  flags: CalibrateFlags,
): Promise<CalibrationMade> {
  const { err, style } = context;
  const evaluator = await openEvaluator(objective.evaluator, { ...open.gate, folder: file.source.folder });
  const cancel = new AbortController();
  const onInterrupt = (): void => cancel.abort(new Error('interrupted'));
  process.once('SIGINT', onInterrupt);
  try {
    return await calibrate(
      open.gate,
      {
        component: file.component.name,
        objective: objective.name,
        evaluator,
        labels: { bytes, source: flags.labels },
        examples: await examplesOf(context, open, file),
        actor: flags.as ?? gateOrigin(context.env, file.source.folder).actor,
        usesCache: flags.cache !== false,
        onProgress(done, of) {
          if (err.isTerminal) err.write(`\r\u001B[K${style.quiet(`${done} of ${of} outputs judged`)}`);
        },
      },
      cancel.signal,
    );
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    if (err.isTerminal) err.write('\r\u001B[K');
    await evaluator.close?.();
  }
}

/** Labels may be about other examples than those of the dataset, so that a dataset which is not there is no reason to stop. */
async function examplesOf(
  context: CommandContext,
  { gate }: OpenGate,
  file: GateFile,
): Promise<ReadonlyMap<string, Example>> {
  try {
    const { examples } = await openDataset(gate, file.dataset, file.source.folder);
    return new Map(examples.map((example) => [example.exampleId, example]));
  } catch (cause) {
    if (!(cause instanceof AssayError)) throw cause;
    context.err.write(`note   ${cause.message} Every line of the labels needs its "input".\n`);
    return new Map();
  }
}

function objectiveNamed({ objectives }: GateFile, name: string): ObjectiveFile {
  const found = objectives.find((objective) => objective.name === name);
  if (found?.evaluator.use === 'judge') return found;
  const judges = objectives.filter(({ evaluator }) => evaluator.use === 'judge').map((each) => each.name);
  throw new AssayError(
    'judge/not-a-judge',
    `${found === undefined ? `The policy has no objective ${name}` : `The objective ${name} is scored by ${found.evaluator.use}`}; ${judges.length === 0 ? 'none has a judge' : `with a judge: ${judges.join(', ')}`}.`,
  );
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Refusal(
      `The labels ${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Give a file of JSON lines, as docs/judges.md shows.',
    );
  }
}

function problemLines({ style }: CommandContext, { problems }: CalibrationMade): string[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, mostProblems);
  return [
    '',
    `${countText(problems.length, 'output')} without a score`,
    ...shown.map(
      ({ exampleId, problem }) => `  ${style.quiet(exampleId.slice(0, 12))}  ${visibleText(problem)}`,
    ),
    ...(problems.length > shown.length ? [style.quiet(`  and ${problems.length - shown.length} more`)] : []),
  ];
}
