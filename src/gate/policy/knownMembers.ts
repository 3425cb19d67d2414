// What a gate file needs to know of evaluators and targets: whether they exist, and how their scores are compared. Not opening them.
import type { EvaluatorDeclaration } from '../../evals/evaluator.ts';
import type { JsonObject } from '../../model/json.ts';

/** A complaint about a member or its options; `path` leads into the options, and is empty for the name itself. */
export interface MemberProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly fix: string;
}

/** Null facts: the member is known, but what it measures shows only once it is opened (own code). */
export type MemberCheck<Facts> =
  | { readonly kind: 'known'; readonly facts: Facts | null; readonly options: JsonObject }
  | { readonly kind: 'problems'; readonly problems: readonly MemberProblem[] };

export interface KnownMembers {
  readonly evaluator: (use: string, options: JsonObject) => MemberCheck<EvaluatorDeclaration>;
  readonly target: (use: string, options: JsonObject | string) => MemberCheck<null>;
}
