// The values of a block, in the narrowest of four forms that keeps every bit: one value for all, float32, float64 split or whole.
import type { ByteReader } from './byteReader.ts';
import type { ByteWriter } from './byteWriter.ts';
import { readSplit, skipSplit, type SplitDoubles, splitDoubles, writeSplit } from './splitDoubles.ts';

/** The place of a form is its number on disk. */
const forms = ['constant', 'float32', 'float64', 'split'] as const;
export type ValueForm = (typeof forms)[number];

/** Below this the list of upper parts outweighs what it saves. */
const fewestToSplit = 256;

export interface ValueColumn {
  readonly form: number;
  writeTo(to: ByteWriter): void;
}

export function valueColumn(values: Float64Array): ValueColumn {
  const narrow = narrowForm(values);
  const split = narrow === 'float64' && values.length >= fewestToSplit ? splitDoubles(values) : null;
  const form = split === null ? narrow : 'split';
  return { form: forms.indexOf(form), writeTo: (to) => writeValues(to, values, narrow, split) };
}

function narrowForm(values: Float64Array): Exclude<ValueForm, 'split'> {
  const first = values[0] ?? 0;
  let isConstant = true;
  let isFloat32 = true;
  for (let i = 0; i < values.length && (isConstant || isFloat32); i++) {
    const value = values[i] ?? 0;
    if (isConstant && !Object.is(value, first)) isConstant = false;
    if (isFloat32 && !Object.is(Math.fround(value), value)) isFloat32 = false;
  }
  return isConstant ? 'constant' : isFloat32 ? 'float32' : 'float64';
}

function writeValues(
  to: ByteWriter,
  values: Float64Array,
  narrow: ValueForm,
  split: SplitDoubles | null,
): void {
  if (split !== null) writeSplit(to, split);
  else if (narrow === 'constant') to.column(values.subarray(0, 1));
  else to.column(narrow === 'float32' ? new Float32Array(values) : values);
}

/** @throws Error when no form has this number: the database is damaged */
export function valueFormOf(number: number): ValueForm {
  const form = forms[number];
  if (form === undefined) throw new Error('a series block has values of an unknown form');
  return form;
}

/** @returns memory of its own or a view of the block's: not to be written to */
export function readValues(from: ByteReader, n: number, form: ValueForm): Float64Array<ArrayBuffer> {
  switch (form) {
    case 'constant':
      return new Float64Array(n).fill(new Float64Array(from.aligned(8))[0] ?? 0);
    case 'float32':
      return new Float64Array(new Float32Array(from.aligned(4 * n)));
    case 'float64':
      return from.floats64(n);
    case 'split':
      return readSplit(from, n);
  }
}

export function skipValues(from: ByteReader, n: number, form: ValueForm): void {
  if (form === 'split') skipSplit(from, n);
  else from.skip(form === 'constant' ? 8 : form === 'float32' ? 4 * n : 8 * n);
}
