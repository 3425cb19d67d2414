// A number in a text that people or models write. Not a unit conversion, and not words such as “three”.

export interface NumberForm {
  readonly find: 'whole' | 'first' | 'last';
  readonly decimal: '.' | ',';
}

const written = {
  '.': /(?:(?<![\p{L}\p{N}])[-+])?(?:(?:\d{1,3}(?:[,\u00a0\u202f'_]\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3})?/gu,
  ',': /(?:(?<![\p{L}\p{N}])[-+])?(?:(?:\d{1,3}(?:[.\u00a0\u202f'_]\d{3})+(?!\d)|\d+)(?:,\d+)?|,\d+)(?:[eE][-+]?\d{1,3})?/gu,
} as const;

/** Only so much of a text is searched, from the end that is asked for. */
const longestSearch = 100_000;

/** The number a text is, or the first or last one in it; undefined when there is none. */
export function numberIn(text: string, form: NumberForm): number | undefined {
  const searched = form.find === 'last' ? text.slice(-longestSearch) : text.slice(0, longestSearch);
  const plain = searched.replaceAll('\u2212', '-');
  const found = plain.match(written[form.decimal]) ?? [];
  if (form.find === 'whole') {
    const only = found[0];
    return found.length === 1 && only === plain.trim() ? valueOf(only, form.decimal) : undefined;
  }
  const chosen = form.find === 'first' ? found[0] : found.at(-1);
  return chosen === undefined ? undefined : valueOf(chosen, form.decimal);
}

function valueOf(numeral: string, decimal: '.' | ','): number | undefined {
  const grouping = decimal === '.' ? /[,\u00a0\u202f'_]/g : /[.\u00a0\u202f'_]/g;
  const value = Number(numeral.replace(grouping, '').replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}
