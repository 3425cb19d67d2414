// An example to the bytes that are kept of it, and back. Not where they are kept.
import type { KeptExample } from '../../store/datasetStore.ts';
import type { Example } from '../../model/example.ts';
import { canonicalHash } from '../canonicalHash.ts';
import { exampleText } from '../identity/exampleText.ts';
import { leafHash } from '../identity/merkleRoot.ts';

export function keep(example: Example): KeptExample {
  const bytes = Buffer.from(exampleText(example));
  return { leafHash: leafHash(bytes).toString('hex'), exampleId: example.exampleId, bytes };
}

/** The example in bytes whose hash was checked: they were written by {@link keep}. */
export function exampleOfBytes(bytes: Uint8Array): Example {
  const fields = JSON.parse(Buffer.from(bytes).toString('utf8')) as Omit<Example, 'exampleId'>;
  return { exampleId: canonicalHash(fields.input), ...fields };
}
