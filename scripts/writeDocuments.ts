// Writes the documents that are rendered from the code: run it after changing an error, and commit the result.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { errorDocument } from './errorDocument.ts';
import { schemaDocuments } from './schemaDocuments.ts';

const root = resolve(import.meta.dirname, '..');
writeFileSync(resolve(root, 'docs/errors.md'), errorDocument());
process.stdout.write('docs/errors.md\n');
for (const [path, text] of Object.entries(schemaDocuments())) {
  mkdirSync(dirname(resolve(root, path)), { recursive: true });
  writeFileSync(resolve(root, path), text);
  process.stdout.write(`${path}\n`);
}
