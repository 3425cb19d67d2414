// Numbers as they were written: for integers beyond 2^53 and for error texts that quote what was sent. Not the usual way to parse.

/** A JSON number with its text. */
export class SourceNumber {
  readonly value: number;
  readonly source: string;

  constructor(value: number, source: string) {
    this.value = value;
    this.source = source;
  }
}

/** Thrown by readers of integers that a double may have rounded; the request is then read again through {@link parseExact}. */
export class RoundedNumber extends Error {
  override readonly name = 'RoundedNumber';
}

/** Like JSON.parse, but every number is a {@link SourceNumber}. */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context: { readonly source?: string }) =>
    typeof value === 'number' ? new SourceNumber(value, context.source ?? String(value)) : value,
  );
}
