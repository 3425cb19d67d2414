// Curves as the native API says them: as JSON, or packed as columns of float64 for drawing without parsing.
import {
  type ChartColumn,
  chartColumns,
  toWireNumber,
  type WireChart,
  type WireNumber,
  type WirePackedChartHeader,
} from 'assay-sdk/wire';

/** What the rules answer for one run. */
type Curve = { readonly runId: string; readonly exact: boolean } & {
  readonly [column in ChartColumn]: Float64Array;
};

export function encodeChart(key: string, curves: readonly Curve[]): WireChart {
  return {
    key,
    curves: curves.map((curve) => ({ runId: curve.runId, exact: curve.exact, ...columnsOf(curve) })),
  };
}

function columnsOf(curve: Curve): { readonly [column in ChartColumn]: readonly WireNumber[] } {
  const column = (name: ChartColumn): WireNumber[] => Array.from(curve[name], toWireNumber);
  return {
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
}

/** The layout is told at `WirePackedChartHeader`. */
export function packChart(key: string, curves: readonly Curve[]): Buffer {
  const header: WirePackedChartHeader = {
    key,
    columns: chartColumns,
    curves: curves.map(({ runId, exact, min }) => ({ runId, exact, length: min.length })),
  };
  const json = Buffer.from(JSON.stringify(header));
  const padding = (8 - ((4 + json.length) % 8)) % 8;
  const values = curves.reduce((sum, curve) => sum + curve.min.length * chartColumns.length, 0);
  const packed = Buffer.alloc(4 + json.length + padding + 8 * values, ' ');
  packed.writeUInt32LE(json.length + padding, 0);
  json.copy(packed, 4);
  let at = 4 + json.length + padding;
  for (const curve of curves) {
    for (const name of chartColumns) {
      for (const value of curve[name]) at = packed.writeDoubleLE(value, at);
    }
  }
  return packed;
}
