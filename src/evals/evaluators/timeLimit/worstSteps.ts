// How many steps a simple regular expression can need at most, by its looks alone. Not an analysis of every pattern: it gives up early.

const bounded = /^\{(\d+)(?:,(\d*))?\}/;
const largestCount = 64;

/**
 * An upper bound of the steps that backtracking can take on a text of `length` characters.
 *
 * Each repetition can end in at most `length + 1` places and each alternative doubles the choices, so their product bounds the paths.
 *
 * @returns Infinity for what is not looked into: repeated groups (the cause of most catastrophes), look-around, back-references
 */
export function worstSteps(pattern: string, length: number): number {
  const shape = shapeOf(pattern);
  if (shape === undefined) return Infinity;
  // One factor of length for the place to start, one for walking a path.
  return pattern.length * (length + 1) ** (shape.repetitions + 1) * 2 ** shape.choices;
}

/** Repetitions without an end and choices between alternatives; undefined when the pattern is not simple. */
function shapeOf(pattern: string): { readonly repetitions: number; readonly choices: number } | undefined {
  let repetitions = 0;
  let choices = 0;
  let index = 0;
  while (index < pattern.length) {
    const character = pattern[index];
    if (character === '\\') {
      if (/[1-9k]/.test(pattern[index + 1] ?? '')) return undefined;
      index += 2;
    } else if (character === '[') {
      const end = classEnd(pattern, index);
      if (end === undefined) return undefined;
      index = end;
    } else if (character === '(') {
      if (pattern[index + 1] === '?' && pattern[index + 2] !== ':') return undefined;
      index += pattern[index + 1] === '?' ? 3 : 1;
    } else if (character === ')') {
      if (/[*+?{]/.test(pattern[index + 1] ?? '')) return undefined;
      index += 1;
    } else if (character === '|') {
      choices += 1;
      index += 1;
    } else if (character === '*' || character === '+') {
      repetitions += 1;
      index += 1;
    } else if (character === '?') {
      choices += 1;
      index += 1;
    } else if (character === '{') {
      const count = bounded.exec(pattern.slice(index, index + 20));
      if (count === null) return undefined;
      if (Math.max(Number(count[1]), Number(count[2] ?? 0)) > largestCount) return undefined;
      if (count[2] !== undefined) repetitions += 1;
      index += count[0].length;
    } else {
      index += 1;
    }
  }
  return { repetitions, choices };
}

function classEnd(pattern: string, start: number): number | undefined {
  for (let index = start + 1; index < pattern.length; index += 1) {
    if (pattern[index] === '\\') index += 1;
    // Nested classes of the `v` flag are not looked into.
    else if (pattern[index] === '[') return undefined;
    else if (pattern[index] === ']') return index + 1;
  }
  return undefined;
}
