// A page of the examples of a gate run, the worst first: what a person looks at to see why. Not the verdict.
import { createHash } from 'node:crypto';
import { AssayError } from '../../model/errors.ts';
import type { ExampleResult, GateRun } from '../../model/gateRun.ts';
import type { GateContext } from '../context.ts';
import { type ArmMeans, armMeans, exampleDifference } from './exampleDifference.ts';
import { resultsOf } from './resultsOf.ts';

export interface ExampleQuestion {
  /** What is compared and sorted by; null for all objectives that are no ratio (latency, cost, counts). */
  readonly objective: string | null;
  readonly slice: string | null;
  /** Only examples whose result changed between the arms. */
  readonly onlyFlips: boolean;
  readonly limit: number;
  /** `next` of the page before; null for the first. */
  readonly after: string | null;
}

export interface ComparedExample extends ExampleResult {
  /** By objective; see `exampleDifference`. */
  readonly differences: { readonly [objective: string]: number | null };
}

export interface ExamplePage {
  readonly items: readonly ComparedExample[];
  readonly next: string | null;
}

/**
 * Worst first: a candidate without a score where the baseline has one, then by how much was lost, then by id. Without a baseline the lowest
 * score is the worst.
 *
 * @throws AssayError `gate-run/no-results`, `gate-run/unknown-objective`, `request/bad-page-token`
 */
export async function comparedExamples(
  context: GateContext,
  run: GateRun,
  question: ExampleQuestion,
): Promise<ExamplePage> {
  const objectives = comparedObjectives(run, question.objective);
  const start = question.after === null ? 0 : positionOf(question.after, run, question);
  const ranked = (await resultsOf(context, run))
    .filter(({ slices }) => question.slice === null || slices.includes(question.slice))
    .filter((result) => !question.onlyFlips || objectives.some((objective) => isFlip(run, result, objective)))
    .map((result) => ({ result, rank: Math.min(...objectives.map((each) => rankOf(run, result, each))) }))
    .sort((a, b) => compareRanks(a.rank, b.rank) || (a.result.exampleId < b.result.exampleId ? -1 : 1));
  const end = start + question.limit;
  return {
    items: ranked
      .slice(start, end)
      .map(({ result }) => ({ ...result, differences: differencesOf(run, result) })),
    next: end < ranked.length ? tokenOf(end, run, question) : null,
  };
}

function comparedObjectives(run: GateRun, objective: string | null): readonly string[] {
  const names = Object.keys(run.evaluators);
  if (objective !== null) {
    if (names.includes(objective)) return [objective];
    throw new AssayError(
      'gate-run/unknown-objective',
      `The gate run ${run.gateRunId} has no objective '${objective}'; it has ${names.join(', ')}.`,
    );
  }
  const scored = names.filter((name) => run.evaluators[name]?.scale !== 'ratio');
  return scored.length > 0 ? scored : names;
}

/** Smaller is worse. */
function rankOf(run: GateRun, result: ExampleResult, objective: string): number {
  const identity = run.evaluators[objective];
  if (identity === undefined) return Number.POSITIVE_INFINITY;
  const means = armMeans(result, objective);
  if (run.baseline === null) {
    if (means.candidate === null) return Number.NEGATIVE_INFINITY;
    return identity.direction === 'higher-is-better' ? means.candidate : -means.candidate;
  }
  if (means.candidate === null && means.baseline !== null) return Number.NEGATIVE_INFINITY;
  // Nothing to compare with is neither better nor worse.
  return exampleDifference(means, identity) ?? 0;
}

function isFlip(run: GateRun, result: ExampleResult, objective: string): boolean {
  const identity = run.evaluators[objective];
  if (identity === undefined || run.baseline === null) return false;
  const means = armMeans(result, objective);
  return isOneMissing(means) || (exampleDifference(means, identity) ?? 0) !== 0;
}

const isOneMissing = ({ candidate, baseline }: ArmMeans): boolean =>
  (candidate === null) !== (baseline === null);

function differencesOf(run: GateRun, result: ExampleResult): { readonly [objective: string]: number | null } {
  return Object.fromEntries(
    Object.entries(run.evaluators).map(([objective, identity]) => [
      objective,
      exampleDifference(armMeans(result, objective), identity),
    ]),
  );
}

/** Infinities subtract to NaN. */
const compareRanks = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

// Results never change, so that a position is as good as a key.

function tokenOf(position: number, run: GateRun, question: ExampleQuestion): string {
  return Buffer.from(JSON.stringify([questionHash(run, question), position])).toString('base64url');
}

function positionOf(token: string, run: GateRun, question: ExampleQuestion): number {
  const read = parsed(Buffer.from(token, 'base64url').toString('utf8'));
  if (isList(read)) {
    const [hash, position] = read;
    const isPosition = typeof position === 'number' && Number.isSafeInteger(position) && position > 0;
    if (hash === questionHash(run, question) && isPosition) return position;
  }
  throw new AssayError('request/bad-page-token', 'The page token was not made for this question.', {
    parameter: 'cursor',
  });
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No token of ours; the caller says so.
    return undefined;
  }
}

function questionHash({ gateRunId }: GateRun, { objective, slice, onlyFlips }: ExampleQuestion): string {
  const question = JSON.stringify([gateRunId, objective, slice, onlyFlips]);
  return createHash('sha256').update(question).digest('base64url').slice(0, 12);
}
