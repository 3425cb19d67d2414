// Names files by their content, so that an answer is asked for again when what could change it has changed. Not which files those are.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import { AssayError } from '../../../model/errors.ts';

/** More would take seconds at every run; whoever has them names the ones that matter. */
const mostFiles = 5000;

/** Folders that hold what others made; their versions are not the user's own text. */
const skipped = new Set(['node_modules', '__pycache__', 'venv', 'dist', 'target']);

/** Hashes by path relative to the folder, with `/` between parts. Folders stand for every file below them. */
export type FileHashes = Readonly<Record<string, string>>;

/** @throws AssayError `target/missing-file` */
export function hashFiles(folder: string, paths: readonly string[]): FileHashes {
  const files = new Set<string>();
  for (const path of paths) {
    const absolute = resolve(folder, path);
    const found = statSync(absolute, { throwIfNoEntry: false });
    if (found === undefined) {
      throw new AssayError('target/missing-file', `There is no file or folder ${path} in ${folder}.`, {
        path,
      });
    }
    if (!found.isDirectory()) files.add(absolute);
    else for (const file of filesBelow(absolute, () => true)) files.add(file);
  }
  return hashesOf(folder, [...files]);
}

/** The files beside and below a file that have its ending: what a script may import without saying so to us. */
export function likeFiles(file: string): readonly string[] {
  const ending = extname(file);
  if (ending === '') return [file];
  return filesBelow(resolve(file, '..'), (name) => extname(name) === ending);
}

export function hashesOf(folder: string, files: readonly string[]): FileHashes {
  const hashes = files
    .map((file) => [relative(folder, file).replaceAll('\\', '/'), hashOf(file)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(hashes);
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** @throws AssayError `target/invalid-options` when there are too many to read at every run */
function filesBelow(folder: string, isWanted: (name: string) => boolean): readonly string[] {
  const found: string[] = [];
  const folders = [folder];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || skipped.has(entry.name)) continue;
      if (entry.isDirectory()) folders.push(join(at, entry.name));
      else if (entry.isFile() && isWanted(entry.name)) found.push(join(at, entry.name));
    }
    if (found.length > mostFiles) {
      throw new AssayError(
        'target/invalid-options',
        `The folder ${folder} has more than ${mostFiles} files that could change the answers; name those that do under "files".`,
        { folder },
      );
    }
  }
  return found;
}
