// Measures a judge against labelled outputs and keeps the result for good. Not whether the result is good enough: see calibrationStatus.
import { canonicalHash } from '../../../datasets/canonicalHash.ts';
import type { Calibration, CalibrationLabel } from '../../../model/calibration.ts';
import { AssayError } from '../../../model/errors.ts';
import type { Score } from '../../../model/evaluation.ts';
import type { Example } from '../../../model/example.ts';
import type { Json } from '../../../model/json.ts';
import type { EvaluationContext } from '../../context.ts';
import type { Evaluator } from '../../evaluator.ts';
import { judgeOptions } from '../judgeOptions.ts';
import { pinOfIdentity, scaleOf } from '../pinOf.ts';
import { calibrationFigures } from './calibrationFigures.ts';
import { type JudgedOutput, judgeOutputs } from './judgeOutputs.ts';
import { type LabelFile, readLabels } from './readLabels.ts';

export interface CalibrationRequest {
  readonly component: string | null;
  readonly objective: string;
  /** Opened, of the kind `judge`. */
  readonly evaluator: Evaluator;
  readonly labels: { readonly bytes: Uint8Array; readonly source: string };
  /** Of the dataset, by id; empty when every line has its input. */
  readonly examples: ReadonlyMap<string, Example>;
  readonly actor: string | null;
  readonly usesCache: boolean;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface CalibrationMade {
  readonly calibration: Calibration;
  readonly labels: readonly CalibrationLabel[];
  /** Outputs without a score, with the reason. */
  readonly problems: readonly { readonly exampleId: string; readonly problem: string }[];
}

/**
 * @throws AssayError `judge/not-a-judge`, `judge/invalid-labels`; the reason of the signal once it is aborted
 */
export async function calibrateJudge(
  context: EvaluationContext,
  request: CalibrationRequest,
  signal: AbortSignal,
): Promise<CalibrationMade> {
  const { evaluator, objective, component, actor, onProgress } = request;
  const pin = pinOfIdentity(evaluator.identity);
  if (pin === null) {
    throw new AssayError(
      'judge/not-a-judge',
      `The objective ${objective} is scored by ${evaluator.identity.name}, which is no judge.`,
    );
  }
  const scale = scaleOf(judgeOptions.parse(evaluator.identity.options));
  const file = readLabels(request.labels.bytes, scale);
  const { outputs } = file;
  const judged = await judgeOutputs(
    context,
    {
      evaluator,
      outputs,
      examples: request.examples,
      usesCache: request.usesCache,
      onJudged: (done) => onProgress?.(done, outputs.length),
    },
    signal,
  );
  const units = judged.map(({ unit }) => unit);
  const content: Omit<Calibration, 'calibrationId'> = {
    component,
    objective,
    pin,
    labels: { hash: file.hash, source: request.labels.source, lines: file.lines, raters: file.raters },
    servedModels: servedModels(judged),
    spent: {
      inputTokens: total(judged, 'inputTokens'),
      outputTokens: total(judged, 'outputTokens'),
      costUsd: total(judged, 'costUsd'),
    },
    figures: calibrationFigures({ scale, isContinuous: file.isContinuous, units, seed: file.hash }),
    calibratedBy: actor,
    calibratedAt: context.now(),
  };
  const calibration = { calibrationId: calibrationIdOf(content), ...content };
  const labels = labelsOf(file);
  await context.store.calibrations.keep(calibration, labels);
  return {
    calibration,
    labels,
    problems: units.flatMap(({ exampleId, problem }) => (problem === null ? [] : [{ exampleId, problem }])),
  };
}

/** The id that the content of a calibration has. */
export function calibrationIdOf(calibration: Omit<Calibration, 'calibrationId'>): string {
  const { component, objective, pin, labels, servedModels: served, spent, figures } = calibration;
  const { calibratedBy, calibratedAt } = calibration;
  return canonicalHash(
    asJson({
      component,
      objective,
      pin,
      labels,
      servedModels: served,
      spent,
      figures,
      calibratedBy,
      calibratedAt,
    }),
  );
}

/** What is kept of the labels: values and hashes, not the outputs. */
export function labelsOf({ outputs }: LabelFile): readonly CalibrationLabel[] {
  return outputs.flatMap(({ exampleId, outputHash, opponentHash, arms, human, ratings }) =>
    human === undefined
      ? []
      : (arms.length === 0 ? [null] : arms).map((arm) => ({
          exampleId,
          outputHash,
          opponentHash,
          arm,
          value: human,
          raters: ratings.length,
        })),
  );
}

function servedModels(judged: readonly JudgedOutput[]): readonly string[] {
  const names = judged.flatMap(({ score }) => modelsIn(score));
  return [...new Set(names)].sort();
}

function modelsIn({ details }: Score): readonly string[] {
  if (details === null || details === undefined) return [];
  const orders = details['orders'];
  const each = isList(orders) ? orders : [details];
  return each.flatMap((one) => {
    if (typeof one !== 'object' || one === null || isList(one)) return [];
    const { model } = one;
    return typeof model === 'string' ? [model] : [];
  });
}

/** Null when nothing was reported: unknown is not zero. */
function total(judged: readonly JudgedOutput[], count: string): number | null {
  const known = judged.flatMap(({ score }) => {
    const value = score.details?.[count];
    return typeof value === 'number' ? [value] : [];
  });
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Records are made of JSON values by their types; interfaces merely have no index signature. */
function asJson(record: object): Json {
  return record as unknown as Json;
}
