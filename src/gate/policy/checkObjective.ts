// What one objective demands that contradicts itself, its evaluator or the file. Not how objectives go together.
import type { EvaluatorDeclaration } from '../../evals/evaluator.ts';
import type { longObjective } from './completeGateFile.ts';
import { about, type Explained, pathText } from './explainIssues.ts';
import type { GateFileText } from './gateFileSchema.ts';

type Path = readonly (string | number)[];
type Objective = ReturnType<typeof longObjective>;

export function checkObjective(
  objective: Objective,
  facts: EvaluatorDeclaration | null,
  path: Path,
  text: Partial<GateFileText>,
  problems: Explained[],
): void {
  const called = `\`${pathText(path)}\``;
  const hasBaseline = text.baseline !== undefined;
  const { floor, margin, ceiling, mustImproveBy } = objective;
  if (floor !== undefined && facts !== null) checkFloor(floor, facts, [...path, 'floor'], problems);
  if (typeof margin === 'number') {
    if (!hasBaseline) {
      problems.push(
        about(
          [...path, 'margin'],
          `${called} has a margin, but there is no baseline to compare with.`,
          'Add `baseline:`, or demand a `floor` instead.',
        ),
      );
    }
    const [low, high] = facts?.range ?? [null, null];
    const width = low === null || high === null ? null : high - low;
    if (width !== null && facts?.scale !== 'ratio' && margin >= width) {
      problems.push(
        about(
          [...path, 'margin'],
          `A margin of ${margin} tolerates any loss: scores of \`${objective.use}\` lie between ${String(low)} and ${String(high)}.`,
          margin > 1 && margin <= 100
            ? `Write \`margin: ${margin / 100}\` for ${margin} points of a hundred.`
            : 'Write what may be lost, such as `margin: 0.05`.',
        ),
      );
    }
  }
  if (mustImproveBy !== undefined && (!hasBaseline || margin === 'none')) {
    problems.push(
      about(
        [...path, 'mustImproveBy'],
        `${called} must improve on a baseline, but is compared with none.`,
        hasBaseline ? 'Remove `margin: none`.' : 'Add `baseline:`.',
      ),
    );
  }
  if (ceiling !== undefined && facts !== null && facts.scale !== 'ratio') {
    problems.push(
      about(
        [...path, 'ceiling'],
        `\`${objective.use}\` has no ceiling: its scores are shares, not amounts.`,
        'Demand a `floor` instead.',
      ),
    );
  }
  if (facts?.mayDecide === false && decides(objective)) {
    problems.push(
      about(
        [...path, ...(objective.criticality === undefined ? [] : ['criticality'])],
        `\`${objective.use}\` may be shown but cannot decide: it would hide what it is made of.`,
        'Write `criticality: advisory`, and make its parts objectives of their own.',
      ),
    );
  }
  const demandsNothing =
    floor === undefined &&
    ceiling === undefined &&
    objective.mostCatastrophic === undefined &&
    mustImproveBy === undefined;
  if (
    demandsNothing &&
    (margin === 'none' || !hasBaseline) &&
    typeof margin !== 'number' &&
    decides(objective)
  ) {
    problems.push(
      about(
        path,
        `${called} demands nothing.`,
        hasBaseline ? 'Give it a `floor`, or a margin.' : 'Give it a `floor`, or the file a `baseline`.',
      ),
    );
  }
}

function checkFloor(floor: number, facts: EvaluatorDeclaration, path: Path, problems: Explained[]): void {
  const [low, high] = facts.range;
  if ((low === null || floor >= low) && (high === null || floor <= high)) return;
  const isPercent = high === 1 && floor > 1 && floor <= 100;
  problems.push(
    about(
      path,
      `A floor of ${floor} is outside the range of the evaluator, ${rangeText(facts)}.`,
      isPercent ? `Write \`floor: ${floor / 100}\`.` : `Write a number in ${rangeText(facts)}.`,
    ),
  );
}

function rangeText({ range: [low, high], unit }: EvaluatorDeclaration): string {
  const end = (value: number | null, none: string): string => (value === null ? none : String(value));
  return `${end(low, '−∞')} to ${end(high, '∞')}${unit === '' ? '' : ` ${unit}`}`;
}

export const decides = ({ criticality = 'required' }: Objective): boolean =>
  criticality === 'required' || criticality === 'critical';
