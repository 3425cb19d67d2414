// "JSON.parse source text access", which Node 24 has and TypeScript's library does not name yet.
interface JSON {
  parse(
    text: string,
    reviver: (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  /** A value that JSON.stringify writes as this very text. */
  rawJSON(text: string): object;
}
