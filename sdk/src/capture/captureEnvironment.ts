// Notes the surroundings of a run: as tags to search by, as environment.json to read, and the diff of the code. Secrets on the command line are hidden.
import { createHash } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { relative } from 'node:path';
import { sdkVersion } from '../sdkVersion.ts';
import { captureGit, type GitState } from './git.ts';
import { captureMachine, type Machine } from './machine.ts';
import { capturePackages, type PackageCapture } from './packages.ts';
import { redact } from './redact.ts';

export interface CaptureOptions {
  /** Keep what differs from the commit as `source.diff`; true when absent. */
  readonly diff?: boolean | undefined;
  /** The folder whose repository and packages are noted; the working directory when absent. */
  readonly folder?: string | undefined;
}

export interface Environment {
  readonly sdk: { readonly name: 'assay-sdk'; readonly version: string };
  readonly runtime: { readonly name: 'node'; readonly version: string; readonly flags: readonly string[] };
  readonly command: readonly string[];
  readonly folder: string;
  readonly host: string;
  readonly git: GitState | null;
  readonly packages: PackageCapture | null;
  readonly machine: Machine;
  /** The hash of what makes results differ: runtime, packages, system, processor, graphics, container. */
  readonly fingerprint: string;
}

export interface Captured {
  readonly environment: Environment;
  readonly tags: Readonly<Record<string, string>>;
  readonly diff: string | null;
}

export async function captureEnvironment(options: CaptureOptions): Promise<Captured> {
  const folder = options.folder ?? process.cwd();
  const [git, machine] = await Promise.all([captureGit(folder, options.diff ?? true), captureMachine()]);
  const packages = capturePackages(folder);
  const runtime = { name: 'node', version: process.version, flags: redact(process.execArgv) } as const;
  const environment: Environment = {
    sdk: { name: 'assay-sdk', version: sdkVersion },
    runtime,
    command: redact(process.argv),
    folder,
    host: hostname(),
    git: git?.state ?? null,
    packages,
    machine,
    fingerprint: fingerprintOf({ runtime, versions: packages?.versions ?? null, machine }),
  };
  return { environment, tags: tagsOf(environment), diff: git?.diff ?? null };
}

function fingerprintOf(parts: object): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function tagsOf(environment: Environment): Record<string, string> {
  const { git, machine, packages, runtime, sdk, command, fingerprint } = environment;
  const script = command[1];
  const container = machine.container;
  return {
    'assay.env.fingerprint': fingerprint,
    'assay.env.sdk': `${sdk.name} ${sdk.version}`,
    'assay.env.runtime': `${runtime.name} ${runtime.version}`,
    'assay.env.os': `${machine.os.name} (${machine.os.platform} ${machine.os.release}, ${machine.os.arch})`,
    'assay.env.cpu': machine.cpu.model,
    'assay.env.cores': String(machine.cpu.cores),
    'assay.env.memory': String(machine.memoryBytes),
    'assay.env.host': environment.host,
    'assay.env.command': command.join(' ').slice(0, mostTagCharacters),
    ...(machine.gpus.length === 0
      ? {}
      : { 'assay.env.gpu': machine.gpus.map(({ name }) => name).join(', ') }),
    ...(container === null ? {} : { 'assay.env.container': container.image ?? 'unknown image' }),
    ...(packages?.lock === null || packages === null
      ? {}
      : { 'assay.env.lock': `${packages.lock.file} ${packages.lock.sha256}` }),
    ...(git === null ? {} : gitTags(git)),
    'mlflow.source.type': 'LOCAL',
    ...(script === undefined ? {} : { 'mlflow.source.name': relative(environment.folder, script) || script }),
    ...userTag(),
  };
}

function gitTags(git: GitState): Record<string, string> {
  return {
    'assay.env.git.dirty': String(git.isDirty),
    ...(git.branch === null
      ? {}
      : { 'assay.env.git.branch': git.branch, 'mlflow.source.git.branch': git.branch }),
    ...(git.remote === null ? {} : { 'mlflow.source.git.repoURL': git.remote }),
    'mlflow.source.git.commit': git.commit,
  };
}

function userTag(): Record<string, string> {
  try {
    return { 'mlflow.user': userInfo().username };
  } catch {
    // A container may run under a number that has no name; then there is nothing to note.
    return {};
  }
}

const mostTagCharacters = 8000;
