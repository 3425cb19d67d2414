// Reads the Range header of a request for a file (RFC 9110, section 14). Several ranges at once are not served in parts.
import type { ByteRange } from '../../model/artifact.ts';

export type RangeRequest = { readonly kind: 'whole' } | { readonly kind: 'unsatisfiable' } | PartRequest;

interface PartRequest {
  readonly kind: 'part';
  readonly range: ByteRange;
}

/**
 * @param header the value of `Range`, undefined when absent
 * @param size   bytes of the file
 * @returns `whole` where the header may be ignored: absent, of another unit, malformed, or of several ranges
 */
export function byteRange(header: string | undefined, size: number): RangeRequest {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (from === '' && to === '') return { kind: 'whole' };
  if (from === '') return part(Math.max(0, size - Number(to)), Number(to) === 0 ? -1 : size - 1, size);
  if (to !== '' && Number(to) < Number(from)) return { kind: 'whole' };
  return part(Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1), size);
}

function part(first: number, last: number, size: number): RangeRequest {
  return first >= size || last < first ? { kind: 'unsatisfiable' } : { kind: 'part', range: { first, last } };
}
