// The versions of the packages that the program runs with: from the lock file of npm, or from what is installed beside package.json.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface PackageCapture {
  /** Of the program itself, where package.json says so. */
  readonly name: string | null;
  readonly version: string | null;
  /** The lock file and the hash of its content. */
  readonly lock: { readonly file: string; readonly sha256: string } | null;
  /** Version by name. All that the lock file names, or the direct dependencies. */
  readonly versions: Readonly<Record<string, string>>;
}

const lockFiles = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
] as const;

/** @returns null when there is no package.json at or above the folder */
export function capturePackages(folder: string): PackageCapture | null {
  const root = nearest(folder, 'package.json');
  if (root === null) return null;
  const manifest = readJsonObject(join(root, 'package.json'));
  const locked = lockFiles
    .map((file) => ({ file, at: nearest(root, file) }))
    .find((found): found is { file: (typeof lockFiles)[number]; at: string } => found.at !== null);
  const lockText = locked === undefined ? null : readFileSync(join(locked.at, locked.file));
  const isNpm = locked?.file === 'package-lock.json' || locked?.file === 'npm-shrinkwrap.json';
  return {
    name: textOf(manifest['name']),
    version: textOf(manifest['version']),
    lock:
      locked === undefined || lockText === null
        ? null
        : { file: locked.file, sha256: createHash('sha256').update(lockText).digest('hex') },
    versions:
      isNpm && locked !== undefined
        ? lockedVersions(readJsonObject(join(locked.at, locked.file)))
        : installedVersions(root, manifest),
  };
}

function lockedVersions(lock: Readonly<Record<string, unknown>>): Record<string, string> {
  const found = Object.entries(objectOf(lock['packages'])).flatMap(([path, entry]): [string, string][] => {
    const version = textOf(objectOf(entry)['version']);
    // Nested copies are other versions of the same package; the whole path tells them apart.
    return path.startsWith('node_modules/') && version !== null
      ? [[path.slice('node_modules/'.length), version]]
      : [];
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function installedVersions(
  root: string,
  manifest: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.keys(objectOf(manifest[kind])),
  );
  const found = [...new Set(names)].sort().flatMap((name): [string, string][] => {
    const at = nearest(root, join('node_modules', name, 'package.json'));
    if (at === null) return [];
    const version = textOf(readJsonObject(join(at, 'node_modules', name, 'package.json'))['version']);
    return version === null ? [] : [[name, version]];
  });
  return Object.fromEntries(found);
}

/** The folder, this one or one above, that has the file. */
function nearest(folder: string, file: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, file))) return at;
    if (dirname(at) === at) return null;
  }
}

/** A file that is damaged counts as empty: what is known is noted, nothing is guessed. */
function readJsonObject(file: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return {};
    throw error;
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
