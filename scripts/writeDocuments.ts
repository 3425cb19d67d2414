// Writes the documents that are rendered from the code: run it after changing an error, and commit the result.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorDocument } from './errorDocument.ts';

const root = resolve(import.meta.dirname, '..');
writeFileSync(resolve(root, 'docs/errors.md'), errorDocument());
process.stdout.write('docs/errors.md\n');
