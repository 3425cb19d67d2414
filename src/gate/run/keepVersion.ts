// Keeps the version of an arm; a semantic name that already means something else is not moved, and the reader is told.
import type { ComponentVersion } from '../../model/component.ts';
import { AssayError } from '../../model/errors.ts';
import type { GateContext } from '../context.ts';

/** @returns what a person should know: empty when name and content agree */
export async function keepVersion(
  context: GateContext,
  version: ComponentVersion,
): Promise<readonly string[]> {
  try {
    await context.store.gateRuns.keepVersion(version);
    return [];
  } catch (cause) {
    if (!(cause instanceof AssayError) || cause.code !== 'component/label-taken') throw cause;
    await context.store.gateRuns.keepVersion({ ...version, label: null });
    return [`${cause.message} This run names it by its hash; give the changed version a new name.`];
  }
}
