// The Merkle tree hash of RFC 6962 over a list of entries. Not what the entries are.
import { createHash } from 'node:crypto';

const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

/** SHA-256 of a zero byte and the entry: the prefix keeps an entry from passing for an inner node. @source RFC 6962, 2.1 */
export function leafHash(entry: string | Uint8Array): Buffer {
  return createHash('sha256').update(leafPrefix).update(entry).digest();
}

/**
 * The hash of a list of leaf hashes, in the order given; of an empty list SHA-256 of nothing.
 *
 * Subtrees of equal height are joined as they complete, which cuts a list where the standard cuts it: at the largest power of two
 * smaller than its length.
 *
 * @source RFC 6962, 2.1
 */
export function merkleRoot(leaves: Iterable<Uint8Array>): Buffer {
  const complete: { hash: Uint8Array; height: number }[] = [];
  for (const leaf of leaves) {
    let hash = leaf;
    let height = 0;
    for (let last = complete.at(-1); last?.height === height; last = complete.at(-1)) {
      complete.pop();
      hash = nodeHash(last.hash, hash);
      height += 1;
    }
    complete.push({ hash, height });
  }
  const last = complete.pop();
  if (last === undefined) return createHash('sha256').digest();
  return Buffer.from(complete.reduceRight((right, { hash }) => nodeHash(hash, right), last.hash));
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest();
}
