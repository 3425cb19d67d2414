// The kinds of field that requests have, and how each is read from JSON or from a query string. Not how a message is put together.
import { type Int64, int64 } from '../../../model/int64.ts';
import { invalidValue, missingValue } from './refusals.ts';
import { RoundedNumber, SourceNumber } from './sourceNumber.ts';

/** How one field is read. */
export interface Field<T> {
  /**
   * @param value what was sent: neither absent nor null
   * @param name  the path of the field, for the error text
   */
  readonly read: (value: unknown, name: string) => T;
  /** What the field is when it was not sent. */
  readonly absent: T;
  /** Absent, null and the empty text are refused. */
  readonly isRequired: boolean;
  /** In a query string: one value a repetition of the key. */
  readonly isRepeated: boolean;
  readonly isFlag: boolean;
}

export const text: Field<string | undefined> = optional(readText);

/** A 64-bit integer, exact. */
export const integer: Field<Int64 | undefined> = optional(readInteger);

/** An integer that a double holds exactly: a count, a limit. */
export const count: Field<number | undefined> = optional(readCount);

/** A double; NaN and the infinities arrive as the texts "NaN", "Infinity" and "-Infinity". */
export const double: Field<number | undefined> = optional(readDouble);

export const flag: Field<boolean | undefined> = { ...optional(readFlag), isFlag: true };

/** Whatever JSON was sent, unread. Numbers beyond 2^53 are rounded. */
export const anything: Field<unknown> = optional((value: unknown) => plain(value));

/** One of these names; the protocol also allows the number, which is the name's place counted from `firstNumber`. */
export function choice<const Name extends string>(
  names: readonly Name[],
  firstNumber = 1,
): Field<Name | undefined> {
  return optional((value: unknown, name: string): Name => {
    const index =
      typeof value === 'string' ? names.findIndex((known) => known === value) : numberOf(value) - firstNumber;
    const known =
      names[index] ??
      names[typeof value === 'string' && /^\d+$/.test(value) ? Number(value) - firstNumber : -1];
    if (known === undefined) throw invalidValue(name, value);
    return known;
  });
}

/** The same field, but it must be there and must not be the empty text. */
export function required<T>(field: Field<T>): Field<Exclude<T, undefined>> {
  return {
    ...field,
    read(value, name) {
      const read = field.read(value, name);
      if (!isPresent(read)) throw missingValue(name);
      return read;
    },
    get absent(): never {
      throw new Error('a required field has no absent value');
    },
    isRequired: true,
  };
}

/** Any number of them; absent means none. */
export function listOf<T>(item: Field<T>): Field<readonly Exclude<T, undefined>[]> {
  return {
    read(value, name) {
      if (!Array.isArray(value)) throw invalidValue(name, value);
      return value.map((each: unknown, index) => {
        const path = `${name}[${index}]`;
        const read = each === null ? undefined : item.read(each, path);
        if (!isPresent(read)) throw invalidValue(path, each);
        return read;
      });
    },
    absent: [],
    isRequired: false,
    isRepeated: true,
    isFlag: false,
  };
}

/** Any number of texts; one item that is none refuses the list as a whole, as the reference does. */
export const textList: Field<readonly string[]> = {
  ...listOf(text),
  absent: [],
  read(value, name) {
    if (!Array.isArray(value)) throw invalidValue(name, value);
    return value.map((each: unknown) => {
      if (typeof each !== 'string' || !each.isWellFormed()) throw invalidValue(name, value);
      return each;
    });
  },
};

/** The same field, refused above `most`. */
export function atMost(field: Field<number | undefined>, most: number): Field<number | undefined> {
  return {
    ...field,
    read(value, name) {
      const read = field.read(value, name);
      if (read !== undefined && read > most) throw invalidValue(name, value);
      return read;
    },
  };
}

/** Text by text, under keys that the caller chooses. */
export const textMap: Field<ReadonlyMap<string, string> | undefined> = optional(
  (value: unknown, name: string) => {
    if (!isObject(value)) throw invalidValue(name, value);
    return new Map(
      Object.entries(value).map(([key, each]) => [readText(key, name), readText(each, `${name}.${key}`)]),
    );
  },
);

/** A JSON object, as opposed to a list, null or a number with its source. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof SourceNumber)
  );
}

export function optional<T>(read: (value: unknown, name: string) => T): Field<T | undefined> {
  return { read, absent: undefined, isRequired: false, isRepeated: false, isFlag: false };
}

function isPresent<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined;
}

function readText(value: unknown, name: string): string {
  // A lone surrogate has no UTF-8 form: stored, it would come back as another text.
  if (typeof value !== 'string' || !value.isWellFormed()) throw invalidValue(name, value);
  return value;
}

function readInteger(value: unknown, name: string): Int64 {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return value;
    if (Number.isInteger(value)) throw new RoundedNumber();
    throw invalidValue(name, value);
  }
  const exact = exactInteger(value);
  if (exact === undefined || BigInt.asIntN(64, exact) !== exact) throw invalidValue(name, value);
  return int64(exact);
}

function exactInteger(value: unknown): bigint | undefined {
  if (value instanceof SourceNumber) {
    if (/^-?\d{1,30}$/.test(value.source)) return BigInt(value.source);
    return Number.isInteger(value.value) ? BigInt(value.value) : undefined;
  }
  return typeof value === 'string' && /^[+-]?\d{1,30}$/.test(value)
    ? BigInt(value.replace('+', ''))
    : undefined;
}

function readCount(value: unknown, name: string): number {
  const whole = readInteger(value, name);
  if (typeof whole === 'bigint') throw invalidValue(name, value);
  return whole;
}

function readDouble(value: unknown, name: string): number {
  const number = numberOf(value);
  if (Number.isFinite(number)) return number;
  if (typeof value === 'string') {
    if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
    if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value) && Number.isFinite(Number(value)))
      return Number(value);
  }
  throw invalidValue(name, value);
}

function readFlag(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw invalidValue(name, value);
  return value;
}

function numberOf(value: unknown): number {
  if (value instanceof SourceNumber) return value.value;
  return typeof value === 'number' ? value : NaN;
}

function plain(value: unknown): unknown {
  if (value instanceof SourceNumber) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
