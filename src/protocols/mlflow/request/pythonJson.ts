// Spells a JSON value as MLflow's error texts do: compact, keys sorted, ASCII only, floats as Python prints them. Not for answers.
import { SourceNumber } from './sourceNumber.ts';

/** So that a large request does not come back as a large answer. */
const longestEcho = 1000;

/** @returns at most about 1,000 characters; longer values end in an ellipsis */
export function pythonJson(value: unknown): string {
  const text = spelled(value, longestEcho);
  return text.length <= longestEcho ? text : `${text.slice(0, longestEcho)}...`;
}

/** The name of the Python type that a JSON value has. */
export function pythonType(value: unknown): 'str' | 'int' | 'float' | 'bool' | 'list' | 'dict' | 'NoneType' {
  if (value === null || value === undefined) return 'NoneType';
  if (value instanceof SourceNumber) return isIntegerText(value.source) ? 'int' : 'float';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    default:
      return 'dict';
  }
}

/** A float as Python's `repr` prints it: `9.0`, `1e+16`, `1e-05`. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (Object.is(value, -0)) return '-0.0';
  const [digits = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    const sign = exponent < 0 ? '-' : '+';
    return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const plain = Math.abs(exponent) < 21 && !/e/.test(String(value)) ? String(value) : value.toFixed(10);
  return plain.includes('.') ? plain : `${plain}.0`;
}

function spelled(value: unknown, room: number): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof SourceNumber) {
    return isIntegerText(value.source) ? BigInt(value.source).toString() : pythonFloat(value.value);
  }
  if (typeof value === 'string') return asciiString(value.length > room ? value.slice(0, room + 1) : value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : pythonFloat(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return list(value, '[', ']', room, (item) => spelled(item, room));
  if (typeof value !== 'object') return 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return list(entries, '{', '}', room, ([key, item]) => `${asciiString(key)}:${spelled(item, room)}`);
}

function list<T>(
  items: readonly T[],
  open: string,
  close: string,
  room: number,
  spell: (item: T) => string,
): string {
  let text = open;
  for (const item of items) {
    if (text.length > room) return text;
    if (text.length > 1) text += ',';
    text += spell(item);
  }
  return text + close;
}

function isIntegerText(source: string): boolean {
  return /^-?\d+$/.test(source);
}

function asciiString(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
