// Refuses what is not a list of probabilities.

/** @throws RangeError naming the first value outside [0, 1] or NaN */
export function requireProbabilities(values: readonly number[]): void {
  const wrong = values.find((value) => !(value >= 0 && value <= 1));
  if (wrong !== undefined) throw new RangeError(`${wrong} is not a probability`);
}
