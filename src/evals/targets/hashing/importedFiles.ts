// Finds what a module imports, and what those import, by reading their text. Not what they read at run time.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface ImportedFiles {
  /** The module and every file it reaches by relative imports; absolute paths. */
  readonly files: readonly string[];
  /** Versions of the packages they import, by name; `unknown` where none is installed. */
  readonly packages: Readonly<Record<string, string>>;
}

const specifiers = /\b(?:from|import|require)\s*\(?\s*(['"])([^'"\n]+)\1/g;

/** Endings that are tried for a specifier without one, as bundlers and older loaders do. */
const endings = ['', '.ts', '.mts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js'];

/** What only looks like an import (in a text, in a comment) and names no file is left out. */
export function importedFiles(module: string): ImportedFiles {
  const files = new Set<string>();
  const packages: Record<string, string> = {};
  const waiting = [resolve(module)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    if (file.endsWith('.json')) continue;
    for (const [, , specifier = ''] of readFileSync(file, 'utf8').matchAll(specifiers)) {
      if (specifier.startsWith('.') || specifier.startsWith('/')) {
        const found = fileOf(resolve(dirname(file), specifier));
        if (found !== undefined) waiting.push(found);
      } else if (!specifier.startsWith('node:')) {
        const name = packageName(specifier);
        packages[name] ??= versionOf(name, dirname(file));
      }
    }
  }
  return { files: [...files], packages };
}

function fileOf(path: string): string | undefined {
  const swapped = path.replace(/\.js$/, '.ts');
  return [...endings.map((ending) => path + ending), swapped].find(
    (candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile() === true,
  );
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function versionOf(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, 'node_modules', name, 'package.json');
    if (existsSync(manifest)) {
      return /"version"\s*:\s*"([^"]+)"/.exec(readFileSync(manifest, 'utf8'))?.[1] ?? 'unknown';
    }
    if (folder === dirname(folder)) return 'unknown';
  }
}
