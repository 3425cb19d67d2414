// The examples that got worse, those of the broken slice first, each with what was asked and answered. Not their layout.
import type { EpochResult, ExampleResult, GateRun } from '../../model/gateRun.ts';
import type { Check, Flip } from '../../model/judgement.ts';
import type { Json } from '../../model/json.ts';
import { armMeans } from '../reading/exampleDifference.ts';
import { brokenSlices, warningChecks } from './gateRows.ts';

export interface FlippedExample {
  readonly exampleId: string;
  readonly slices: readonly string[];
  /** By objective that got worse, in the order of the policy; those that decide nothing are left out where others do. */
  readonly scores: readonly {
    readonly objective: string;
    readonly baseline: number | null;
    readonly candidate: number | null;
  }[];
  /** Null when its result is not at hand. */
  readonly input: string | null;
  readonly expected: string | null;
  readonly baseline: AnswerText | null;
  readonly candidate: AnswerText | null;
}

export type AnswerText =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'error'; readonly code: string; readonly text: string };

export interface FlippedExamples {
  /** `failing`: every example is held to the demands, and these miss one, whether or not they did before. */
  readonly kind: 'worse' | 'failing';
  /** The check whose examples come first; null when no slice and no objective stands out. */
  readonly focus: Check | null;
  readonly shown: readonly FlippedExample[];
  /** How many scores changed in all; one example may have several. */
  readonly counts: { readonly worse: number; readonly better: number };
}

/** @param most examples that are shown */
export function flippedExamples(
  run: GateRun,
  results: readonly ExampleResult[],
  most: number,
): FlippedExamples {
  const failing = failingExamples(run, results, most);
  if (failing !== null) return failing;
  const focus = focusOf(run);
  const byId = new Map(results.map((result) => [result.exampleId, result]));
  const worse = (run.judgement?.flips ?? []).filter(isWorse);
  const decisive = new Set(
    run.policy.objectives
      .filter(({ criticality }) => criticality === 'required' || criticality === 'critical')
      .map(({ name }) => name),
  );
  const examples = Map.groupBy(worse, ({ exampleId }) => exampleId);
  const ranked = [...examples].map(([exampleId, flips], order) => ({
    exampleId,
    flips,
    order,
    rank: Math.min(...flips.map((flip) => rankOf(flip, focus, decisive))),
  }));
  ranked.sort((a, b) => a.rank - b.rank || a.order - b.order);
  return {
    kind: 'worse',
    focus,
    counts: run.judgement?.flipCount ?? { worse: 0, better: 0 },
    shown: ranked.slice(0, most).map(({ exampleId, flips }) => {
      const deciding = flips.filter(({ objective }) => decisive.has(objective));
      return described(run, exampleId, deciding.length > 0 ? deciding : flips, byId);
    }),
  };
}

/** Of a gate that holds every example to its demands: those that miss one. Null for others. */
function failingExamples(
  run: GateRun,
  results: readonly ExampleResult[],
  most: number,
): FlippedExamples | null {
  const objectives = new Map<string, Set<string>>();
  for (const { decides, verdict, objective, failing = [] } of run.judgement?.checks ?? []) {
    if (!decides || verdict !== 'FAIL') continue;
    for (const id of failing) objectives.set(id, (objectives.get(id) ?? new Set()).add(objective));
  }
  if (objectives.size === 0) return null;
  const byId = new Map(results.map((result) => [result.exampleId, result]));
  const shown = [...objectives].slice(0, most).map(([exampleId, missed]) => {
    const result = byId.get(exampleId);
    const flips = [...missed].map((objective): Flip => {
      const means = result === undefined ? { candidate: null, baseline: null } : armMeans(result, objective);
      return { exampleId, objective, ...means, difference: null, slices: result?.slices ?? [] };
    });
    return described(run, exampleId, flips, byId);
  });
  const counts = run.judgement?.flipCount ?? { worse: 0, better: 0 };
  return { kind: 'failing', focus: null, counts, shown };
}

const isWorse = ({ candidate, baseline, difference }: Flip): boolean =>
  difference === null ? candidate === null && baseline !== null : difference < 0;

/** What the reader wants to see examples of: the slice that broke, else the slice that warns, else the objective that failed. */
function focusOf(run: GateRun): Check | null {
  const failed = run.judgement?.checks.find(({ decides, verdict }) => decides && verdict === 'FAIL');
  const [broken] = brokenSlices(run);
  if (broken !== undefined) return broken;
  const slice = warningChecks(run).find(
    (check) => check.slice !== null && (failed === undefined || check.objective === failed.objective),
  );
  return slice ?? failed ?? null;
}

function rankOf(flip: Flip, focus: Check | null, decisive: ReadonlySet<string>): number {
  if (focus !== null) {
    const isInSlice = focus.slice === null || flip.slices.includes(focus.slice);
    if (isInSlice && flip.objective === focus.objective) return 0;
    if (isInSlice && focus.slice !== null) return 1;
  }
  return decisive.has(flip.objective) ? 2 : 3;
}

function described(
  run: GateRun,
  exampleId: string,
  flips: readonly Flip[],
  results: ReadonlyMap<string, ExampleResult>,
): FlippedExample {
  const order = run.policy.objectives.map(({ name }) => name);
  const scores = flips
    .toSorted((a, b) => order.indexOf(a.objective) - order.indexOf(b.objective))
    .map(({ objective, baseline, candidate }) => ({ objective, baseline, candidate }));
  const result = results.get(exampleId);
  const slices = flips[0]?.slices ?? [];
  if (result === undefined) {
    return { exampleId, slices, scores, input: null, expected: null, baseline: null, candidate: null };
  }
  const epoch = tellingEpoch(result, scores[0]?.objective ?? '');
  return {
    exampleId,
    slices,
    scores,
    input: inputText(result.input),
    expected: result.expected === null ? null : jsonText(result.expected),
    ...answers(result, epoch),
  };
}

/** The epoch whose scores differ most between the arms. */
function tellingEpoch({ candidate, baseline }: ExampleResult, objective: string): number {
  const scoreOf = (result: EpochResult | undefined): number => {
    const score = result?.scores[objective];
    return score?.kind === 'scored' ? score.value : Number.NEGATIVE_INFINITY;
  };
  const gaps = candidate.map(({ epoch }, index) => ({
    epoch,
    gap: Math.abs(scoreOf(baseline.find((each) => each.epoch === epoch)) - scoreOf(candidate[index])),
  }));
  return gaps.toSorted((a, b) => (b.gap || 0) - (a.gap || 0))[0]?.epoch ?? 0;
}

/** Both answers as text; of two objects only the members that differ, because those are what changed. */
function answers(
  { candidate, baseline }: ExampleResult,
  epoch: number,
): Pick<FlippedExample, 'candidate' | 'baseline'> {
  const [to, from] = [outcomeAt(candidate, epoch), outcomeAt(baseline, epoch)];
  if (to?.kind === 'answered' && from?.kind === 'answered') {
    const [after, before] = differingMembers(to.answer.output, from.answer.output);
    return {
      candidate: { kind: 'answer', text: jsonText(after) },
      baseline: { kind: 'answer', text: jsonText(before) },
    };
  }
  return { candidate: answerText(to), baseline: answerText(from) };
}

const outcomeAt = (results: readonly EpochResult[], epoch: number): EpochResult['outcome'] | undefined =>
  results.find((result) => result.epoch === epoch)?.outcome;

function answerText(outcome: EpochResult['outcome'] | undefined): AnswerText | null {
  if (outcome === undefined) return null;
  return outcome.kind === 'answered'
    ? { kind: 'answer', text: jsonText(outcome.answer.output) }
    : { kind: 'error', code: outcome.error.code, text: outcome.error.message };
}

function differingMembers(after: Json, before: Json): readonly [Json, Json] {
  if (!isObject(after) || !isObject(before)) return [after, before];
  const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]),
  );
  const only = (value: { readonly [key: string]: Json }): Json =>
    Object.fromEntries(differing.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]])));
  return differing.length === 0 ? [after, before] : [only(after), only(before)];
}

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{ question: … }` is the question. */
function inputText(input: Json): string {
  const members = isObject(input) ? Object.values(input) : [];
  const [only] = members;
  return members.length === 1 && typeof only === 'string' ? only : jsonText(input);
}

/** Text as it is; an object with one line a member; anything else as JSON. */
export function jsonText(value: Json): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return JSON.stringify(value);
  return Object.entries(value)
    .map(([key, member]) => `${key}: ${typeof member === 'string' ? member : JSON.stringify(member)}`)
    .join('\n');
}
