// Whether a change must be looked at by people before it may go on, and why. Not the review itself.
import type { GateFile } from './policy/gateFile.ts';

export interface HumanReview {
  readonly isRequired: boolean;
  readonly because: readonly string[];
}

export function humanReview(
  human: GateFile['human'],
  candidate: string | null,
  baseline: string | null,
): HumanReview {
  const because: string[] = [];
  for (const when of human.requiredWhen) {
    if (when === 'always') because.push('the policy asks for it always');
    if (when === 'high-risk' && human.risk === 'high') because.push('the component is marked as high risk');
    if (when === 'major-version' && isMajorStep(candidate, baseline)) {
      because.push(`${candidate ?? ''} is a new major version after ${baseline ?? ''}`);
    }
  }
  return { isRequired: because.length > 0, because };
}

/** Versions without a number on the left say nothing about size, and are not called major. */
function isMajorStep(candidate: string | null, baseline: string | null): boolean {
  const [to, from] = [major(candidate), major(baseline)];
  return to !== null && from !== null && to > from;
}

function major(label: string | null): number | null {
  const digits = /^v?(\d+)(?:\.|$)/.exec(label ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
