// Builds the published packages into dist/packages: JavaScript, types and a package.json of their own. A checkout needs none of this.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly type: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  /** Each door of the package and its source. */
  readonly exports?: Readonly<Record<string, string>>;
}

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
  {
    stdio: 'inherit',
  },
);

const sdk = readManifest('sdk/package.json');
pack('assay-sdk', 'sdk/src', {
  ...published(sdk),
  exports: builtExports(sdk),
});

const assay = readManifest('package.json');
pack('assay', 'src', {
  ...published(assay),
  bin: { assay: 'lib/cli/assay.js' },
  exports: builtExports(assay),
  dependencies: { ...assay.dependencies, [sdk.name]: sdk.version },
});
chmodSync(join(dist, 'packages/assay/lib/cli/assay.js'), 0o755);
process.stdout.write(
  `Built ${assay.name} ${assay.version} and ${sdk.name} ${sdk.version} in dist/packages.\n`,
);

function readManifest(file: string): Manifest {
  // Our own package.json: its shape is known.
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest;
}

function published({
  name,
  version,
  description,
  license,
  type,
  engines,
}: Manifest): Record<string, unknown> {
  return { name, version, description, license, type, engines, files: ['lib', 'README.md', 'LICENSE'] };
}

function builtExports({ exports = {} }: Manifest): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(exports).map(([door, source]) => {
      const built = source.replace('./src/', './lib/').replace(/\.ts$/, '');
      return [door, { types: `${built}.d.ts`, default: `${built}.js` }];
    }),
  );
}

function pack(name: string, sources: string, manifest: Readonly<Record<string, unknown>>): void {
  const folder = join(dist, 'packages', name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(dist, 'js', sources), join(folder, 'lib'), { recursive: true });
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const readme = name === 'assay' ? 'README.md' : 'sdk/README.md';
  if (existsSync(join(root, readme))) cpSync(join(root, readme), join(folder, 'README.md'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
