// The virtual environment of the Python clients: made once under .cache, made again when the pins change.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { command, isThere, needSystem } from './command.ts';

const requirements = join(import.meta.dirname, 'requirements.txt');
const cache = resolve(import.meta.dirname, '../.cache/clients');

/** @returns the path of a Python that has exactly the pinned packages */
export async function preparePython(): Promise<string> {
  const folder = join(cache, 'venv');
  const python = join(folder, 'bin/python');
  const stamp = join(folder, 'requirements.sha256');
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const found = await readFile(stamp, 'utf8').catch(() => 'none');
  if (found === wanted && (await isThere(python, '-c', 'import mlflow.version, sklearn'))) return python;

  // `ensurepip` is what a Debian python3 without python3-venv lacks.
  await needSystem(
    () => isThere('python3', '-c', 'import sys, venv, ensurepip; assert sys.version_info >= (3, 11)'),
    ['python3', 'python3-venv'],
    'The Python clients (Python 3.11 or newer)',
  );
  console.log('Installing the Python clients (once; a minute or two) …');
  await mkdir(cache, { recursive: true });
  await rm(folder, { recursive: true, force: true });
  await command('python3', ['-m', 'venv', folder]);
  await command(python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '-r',
    requirements,
  ]);
  await writeFile(stamp, wanted);
  return python;
}
