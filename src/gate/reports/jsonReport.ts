// A gate run as JSON for programs: the record whole, and the examples that got worse. docs/schema/gate-report.schema.json describes it.
import { z } from 'zod';
import type { ExampleResult, GateRun } from '../../model/gateRun.ts';
import { exampleResult } from '../record/exampleResultSchema.ts';
import { gateRun } from '../record/gateRunSchema.ts';
import { flippedExamples } from './flippedExamples.ts';
import { type GateOutcome, gateOutcome } from './gateOutcome.ts';
import type { GateReport } from './gateReport.ts';

/** Raised when a reader of the last format could misread the next. */
const reportVersion = 1;
/** Whole results are long; the record names all of them by their hash. */
const mostExamples = 200;

export const gateReportSchema = z
  .strictObject({
    format: z.literal('assay-gate-report').meta({ description: 'Always this word.' }),
    version: z.literal(reportVersion).meta({ description: 'Of the format.' }),
    outcome: z
      .enum(['PASS', 'FAIL', 'INCONCLUSIVE', 'ERROR', 'CANCELLED', 'RUNNING'])
      .meta({ description: 'The verdict, or why there is none.' }),
    sentence: z.string().meta({ description: 'What decided, in a sentence or two.' }),
    exitCode: z
      .union([z.literal([0, 1, 2, 4]), z.null()])
      .meta({ description: 'That of `assay gate`; null while it runs.' }),
    url: z.union([z.string(), z.null()]).meta({ description: 'Where a person can open the run.' }),
    gateRun,
    examples: z
      .array(exampleResult)
      .meta({ description: 'Those that got worse, worst first, as far as they are at hand; at most 200.' }),
  })
  .meta({ title: 'Assay gate report', description: 'What `assay gate --json` writes.' });

export interface JsonGateReport extends GateOutcome {
  readonly format: 'assay-gate-report';
  readonly version: typeof reportVersion;
  readonly url: string | null;
  readonly gateRun: GateRun;
  readonly examples: readonly ExampleResult[];
}

/** JSON text that ends with a line end. */
export function jsonReport(report: GateReport): string {
  const { run, examples, url } = report;
  const byId = new Map(examples.map((example) => [example.exampleId, example]));
  const worse = flippedExamples(run, examples, mostExamples).shown.flatMap(
    ({ exampleId }) => byId.get(exampleId) ?? [],
  );
  const { outcome, sentence, exitCode } = gateOutcome(run);
  const said: JsonGateReport = {
    format: 'assay-gate-report',
    version: reportVersion,
    outcome,
    sentence,
    exitCode,
    url,
    gateRun: run,
    examples: worse,
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}

/** JSON Schema (2020-12) of JSON reports. */
export function gateReportJsonSchema(): unknown {
  return z.toJSONSchema(gateReportSchema, { io: 'input' });
}
