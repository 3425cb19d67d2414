// The evaluators and targets of this house, as a gate file meets them. Not opening them.
import { checkEvaluator } from '../../evals/checkEvaluator.ts';
import { checkTarget } from '../../evals/checkTarget.ts';
import { errorTable, type ErrorCode } from '../../model/errors.ts';
import type { KnownMembers, MemberProblem } from './knownMembers.ts';

export const houseMembers: KnownMembers = {
  evaluator(use, options) {
    const checked = checkEvaluator({ use, options });
    return checked.kind === 'valid'
      ? { kind: 'known', facts: checked.declaration, options: checked.options }
      : { kind: 'problems', problems: [problemOf(checked)] };
  },
  target(use, options) {
    const checked = checkTarget({ use, options });
    return checked.kind === 'valid'
      ? { kind: 'known', facts: null, options: checked.options }
      : { kind: 'problems', problems: [problemOf(checked)] };
  },
};

/** Refusals of members end with their suggestion; here what is wrong and what mends it stand apart. */
function problemOf(refusal: {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path: readonly (string | number)[];
}): MemberProblem {
  const [wrong = '', suggestion] = refusal.message.split(/; (?=did you mean )/);
  return {
    path: refusal.path,
    message: sentence(wrong),
    fix: suggestion === undefined ? errorTable[refusal.code].remedy : sentence(suggestion),
  };
}

function sentence(text: string): string {
  // `http: url: …` begins with a name, which stays as it is written.
  const begun = /^(no|did) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.?!]$/.test(begun) ? begun : `${begun}.`;
}
