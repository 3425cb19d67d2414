// When a change to the registry happens and who makes it, as its history keeps it. Nobody is known yet: requests carry no identity.
import type { Act } from '../../store/registryStore.ts';
import type { TrackingContext } from '../context.ts';

export function registryAct(context: TrackingContext): Act {
  return { now: context.now(), by: null };
}
