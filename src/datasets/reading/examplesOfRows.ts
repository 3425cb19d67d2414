// Rows to examples, one after the other: checked, each input once, against the schema. Not where rows come from.
import { AssayError } from '../../model/errors.ts';
import type { Example } from '../../model/example.ts';
import type { JsonObject } from '../../model/json.ts';
import { inputCheck } from './inputCheck.ts';
import { parseExample } from './parseExample.ts';
import type { ReadProblems } from './readProblems.ts';
import type { ReadRow } from './readRow.ts';

/** Most examples of one dataset. */
export const mostExamples = 1_000_000;

/**
 * In the order of the rows. Whoever reads to the end has examples that are all right: the problems are told there.
 *
 * @throws AssayError `dataset/invalid-examples` after the last row, `dataset/too-large`, `dataset/invalid-schema`
 */
export async function* examplesOfRows(
  rows: AsyncIterable<ReadRow>,
  inputSchema: JsonObject | null,
  problems: ReadProblems,
): AsyncGenerator<Example> {
  const check = inputSchema === null ? null : inputCheck(inputSchema);
  const lines = new Map<string, number>();
  for await (const row of rows) {
    const example = parseExample(row, problems);
    if (example === undefined) continue;
    const first = lines.get(example.exampleId);
    if (first !== undefined) {
      const fix = 'Keep one of them: an example is known by its input.';
      problems.add(row.line, `the same input as in line ${first}.`, fix);
      continue;
    }
    lines.set(example.exampleId, row.line);
    if (lines.size > mostExamples) {
      throw new AssayError(
        'dataset/too-large',
        `There are more than ${mostExamples.toLocaleString('en')} examples.`,
      );
    }
    const fault = check?.(example.input);
    if (fault === undefined) yield example;
    else
      problems.add(
        row.line,
        `the input does not satisfy the inputSchema: ${fault}.`,
        'Correct the input, or the schema.',
      );
  }
  problems.throwIfAny();
}
