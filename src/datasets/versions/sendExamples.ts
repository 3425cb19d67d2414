// The examples of a stored version as JSON lines, for somebody outside: checked before the first is handed on, and the look noted.
import type { DatasetVersion } from '../../model/dataset.ts';
import { AssayError } from '../../model/errors.ts';
import { holdoutSplit } from '../../model/example.ts';
import type { DatasetContext } from '../context.ts';
import { exampleOfBytes } from './keptExample.ts';
import { keptExamples } from './keptExamples.ts';
import { type Look, recordLookAt } from './recordLook.ts';
import { verifyVersion } from './verifyVersion.ts';

/**
 * Read twice, so that memory does not grow with the version: once to check it, once to send it.
 *
 * @param withHoldout whether examples of the holdout are among them; if so, the look is noted
 * @throws AssayError `dataset/hash-mismatch`; the custodian has an alert then
 */
export async function sendExamples(
  context: DatasetContext,
  version: DatasetVersion,
  look: Look,
  withHoldout: boolean,
): Promise<AsyncGenerator<Buffer>> {
  const { isIntact, computedId, problems } = await verifyVersion(context, version);
  if (!isIntact) {
    const named = problems.flatMap(({ exampleId }) => (exampleId === null ? [] : [exampleId]));
    const about =
      named.length === 0 ? (problems[0]?.message ?? '') : `Altered: ${named.slice(0, 5).join(', ')}.`;
    throw new AssayError(
      'dataset/hash-mismatch',
      `The stored version ${version.versionId} of '${version.name}' is not what was stored; it computes to ${computedId}. ${about}`,
      { stored: version.versionId, computed: computedId },
    );
  }
  if (withHoldout) await recordLookAt(context, version, version.coverage.holdout, look);
  return linesOf(context, version, withHoldout);
}

const newline = Buffer.from('\n');

async function* linesOf(
  context: DatasetContext,
  version: DatasetVersion,
  withHoldout: boolean,
): AsyncGenerator<Buffer> {
  for await (const page of keptExamples(context, version)) {
    const sent = withHoldout
      ? page
      : page.filter(({ bytes }) => exampleOfBytes(bytes).split !== holdoutSplit);
    yield Buffer.concat(sent.flatMap(({ bytes }) => [bytes, newline]));
  }
}
