// What the id of a run may look like. Whether the run exists is another question.
import { AssayError } from '../../model/errors.ts';

/** @throws AssayError `request/invalid-field` */
export function checkRunId(runId: string): void {
  if (/^[a-zA-Z0-9][\w-]{0,255}$/.test(runId)) return;
  throw new AssayError(
    'request/invalid-field',
    `Invalid value ${JSON.stringify(runId.slice(0, 300))} for parameter 'run_id' supplied.`,
    { parameter: 'run_id' },
  );
}
