// Proves that what would be published works: builds, packs, installs into an empty folder, starts the server, logs to it, runs a gate.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'assay-packages-'));
let failed = 0;

try {
  run(process.execPath, [join(root, 'scripts/build.ts')], root);
  for (const name of ['assay-sdk', 'assay']) {
    run('npm', ['pack', '--silent', '--pack-destination', folder, join(root, 'dist/packages', name)], root);
  }
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', ['install', '--silent', './assay-sdk-0.1.0.tgz', './assay-0.1.0.tgz'], folder);
  await tryServer();
  tryEval();
  await trySdkTypes();
} catch (cause) {
  failed++;
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${failed === 0 ? 1 : 0} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function tryServer(): Promise<void> {
  const assay = join(folder, 'node_modules/assay/lib/cli/assay.js');
  const version = execFileSync(process.execPath, [assay, '--version'], { encoding: 'utf8' }).trim();
  process.stdout.write(`installed assay ${version}\n`);
  const server = spawn(process.execPath, [assay, 'serve', '--port', '0', '--data', join(folder, 'data')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await new Promise<string>((found, lost) => {
      let text = '';
      server.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        const address = /http:\/\/[\d.]+:\d+/.exec(text)?.[0];
        if (address !== undefined) found(address);
      });
      server.on('exit', (code) => lost(new Error(`the installed server ended with code ${code}`)));
    });
    writeFileSync(
      join(folder, 'log.js'),
      `import { startRun } from 'assay-sdk';
const run = startRun({ url: ${JSON.stringify(url)}, experiment: 'packages' });
run.metric('loss', 0.5, { step: 1 });
await run.end();
`,
    );
    run(process.execPath, ['log.js'], folder);
    const listed = execFileSync(process.execPath, [assay, 'runs', 'list', '--url', url, '--json'], {
      encoding: 'utf8',
    });
    if (!listed.includes('"FINISHED"')) throw new Error(`the logged run was not listed: ${listed}`);
    process.stdout.write('the installed server recorded a run of the installed SDK\n');
  } finally {
    server.kill('SIGTERM');
    await new Promise((ended) => server.once('exit', ended));
  }
}

/** The example of an evaluation in TypeScript, outside of this repository: as a command, and as a value in a program. */
function tryEval(): void {
  for (const file of ['dates.ts', 'dates.eval.ts', 'golden.jsonl']) {
    copyFileSync(join(root, 'examples/eval-module', file), join(folder, file));
  }
  writeFileSync(
    join(folder, 'eval.js'),
    `import { assertPass, runEval } from 'assay/eval';
const run = await runEval(new URL('./dates.eval.ts', import.meta.url), { data: 'memory' });
assertPass(run);
console.log('the installed package ran an evaluation: ' + run.verdict + ' on ' + run.results.length + ' examples');
`,
  );
  run(process.execPath, ['eval.js'], folder);
  const assay = join(folder, 'node_modules/assay/lib/cli/assay.js');
  run(process.execPath, [assay, 'gate', 'dates.eval.ts', '--data', join(folder, 'gate')], folder);
}

/** The published declarations must type-check without this repository's settings. */
async function trySdkTypes(): Promise<void> {
  writeFileSync(
    join(folder, 'types.ts'),
    `import { runEval } from 'assay/eval';
import { startRun } from 'assay-sdk';
import evaluation from './dates.eval.ts';
export const run = startRun({ experiment: 'x' });
export const verdict: 'PASS' | 'FAIL' | 'INCONCLUSIVE' | null = (await runEval(evaluation)).verdict;
`,
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  run(
    process.execPath,
    [
      tsc,
      '--noEmit',
      '--strict',
      '--target',
      'es2024',
      '--allowImportingTsExtensions',
      '--module',
      'nodenext',
      '--types',
      'node',
      '--typeRoots',
      join(root, 'node_modules/@types'),
      'types.ts',
    ],
    folder,
  );
}

function run(program: string, args: readonly string[], cwd: string): void {
  execFileSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
}
