// Which life-cycle stages a search sees, as the wire names them.
import { choice } from './fields.ts';

const views = { ACTIVE_ONLY: 'active', DELETED_ONLY: 'deleted', ALL: 'all' } as const;

export const viewField = choice(['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL']);

export function viewOf(name: keyof typeof views | undefined): 'active' | 'deleted' | 'all' {
  return views[name ?? 'ACTIVE_ONLY'];
}
