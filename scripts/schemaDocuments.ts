// Renders docs/schema/*.json from the schemas that files and reports are checked with. Pure: tests compare the files with it.
import { gateFileJsonSchema } from '../src/gate/policy/schemaPlaces.ts';
import { gateReportJsonSchema } from '../src/gate/reports/jsonReport.ts';

/** The text of each published JSON Schema, by its path in the repository. */
export function schemaDocuments(): { readonly [path: string]: string } {
  return {
    'docs/schema/assay.schema.json': `${JSON.stringify(gateFileJsonSchema(), null, 2)}\n`,
    'docs/schema/gate-report.schema.json': `${JSON.stringify(gateReportJsonSchema(), null, 2)}\n`,
  };
}
