// Records as JSON: one array with a record a line, or JSON lines. Records keep the shape of the native API.
import type { ExportTarget } from './exportTarget.ts';

export async function writeJsonLines(records: AsyncIterable<unknown>, target: ExportTarget): Promise<void> {
  for await (const record of records) await target.write(`${JSON.stringify(record)}\n`);
}

export async function writeJsonArray(records: AsyncIterable<unknown>, target: ExportTarget): Promise<void> {
  let before = '[\n';
  for await (const record of records) {
    await target.write(`${before}${JSON.stringify(record)}`);
    before = ',\n';
  }
  await target.write(before === '[\n' ? '[]\n' : '\n]\n');
}
