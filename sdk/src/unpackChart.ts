// Packed curves back into columns; the layout is told at WirePackedChartHeader. Not drawing.
import type { ChartColumn, WirePackedChartHeader } from './wire.ts';

export type PackedCurve = { readonly runId: string; readonly exact: boolean } & {
  readonly [column in ChartColumn]: Float64Array;
};

export interface PackedChart {
  readonly key: string;
  readonly curves: readonly PackedCurve[];
}

/** The columns are views into `packed`, not copies (on little-endian machines, which is every one that Node runs on but s390x). */
export function unpackChart(packed: ArrayBuffer): PackedChart {
  const length = new DataView(packed).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(packed, 4, length));
  const header = JSON.parse(text) as WirePackedChartHeader;
  let at = 4 + length;
  const curves = header.curves.map(({ runId, exact, length: points }) => {
    const columns = new Map<ChartColumn, Float64Array>();
    for (const column of header.columns) {
      columns.set(column, float64At(packed, at, points));
      at += 8 * points;
    }
    const column = (name: ChartColumn): Float64Array => columns.get(name) ?? new Float64Array(0);
    return {
      runId,
      exact,
      firstStep: column('firstStep'),
      lastStep: column('lastStep'),
      min: column('min'),
      max: column('max'),
      sum: column('sum'),
      count: column('count'),
      nanCount: column('nanCount'),
      last: column('last'),
      lastTimestamp: column('lastTimestamp'),
    };
  });
  return { key: header.key, curves };
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function float64At(packed: ArrayBuffer, at: number, length: number): Float64Array {
  if (isLittleEndian) return new Float64Array(packed, at, length);
  const view = new DataView(packed);
  return Float64Array.from({ length }, (_, i) => view.getFloat64(at + 8 * i, true));
}
