/** `npm run bench`: measures Assay beside the real MLflow server, its gate beside promptfoo, and prints what it found; it asserts nothing. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, Finding, Measure, Section } from './contract.ts';
import { figure } from './format.ts';
import { LoadGenerator } from './load/loadGenerator.ts';
import { machineOf, type Machine } from './machine.ts';
import { measures } from './measures/list.ts';
import { parseOptions, usage, type Options } from './options.ts';
import { assay } from './servers/assay.ts';
import { mlflowFrom } from './servers/mlflow.ts';
import { mlflowVenv, type MlflowVenv } from './servers/mlflowVenv.ts';
import { markdownTable, textTable, verdictSection } from './table.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const startedAt = performance.now();

process.exitCode = await main();

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  const names = measures.map((measure) => measure.name);
  const stranger = options.only.find((name) => !names.includes(name));
  if (options.isHelp || stranger !== undefined) {
    if (stranger !== undefined) console.error(`There is no measure called ${stranger}.\n`);
    console.log(usage.replace('NAMES', names.join(', ')));
    return stranger === undefined ? 0 : 3;
  }
  const chosen = measures.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  const scratch = path.join(root, '.cache/bench', `run-${process.pid}`);
  fs.mkdirSync(scratch, { recursive: true });
  // An interrupted bench ends like a finished one: its servers are stopped and its folder is removed.
  process.on('SIGINT', () => process.exit(130));
  process.on('SIGTERM', () => process.exit(143));
  process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));
  const venv = await findMlflow(options);
  const machine = machineOf(scratch);
  const bench = benchOf(options, scratch, venv);
  const failed: string[] = [];
  const found = await measureAll(bench, chosen, failed);
  bench.load.stop();
  bench.readers.stop();
  print(options, heading(options, machine, venv), found, failed);
  if (options.jsonFile !== undefined) {
    const raw = {
      machine,
      mlflow: venv?.version,
      isQuick: options.isQuick,
      measures: Object.fromEntries(found),
    };
    fs.writeFileSync(options.jsonFile, `${JSON.stringify(raw, undefined, 1)}\n`);
  }
  // What still listens is ended by the exit handlers.
  process.exit(found.size === chosen.length ? 0 : 4);
}

async function findMlflow(options: Options): Promise<MlflowVenv | undefined> {
  if (options.without === 'mlflow') return undefined;
  try {
    return await mlflowVenv(options.mlflowVenv, say);
  } catch (error) {
    say(`${sentence(error)}; only Assay is measured`);
    return undefined;
  }
}

function benchOf(options: Options, scratch: string, venv: MlflowVenv | undefined): Bench {
  return {
    isQuick: options.isQuick,
    scratch,
    load: new LoadGenerator(),
    readers: new LoadGenerator(),
    assay: options.without === 'assay' ? undefined : assay,
    mlflow: venv && mlflowFrom(venv.path),
    wantsPromptfoo: options.without !== 'promptfoo',
    python: venv && path.join(venv.path, 'bin/python'),
    say,
  };
}

/** One measure that fails does not silence the others; it is named and the exit code says so. */
async function measureAll(
  bench: Bench,
  chosen: readonly Measure[],
  failed: string[],
): Promise<Map<string, Finding>> {
  const found = new Map<string, Finding>();
  for (const measure of chosen) {
    say(`measuring ${measure.name}`);
    try {
      found.set(measure.name, await measure.run(bench));
    } catch (error) {
      failed.push(`${measure.name} could not be measured: ${sentence(error)}`);
      say(failed.at(-1) ?? '');
    }
  }
  return found;
}

function heading(options: Options, machine: Machine, venv: MlflowVenv | undefined): string {
  const peer = venv && `MLflow ${venv.version} on SQLite with its default workers`;
  const who = [options.without === 'assay' ? undefined : 'Assay', peer].filter((name) => name !== undefined);
  const busy =
    machine.load > machine.cores / 2
      ? ` The machine was busy: ${figure(machine.load)} cores at the start.`
      : '';
  return (
    `${who.join(' beside ')}${options.isQuick ? ' (quick run)' : ''}: ${machine.cores} cores (${machine.cpu}), ` +
    `${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}, fsync ${figure(machine.fsyncMs)} ms.` +
    `${busy} Servers and load generator share the cores.`
  );
}

function print(
  options: Options,
  head: string,
  found: ReadonlyMap<string, Finding>,
  failed: readonly string[],
): void {
  const findings = [...found.values()];
  const verdicts = verdictSection(findings.flatMap((finding) => finding.verdicts));
  const sections: Section[] = findings.flatMap((finding) => finding.sections);
  const write = options.isMarkdown ? markdownTable : textTable;
  console.log([head, ...[...sections, verdicts].map(write), ...failed].join('\n\n'));
}

function say(line: string): void {
  console.error(`[${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s] ${line}`);
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
