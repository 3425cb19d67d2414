// Runs a program that prepares something, and says what it printed when it fails.
import { spawn } from 'node:child_process';

/** @throws Error with the program's last words when it is missing or does not end with 0 */
export async function command(program: string, args: readonly string[], folder?: string): Promise<string> {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with ${String(code)}:\n${output.slice(-4_000)}`);
  return output;
}

/** Whether the program can be started at all. */
export async function isThere(program: string, ...args: readonly string[]): Promise<boolean> {
  return command(program, args).then(
    () => true,
    () => false,
  );
}

/**
 * Makes sure a system package's program is there: installs it with apt-get when that is allowed, else says what to install.
 * @throws Error naming the packages when they are missing and cannot be installed from here
 */
export async function needSystem(
  isPresent: () => Promise<boolean>,
  packages: readonly string[],
  purpose: string,
): Promise<void> {
  if (await isPresent()) return;
  const advice = `${purpose} needs ${packages.join(' and ')}. Install: apt-get install ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !(await isThere('apt-get', '--version'))) throw new Error(advice);
  console.log(`Installing ${packages.join(', ')} …`);
  await command('apt-get', ['update', '-q']);
  await command('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages]);
  if (!(await isPresent())) throw new Error(advice);
}
