// JSON text to a value that means the same to every reader, or what is wrong with it. Not what an example may say.
import type { Json } from '../../model/json.ts';

export interface JsonFault {
  /** A clause after a colon, with its full stop. */
  readonly message: string;
  readonly fix: string;
}

export type JsonReading = { readonly value: Json } | { readonly fault: JsonFault };

/** Deepest nesting of arrays and objects. */
export const mostDepth = 64;

/** Refuses what parsers read differently: integers that a double cannot hold, half characters, numbers too large, deep nesting. */
export function parseJsonText(text: string): JsonReading {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    return { fault: syntaxFault(text, cause) };
  }
  const fault = valueFault(value, 0) ?? integerFault(text);
  return fault === undefined ? { value } : { fault };
}

/** What keeps a value, however it was come by, from having one canonical form. */
export function valueFault(value: Json, depth: number): JsonFault | undefined {
  if (typeof value === 'string') return textFault(value);
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : notFinite;
  if (value === null || typeof value === 'boolean') return undefined;
  if (depth >= mostDepth) return tooDeep;
  if (Array.isArray(value)) {
    for (const member of value as readonly Json[]) {
      const fault = valueFault(member, depth + 1);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }
  for (const [key, member] of Object.entries(value)) {
    const fault = key === '__proto__' ? reservedKey : (textFault(key) ?? valueFault(member, depth + 1));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const notFinite: JsonFault = {
  message: 'a number is too large for a double, or is NaN or infinite.',
  fix: 'Write it as text, or null where it is not known.',
};
const tooDeep: JsonFault = {
  message: `values are nested deeper than ${mostDepth} levels.`,
  fix: 'Flatten the value, or keep it as text.',
};
const reservedKey: JsonFault = { message: 'a key is called `__proto__`.', fix: 'Rename the key.' };
const halfCharacter: JsonFault = {
  message: 'a text has half of a surrogate pair (such as \\ud83d alone), which UTF-8 cannot encode.',
  fix: 'Write the whole character, or remove the half.',
};

function textFault(text: string): JsonFault | undefined {
  return text.isWellFormed() ? undefined : halfCharacter;
}

/** Strings are passed over, so that digits within them are no numbers. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function integerFault(text: string): JsonFault | undefined {
  if (!/\d{16}/.test(text)) return undefined;
  for (const [token] of text.matchAll(tokens)) {
    if (!/^-?\d{16,}$/.test(token) || isSameEverywhere(token)) continue;
    return {
      message: `the whole number ${token.length > 40 ? `${token.slice(0, 40)}…` : token} is larger than a double can hold exactly.`,
      fix: 'Write it as text.',
    };
  }
  return undefined;
}

function syntaxFault(text: string, cause: unknown): JsonFault {
  const said = cause instanceof Error ? cause.message : String(cause);
  const position = /at position (\d+)/.exec(said)?.[1];
  const at = position === undefined ? '' : ` at column ${Number(position) + 1}`;
  return { message: `${reasonOf(said)}${at}.`, fix: fixFor(text) };
}

function reasonOf(said: string): string {
  const token = /^Unexpected token '?(.+?)'?, /su.exec(said)?.[1];
  if (token !== undefined) return `unexpected ${JSON.stringify(token)}`;
  if (said.startsWith('Unexpected end') || said.startsWith('Unterminated')) return 'it ends too early';
  return said.replace(/ in JSON.*$/s, '').replace(/^./, (letter) => letter.toLowerCase());
}

function fixFor(text: string): string {
  if (/^\s*\{\s*'/.test(text)) return 'Use double quotes; from Python write it with `json.dumps`, not `str`.';
  if (/[:[,]\s*-?(?:NaN|Infinity)\b/.test(text))
    return 'JSON has no NaN and no Infinity: write null or text.';
  if (/[:[,]\s*(?:None|True|False)\b/.test(text)) return 'From Python write it with `json.dumps`, not `str`.';
  if (/,\s*[}\]]\s*$/.test(text)) return 'Remove the comma before the closing bracket.';
  return 'Write one whole JSON object on the line.';
}

/** It is the very integer, or the way in which canonical JSON writes that double. */
function isSameEverywhere(integer: string): boolean {
  const double = Number(integer);
  return String(double) === integer || BigInt(double) === BigInt(integer);
}
