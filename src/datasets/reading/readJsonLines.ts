// The rows of JSON lines. Not what they mean.
import type { Json } from '../../model/json.ts';
import type { ByteSource } from './lineBlocks.ts';
import { mapKeys } from './mapKeys.ts';
import { isObject, kindOf } from './parseExample.ts';
import { parseJsonText } from './parseJsonText.ts';
import type { ReadProblems } from './readProblems.ts';
import type { ColumnMapping, ReadRow } from './readRow.ts';
import { textBlocks } from './textBlocks.ts';

export async function* readJsonLines(
  source: ByteSource,
  mapping: ColumnMapping,
  problems: ReadProblems,
): AsyncGenerator<ReadRow> {
  for await (const { firstLine, text } of textBlocks(source, problems)) {
    let line = firstLine;
    for (let at = 0; at < text.length; line += 1) {
      const end = text.indexOf('\n', at);
      const content = text.slice(at, end < 0 ? text.length : end).trim();
      at = end < 0 ? text.length : end + 1;
      if (content === '') continue;
      const row = rowOf(content, line, mapping, problems);
      if (row !== undefined) yield row;
    }
  }
}

function rowOf(
  content: string,
  line: number,
  mapping: ColumnMapping,
  problems: ReadProblems,
): ReadRow | undefined {
  if (line === 1 && content === '[') {
    problems.add(line, 'the file is a JSON array.', "Write one object a line (`jq -c '.[]'`).");
    return undefined;
  }
  const reading = parseJsonText(content);
  if ('fault' in reading) {
    problems.add(line, `the line is no JSON that can be used: ${reading.fault.message}`, reading.fault.fix);
    return undefined;
  }
  if (!isObject(reading.value)) {
    problems.add(line, `the line is ${kindOf(reading.value)}.`, notAnObjectFix(reading.value));
    return undefined;
  }
  return { line, fields: mapKeys(reading.value, mapping, line, problems) };
}

function notAnObjectFix(value: Json): string {
  return Array.isArray(value)
    ? "Write one object a line, not an array (`jq -c '.[]'`)."
    : 'Write an object with at least an `input`: {"input": …}.';
}
