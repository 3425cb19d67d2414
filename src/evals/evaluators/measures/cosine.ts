// The cosine of the angle between two vectors.

/** In [−1, 1] up to rounding; undefined when a vector is zero or their lengths differ. */
export function cosine(left: Float64Array, right: Float64Array): number | undefined {
  if (left.length !== right.length) return undefined;
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (let index = 0; index < left.length; index += 1) {
    const a = left[index] ?? 0;
    const b = right[index] ?? 0;
    product += a * b;
    leftSquares += a * a;
    rightSquares += b * b;
  }
  const scale = Math.sqrt(leftSquares) * Math.sqrt(rightSquares);
  return scale > 0 && Number.isFinite(scale) ? product / scale : undefined;
}
