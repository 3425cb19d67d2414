/** Finds promptfoo or installs it once from the package registry, at one version, into a folder of the bench's own. */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('../../.cache/bench/promptfoo/', import.meta.url));
const version = '0.123.1';
const installWithinMs = 15 * 60_000;

/** Where promptfoo is and which one. */
export interface PromptfooInstall {
  /** The script that node runs. */
  readonly script: string;
  readonly version: string;
}

/** @throws Error with one clear sentence when promptfoo cannot be had on this machine */
export async function promptfooInstall(say: (line: string) => void): Promise<PromptfooInstall> {
  if (installedVersion() !== version) await install(say);
  return { script: path.join(folder, 'node_modules/promptfoo', binOf()), version };
}

async function install(say: (line: string) => void): Promise<void> {
  say(`installing promptfoo ${version} into .cache/bench/promptfoo; this happens once and takes minutes`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const args = [
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
    `promptfoo@${version}`,
  ];
  try {
    await run('npm', args, { cwd: folder, timeout: installWithinMs });
  } catch (error) {
    fs.rmSync(folder, { recursive: true, force: true });
    const detail = error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error);
    throw new Error(`promptfoo could not be installed: ${detail}`, { cause: error });
  }
}

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
}

function manifest(): Manifest | undefined {
  const file = path.join(folder, 'node_modules/promptfoo/package.json');
  // A package.json of the registry: its shape is known.
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest) : undefined;
}

function installedVersion(): string | undefined {
  return manifest()?.version;
}

function binOf(): string {
  return manifest()?.bin['promptfoo'] ?? 'dist/src/main.js';
}
