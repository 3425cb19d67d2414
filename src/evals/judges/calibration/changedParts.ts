// What differs between two judges, in words: why a calibration no longer holds. Not whether it holds.
import type { JudgePin } from '../../../model/calibration.ts';

/** Longer values are hashes, which tell a reader nothing. */
const longestShown = 60;

/** Such as `rubric` or `model (m-1 → m-2)`; `something else` when no part differs. */
export function changedParts(before: JudgePin, after: JudgePin): readonly string[] {
  const names = [...new Set([...Object.keys(before.parts), ...Object.keys(after.parts)])].sort();
  const changes = names.flatMap((name) => {
    const was = before.parts[name];
    const is = after.parts[name];
    if (was === is) return [];
    const isShown = [was, is].every(
      (value) => value !== undefined && !/^[0-9a-f]{64}$/.test(value) && value.length <= longestShown,
    );
    return [isShown ? `${name} (${was ?? ''} → ${is ?? ''})` : name];
  });
  return changes.length > 0 ? changes : ['something else'];
}
