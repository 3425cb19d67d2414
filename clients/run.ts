// Drives real, unmodified clients of other projects against a running server; `npm run test:clients` calls it.
// It is not a test framework: a scenario is a program a user could have written, and it passes when it ends with 0.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareJavaClient } from './javaClient.ts';
import { preparePython } from './pythonEnvironment.ts';
import { runScenario, type Scenario } from './scenario.ts';
import { assayServer, mlflowServer } from './server.ts';

const usage = `node clients/run.ts [--peer] [--serial] [scenario …]
  --peer    drive the real MLflow server instead, to see that a scenario is right
  --serial  one scenario at a time
A server of its own, with a new data directory, is started for every scenario.`;

const { values: flags, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    peer: { type: 'boolean', default: false },
    serial: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (flags.help) console.log(usage);
else process.exitCode = await main();

/** @returns 0 when every scenario passed, 1 when one failed, 4 when they could not be run */
async function main(): Promise<number> {
  const scratch = await mkdtemp(join(tmpdir(), 'assay-clients-'));
  try {
    const python = await preparePython();
    const scenarios = (await allScenarios(python)).filter(
      ({ name }) => wanted.length === 0 || wanted.includes(name),
    );
    if (scenarios.length === 0) throw new Error(`No scenario is called ${wanted.join(' or ')}.`);
    const kind = flags.peer ? mlflowServer(python) : assayServer;
    const waiting = [...scenarios];
    let failed = 0;
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const outcome = await runScenario(next, kind, join(scratch, next.name));
        const seconds = (outcome.tookMs / 1000).toFixed(1);
        console.log(`${outcome.passed ? 'ok  ' : 'FAIL'} ${next.name} (${seconds} s)`);
        if (outcome.passed) continue;
        failed += 1;
        console.log(outcome.log.replace(/^/gm, '     | '));
      }
    };
    const workers = flags.serial ? 1 : Math.min(4, availableParallelism());
    await Promise.all(Array.from({ length: workers }, worker));
    console.log(`${scenarios.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause);
    return 4;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function allScenarios(python: string): Promise<Scenario[]> {
  const folder = join(import.meta.dirname, 'python');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.py')).sort();
  const scripts = files.map((file): Scenario => ({
    name: basename(file, '.py'),
    prepare: async () => ({ command: python, args: [join(folder, file)] }),
  }));
  return [...scripts, { name: 'java', prepare: () => prepareJavaClient(python) }];
}
