// The digest of a local file, as datasets are named by: the first 36 characters of the SHA-256, which is as much as MLflow keeps.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex').slice(0, 36);
}
