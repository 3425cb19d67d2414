// A text as numbers, one a code point, for algorithms that compare symbols.

/** Code points in order; a lone surrogate stands for itself. */
export function symbolsOf(text: string): Int32Array {
  const symbols = new Int32Array(text.length);
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const symbol = text.codePointAt(index) ?? 0;
    symbols[count] = symbol;
    count += 1;
    if (symbol > 0xffff) index += 1;
  }
  return symbols.subarray(0, count);
}
