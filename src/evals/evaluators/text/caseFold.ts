// Text without case, for comparing in any language. Not a translation of accents: `é` stays `é`.

const ascii = /^[\x00-\x7f]*$/; // eslint-disable-line no-control-regex -- the whole of ASCII is meant

/** The same text for any casing of it: full folding, so that `STRASSE` equals `straße` and a final sigma any sigma. */
export function caseFold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
}
