// The values of a block, in the narrowest of three forms that keeps every bit: one value for all, float32, float64.
import type { ByteReader } from './byteReader.ts';
import type { ByteWriter } from './byteWriter.ts';

export type ValueForm = 'constant' | 'float32' | 'float64';

export function valueForm(values: Float64Array): ValueForm {
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

export function writeValues(to: ByteWriter, values: Float64Array, form: ValueForm): void {
  if (form === 'constant') to.column(values.subarray(0, 1));
  else to.column(form === 'float32' ? new Float32Array(values) : values);
}

/** @returns memory of its own or a view of the block's: not to be written to */
export function readValues(from: ByteReader, n: number, form: ValueForm): Float64Array<ArrayBuffer> {
  switch (form) {
    case 'constant':
      return new Float64Array(n).fill(from.floats64(1)[0] ?? 0);
    case 'float32':
      return new Float64Array(from.floats32(n));
    case 'float64':
      return from.floats64(n);
  }
}

export function skipValues(from: ByteReader, n: number, form: ValueForm): void {
  from.skip(form === 'constant' ? 8 : form === 'float32' ? 4 * n : 8 * n);
}
