// The results that came with a gate run, line by line, refused when a line is not what a gate run writes. Not their scores' meaning.
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { AssayError } from '../../model/errors.ts';
import type { ExampleResult, GateRun } from '../../model/gateRun.ts';
import { exampleResult } from '../record/exampleResultSchema.ts';
import { decodeResults } from '../run/resultLines.ts';
import { invalidRecord } from './checkRecord.ts';

/** @throws AssayError `gate-run/invalid-record` */
export function readResults(run: GateRun, bytes: Uint8Array): readonly ExampleResult[] {
  const examples = decoded(bytes).map((line, index) => {
    const parsed = exampleResult.safeParse(line);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw invalidRecord(
      `line ${index + 1} of its results is none${issue === undefined ? '' : `: ${issue.path.join('.')}: ${issue.message}`}`,
    );
  });
  examples.forEach((example, index) => {
    const before = examples[index - 1];
    if (before !== undefined && before.exampleId >= example.exampleId) {
      throw invalidRecord(
        `its results are not in the order of example ids, or name one twice (line ${index + 1})`,
      );
    }
    if (idOf(example) !== example.exampleId) {
      throw invalidRecord(`the input of the example ${example.exampleId} is not the one its id names`);
    }
    if (run.baseline === null && example.baseline.length > 0) {
      throw invalidRecord('it has no baseline, and results of one');
    }
  });
  return examples;
}

function decoded(bytes: Uint8Array): readonly unknown[] {
  try {
    return decodeResults(bytes);
  } catch (cause) {
    if (cause instanceof AssayError) throw invalidRecord(cause.message.replace(/\.$/, ''));
    throw cause;
  }
}

function idOf({ input }: ExampleResult): string | undefined {
  try {
    return canonicalHash(input);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}
