// Examples whose result changed between the arms, worst first, for people to look at. They decide nothing.
import type { JudgementPolicy } from '../../model/gatePolicy.ts';
import type { Flip } from '../../model/judgement.ts';
import type { ScoreTable } from '../../model/scoreTable.ts';
import type { Alignment } from './alignArms.ts';
import { lack } from './alignArms.ts';

/** Most that got worse and most that got better are listed; the counts are of all. */
export const mostFlips = { worse: 200, better: 50 } as const;

export interface Flips {
  readonly flips: readonly Flip[];
  readonly flipCount: { readonly worse: number; readonly better: number };
}

/** Ratio scales are left out: a latency always changes. @param alignments by objective */
export function findFlips(
  table: ScoreTable,
  policy: JudgementPolicy,
  alignments: ReadonlyMap<string, Alignment>,
): Flips {
  const found: Found[] = [];
  for (const [order, objective] of policy.objectives.entries()) {
    const alignment = alignments.get(objective.name);
    if (alignment !== undefined && alignment.objective.scale !== 'ratio') collect(found, alignment, order);
  }
  found.sort((a, b) => a.severity - b.severity || a.order - b.order || a.example - b.example);
  const worse = found.filter(({ severity }) => severity < 0);
  const better = found.filter(({ severity }) => severity > 0);
  const listed = [...worse.slice(0, mostFlips.worse), ...better.slice(-mostFlips.better)];
  const slicesOf = slicesByExample(table, policy, new Set(listed.map(({ example }) => example)));
  return {
    flips: listed.map(({ alignment, example, severity }) => {
      const candidate = valueAt(alignment.complete.candidate, example);
      return {
        exampleId: table.exampleIds[example] ?? '',
        objective: alignment.objective.objective,
        candidate,
        baseline: valueAt(alignment.complete.baseline, example),
        difference: candidate === null ? null : severity,
        slices: slicesOf.get(example) ?? [],
      };
    }),
    flipCount: { worse: worse.length, better: better.length },
  };
}

interface Found {
  readonly alignment: Alignment;
  readonly order: number;
  readonly example: number;
  /** Oriented difference; that to the worst value where the candidate has none. */
  readonly severity: number;
}

/** Differences smaller than this are rounding. */
const rounding = 1e-9;

function collect(found: Found[], alignment: Alignment, order: number): void {
  const sign = alignment.objective.direction === 'higher-is-better' ? 1 : -1;
  const { candidate, baseline } = alignment.pessimistic;
  if (baseline === null) return;
  for (let example = 0; example < candidate.length; example++) {
    const severity = sign * ((candidate[example] ?? Number.NaN) - (baseline[example] ?? Number.NaN));
    // A candidate that gave nothing is listed also where the baseline was as bad as can be.
    const isLost = ((alignment.lacks[example] ?? 0) & lack.candidate) !== 0 && severity === 0;
    if (Math.abs(severity) > rounding) found.push({ alignment, order, example, severity });
    else if (isLost) found.push({ alignment, order, example, severity: -rounding });
  }
}

function valueAt(values: Float64Array | null, example: number): number | null {
  const value = values?.[example] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}

function slicesByExample(
  table: ScoreTable,
  policy: JudgementPolicy,
  wanted: ReadonlySet<number>,
): Map<number, string[]> {
  const slicesOf = new Map<number, string[]>();
  for (const [at, { definition }] of policy.slices.entries()) {
    for (const example of table.slices[at] ?? []) {
      if (!wanted.has(example)) continue;
      const known = slicesOf.get(example);
      if (known === undefined) slicesOf.set(example, [definition.name]);
      else known.push(definition.name);
    }
  }
  return slicesOf;
}
