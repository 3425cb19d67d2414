// The gate run that somebody names, by its id or by enough of its beginning.
import { AssayError } from '../../model/errors.ts';
import type { GateRun } from '../../model/gateRun.ts';
import type { GateContext } from '../context.ts';

const shortestPrefix = 4;

/** @throws AssayError `gate-run/not-found`, `gate-run/ambiguous` */
export async function findGateRun(context: GateContext, reference: string): Promise<GateRun> {
  const { gateRuns } = context.store;
  const exact = await gateRuns.get(reference);
  if (exact !== undefined) return exact;
  const isPrefix = reference.length >= shortestPrefix && /^[0-9a-f]+$/.test(reference);
  const [only, ...others] = isPrefix ? await gateRuns.findByPrefix(reference) : [];
  if (only !== undefined && others.length === 0) {
    const found = await gateRuns.get(only);
    if (found !== undefined) return found;
  }
  if (others.length > 0) {
    throw new AssayError(
      'gate-run/ambiguous',
      `Several gate runs have ids that begin with '${reference}', such as ${[only, ...others].slice(0, 3).join(', ')}.`,
    );
  }
  throw new AssayError('gate-run/not-found', `No gate run has the id '${reference}'.`);
}
