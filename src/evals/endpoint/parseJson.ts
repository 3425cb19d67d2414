// Reads JSON that a stranger wrote: what is not JSON, not UTF-8, not finite or nested without end is a reason, never an exception. Not a schema.
import type { Json } from '../../model/json.ts';

export type ParsedJson =
  { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly problem: string };

/** Deeper values overflow the stack of whoever walks them by recursion; answers of real targets stay below 50. */
const deepest = 200;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The value, or in words that complete "the answer …" what is wrong with the text.
 *
 * @param source text, or bytes that should be UTF-8
 */
export function parseJson(source: string | Uint8Array): ParsedJson {
  let text: string;
  try {
    text = typeof source === 'string' ? source : utf8.decode(source);
  } catch {
    return { ok: false, problem: 'is not valid UTF-8' };
  }
  let value: Json;
  try {
    // JSON.parse returns exactly what Json describes.
    value = JSON.parse(text) as Json;
  } catch (cause) {
    return { ok: false, problem: whyNotJson(text, cause) };
  }
  const flaw = flawOf(value);
  return flaw === null ? { ok: true, value } : { ok: false, problem: flaw };
}

/** What strict readers and hashes would stumble over; null for a sound value. Without recursion, whatever the depth. */
export function flawOf(value: Json): string | null {
  if (typeof value !== 'object' || value === null) return scalarFlaw(value);
  let level: object[] = [value];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepest) return `is nested deeper than ${deepest} levels`;
    const next: object[] = [];
    for (const each of level) {
      for (const member of Object.values(each) as Json[]) {
        if (typeof member === 'object') {
          if (member !== null) next.push(member);
          continue;
        }
        const flaw = scalarFlaw(member);
        if (flaw !== null) return flaw;
      }
    }
    level = next;
  }
  return null;
}

function scalarFlaw(value: Json): string | null {
  return typeof value === 'number' && !Number.isFinite(value)
    ? 'has a number too large for a 64-bit float'
    : null;
}

function whyNotJson(text: string, cause: unknown): string {
  if (text.trim() === '') return 'is empty';
  if (/[:[,\s]-?(?:NaN|Infinity)\b/.test(text) || /^\s*-?(?:NaN|Infinity)\b/.test(text)) {
    return 'is not JSON: it has NaN or Infinity, which JSON cannot say (use null; in Python, json.dumps(…, allow_nan=False) finds them)';
  }
  const start = excerpt(text, 120);
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) return `is HTML or XML, not JSON: ${start}`;
  const reason = cause instanceof Error ? cause.message.replace(/,? *"[^]*$/, '') : '';
  return `is not JSON${reason === '' ? '' : ` (${reason})`}: ${start}`;
}

/** A beginning of the text on one line, without control characters. */
export function excerpt(text: string, most: number): string {
  const line = text
    .slice(0, most * 4)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
