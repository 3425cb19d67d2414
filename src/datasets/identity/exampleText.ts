// The bytes of one example that its version id covers. Not its id, which names its input alone.
import { canonicalJson } from '../canonicalHash.ts';
import type { Example } from '../../model/example.ts';

/** Canonical JSON of the six fields that people write, all of them present; the example id follows from `input` and is not repeated. */
export function exampleText({ input, expected, metadata, tags, split, cluster }: Example): string {
  return canonicalJson({ input, expected, metadata, tags, split, cluster });
}
