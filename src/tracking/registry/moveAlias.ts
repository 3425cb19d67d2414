// Points aliases at versions and takes them away.
import type { TrackingContext } from '../context.ts';
import { checkAlias, versionNumberOf } from './checkRegistryNames.ts';
import { registryAct } from './registryAct.ts';

/** @throws AssayError `request/invalid-field`, `registry/version-not-found` */
export async function setAlias(
  context: TrackingContext,
  name: string,
  alias: string,
  version: string,
): Promise<void> {
  checkAlias(alias);
  await context.store.registry.setAlias(name, alias, versionNumberOf(version), registryAct(context));
  context.announce({ type: 'registered-model', name });
}

/** An alias that is not there is already deleted. @throws AssayError `registry/model-not-found` */
export async function deleteAlias(context: TrackingContext, name: string, alias: string): Promise<void> {
  await context.store.registry.deleteAlias(name, alias, registryAct(context));
  context.announce({ type: 'registered-model', name });
}
