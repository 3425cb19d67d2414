// Declarations as most evaluators make them: deterministic, of one arm, allowed to decide.
import type { Dimension, Direction, EvaluatorNeed } from '../../../model/evaluation.ts';
import type { EvaluatorDeclaration } from '../../evaluator.ts';

const usual = { isDeterministic: true, isJudge: false, isPairwise: false, mayDecide: true } as const;

/** 0 or 1; 1 is good. */
export function binaryScore(dimension: Dimension, needs: readonly EvaluatorNeed[]): EvaluatorDeclaration {
  return {
    ...usual,
    dimension,
    needs,
    direction: 'higher-is-better',
    scale: 'binary',
    range: [0, 1],
    unit: '',
  };
}

/** Between 0 and 1; 1 is good. */
export function shareScore(dimension: Dimension, needs: readonly EvaluatorNeed[]): EvaluatorDeclaration {
  return {
    ...usual,
    dimension,
    needs,
    direction: 'higher-is-better',
    scale: 'score',
    range: [0, 1],
    unit: '',
  };
}

/** A positive quantity with a unit, compared by its logarithm. */
export function quantity(
  dimension: Dimension,
  unit: string,
  needs: readonly EvaluatorNeed[],
  direction: Direction = 'lower-is-better',
): EvaluatorDeclaration {
  return { ...usual, dimension, needs, direction, scale: 'ratio', range: [0, null], unit };
}
