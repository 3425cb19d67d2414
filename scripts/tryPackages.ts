// Proves that what would be published works: builds, packs, installs into an empty folder, starts the server and logs to it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

/** The published declarations must type-check without this repository's settings. */
async function trySdkTypes(): Promise<void> {
  writeFileSync(
    join(folder, 'types.ts'),
    `import { startRun } from 'assay-sdk';\nexport const run = startRun({ experiment: 'x' });\n`,
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  run(
    process.execPath,
    [
      tsc,
      '--noEmit',
      '--strict',
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
