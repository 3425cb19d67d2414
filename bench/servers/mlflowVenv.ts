/** Finds or makes the Python environment that holds the pinned MLflow; it installs nothing else. */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const requirements = path.join(root, 'clients/requirements.txt');
const shared = path.join(root, '.cache/clients/venv');
const own = path.join(root, '.cache/bench/venv');
const installWithinMs = 15 * 60_000;

/** Where MLflow is and which one. */
export interface MlflowVenv {
  readonly path: string;
  readonly version: string;
}

/**
 * The environment asked for, else the one the client tests made, else one of the bench's own, made once.
 *
 * @throws Error with one clear sentence when MLflow cannot be had on this machine
 */
export async function mlflowVenv(
  asked: string | undefined,
  say: (line: string) => void,
): Promise<MlflowVenv> {
  const found = [asked, shared, own].find((venv) => venv !== undefined && hasMlflow(venv));
  if (asked !== undefined && found !== asked) throw new Error(`there is no bin/mlflow in ${asked}`);
  const venv = found ?? (await install(say));
  const { stdout } = await run(path.join(venv, 'bin/python'), [
    '-c',
    'import importlib.metadata as m; print(m.version("mlflow"))',
  ]);
  return { path: venv, version: stdout.trim() };
}

function hasMlflow(venv: string): boolean {
  return fs.existsSync(path.join(venv, 'bin/mlflow'));
}

async function install(say: (line: string) => void): Promise<string> {
  say('installing MLflow into .cache/bench/venv; this happens once');
  try {
    await run('python3', ['-m', 'venv', own]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await run(path.join(own, 'bin/python'), pip, { timeout: installWithinMs });
    return own;
  } catch (error) {
    fs.rmSync(own, { recursive: true, force: true });
    const detail = error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error);
    throw new Error(`MLflow could not be installed: ${detail}`, { cause: error });
  }
}
