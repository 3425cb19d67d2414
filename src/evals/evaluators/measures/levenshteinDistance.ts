// How many symbols must be inserted, deleted or replaced to turn one text into another. Not how texts become symbols.

/** 400 million cells take about a third of a second; two texts of 20,000 characters need that many. */
export const mostCells = 400_000_000;

const wordBits = 32;

/**
 * Edit distance, 32 rows at a time.
 *
 * @returns undefined when the texts are too long to compare in bounded time (`left.length × right.length > mostCells` after what
 *   both begin and end with is set aside)
 * @source Myers 1999; Hyyrö 2003, block form
 */
export function levenshteinDistance(left: Int32Array, right: Int32Array): number | undefined {
  let start = 0;
  let leftEnd = left.length;
  let rightEnd = right.length;
  while (start < leftEnd && start < rightEnd && left[start] === right[start]) start += 1;
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd -= 1;
    rightEnd -= 1;
  }
  const rows = left.subarray(start, leftEnd);
  const columns = right.subarray(start, rightEnd);
  if (rows.length === 0) return columns.length;
  if (columns.length === 0) return rows.length;
  if (rows.length * columns.length > mostCells) return undefined;
  return rows.length <= columns.length ? blockDistance(rows, columns) : blockDistance(columns, rows);
}

function blockDistance(rows: Int32Array, columns: Int32Array): number {
  const blocks = Math.ceil(rows.length / wordBits);
  const masks = masksOf(rows, blocks);
  const none = new Int32Array(blocks);
  // Vertical differences of the current column: +1 bits and −1 bits.
  const plus = new Int32Array(blocks).fill(-1);
  const minus = new Int32Array(blocks);
  const lastBit = 1 << ((rows.length - 1) % wordBits);
  let distance = rows.length;
  for (const symbol of columns) {
    const mask = masks.get(symbol) ?? none;
    let carriedPlus = 1;
    let carriedMinus = 0;
    for (let block = 0; block < blocks; block += 1) {
      const up = plus[block] ?? 0;
      const down = minus[block] ?? 0;
      const equal = mask[block] ?? 0;
      const diagonalOrDown = equal | down;
      const matched = equal | carriedMinus;
      const zero = (((matched & up) + up) ^ up) | matched;
      let right = down | ~(zero | up);
      let left = up & zero;
      if (block === blocks - 1) {
        if ((right & lastBit) !== 0) distance += 1;
        else if ((left & lastBit) !== 0) distance -= 1;
      }
      const outPlus = right >>> 31;
      const outMinus = left >>> 31;
      right = (right << 1) | carriedPlus;
      left = (left << 1) | carriedMinus;
      plus[block] = left | ~(diagonalOrDown | right);
      minus[block] = right & diagonalOrDown;
      carriedPlus = outPlus;
      carriedMinus = outMinus;
    }
  }
  return distance;
}

function masksOf(rows: Int32Array, blocks: number): ReadonlyMap<number, Int32Array> {
  const masks = new Map<number, Int32Array>();
  rows.forEach((symbol, row) => {
    let mask = masks.get(symbol);
    if (mask === undefined) masks.set(symbol, (mask = new Int32Array(blocks)));
    const block = row >>> 5;
    mask[block] = (mask[block] ?? 0) | (1 << (row & 31));
  });
  return masks;
}
