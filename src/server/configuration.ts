// What can be configured, its defaults, and where it is read from: flags first, then environment. The only reader of process.env.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync } from 'node:fs';

export interface Configuration {
  readonly host: string;
  readonly port: number;
  /** The data directory. */
  readonly dataFolder: string;
  /** Records live in memory and artifacts in a temporary folder; both end with the process. */
  readonly isInMemory: boolean;
  /** Most bytes of a request body that is not an artifact. */
  readonly mostBodyBytes: number;
  /** Where artifacts of new experiments live; clients upload through the server by default. */
  readonly artifactRoot: string;
  /** Further names under which a server that listens on loopback may be asked for; `*` allows any. */
  readonly allowedHosts: readonly string[];
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Gate runs that are queued here may run commands, import modules and read files of this machine. */
  readonly allowsCode: boolean;
  /** Jobs at a time; at least 1. */
  readonly jobsAtATime: number;
  /** Variables that queued gate runs may use as secrets, such as `OPENAI_API_KEY`. */
  readonly jobSecrets: readonly string[];
}

/** Flags as given on the command line; absent ones fall to the environment, then to the default. */
export interface ServeFlags {
  readonly host?: string;
  readonly port?: number;
  readonly data?: string;
  readonly memory?: boolean;
  readonly artifactRoot?: string;
  readonly allowedHost?: readonly string[];
  readonly logLevel?: Configuration['logLevel'];
  readonly allowCode?: boolean;
  readonly jobs?: number;
}

export const defaults = {
  host: '127.0.0.1',
  port: 5080,
  dataFolder: '.assay',
  mostBodyBytes: 64 * 1024 * 1024,
  artifactRoot: 'mlflow-artifacts:',
  logLevel: 'warn',
  jobsAtATime: 1,
} as const;

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

export function readConfiguration(
  flags: ServeFlags,
  env: Readonly<Record<string, string | undefined>>,
): Configuration {
  const isInMemory = flags.memory ?? env['ASSAY_MEMORY'] === '1';
  const level = flags.logLevel ?? logLevels.find((known) => known === env['ASSAY_LOG_LEVEL']);
  return {
    host: flags.host ?? env['ASSAY_HOST'] ?? defaults.host,
    port: flags.port ?? portOf(env['ASSAY_PORT']) ?? defaults.port,
    dataFolder: isInMemory
      ? mkdtempSync(join(tmpdir(), 'assay-memory-'))
      : (flags.data ?? env['ASSAY_DATA'] ?? defaults.dataFolder),
    isInMemory,
    mostBodyBytes: defaults.mostBodyBytes,
    artifactRoot: flags.artifactRoot ?? env['ASSAY_ARTIFACT_ROOT'] ?? defaults.artifactRoot,
    allowedHosts:
      flags.allowedHost ?? env['ASSAY_ALLOWED_HOSTS']?.split(',').map((name) => name.trim()) ?? [],
    logLevel: level ?? defaults.logLevel,
    allowsCode: flags.allowCode ?? env['ASSAY_ALLOW_CODE'] === '1',
    jobsAtATime: flags.jobs ?? countOf('ASSAY_JOBS', env['ASSAY_JOBS']) ?? defaults.jobsAtATime,
    jobSecrets: namesIn(env['ASSAY_JOB_SECRETS']),
  };
}

/** Where commands look for data: a server, else a data directory. */
export interface ReachConfiguration {
  readonly url: string;
  /** Someone named this URL; nothing else will do. */
  readonly isUrlGiven: boolean;
  readonly dataFolder: string;
  /** Someone named this data directory; the server at the default URL will not do. */
  readonly isDataGiven: boolean;
  readonly token: string;
  /** Where the SDK keeps what a server that was away has not been told yet; empty for its default. */
  readonly spoolFolder: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process, for the commands. */
export const processEnvironment: Environment = process.env;

/** A secret that a gate file names, such as `OPENAI_API_KEY`. Never stored, never printed. */
export function secretNamed(name: string): string | undefined {
  return given(process.env[name]);
}

export function readReach(
  flags: { readonly url?: string | undefined; readonly data?: string | undefined },
  env: Environment,
): ReachConfiguration {
  const url = flags.url ?? (flags.data === undefined ? given(env['ASSAY_URL']) : undefined);
  const data = flags.data ?? given(env['ASSAY_DATA']);
  return {
    url: url ?? `http://${defaults.host}:${defaults.port}`,
    isUrlGiven: url !== undefined,
    dataFolder: data ?? defaults.dataFolder,
    isDataGiven: data !== undefined && url === undefined,
    token: env['ASSAY_TOKEN'] ?? '',
    spoolFolder: env['ASSAY_SPOOL'] ?? '',
  };
}

/** Colours are for terminals whose reader has not asked for none (https://no-color.org). */
export function wantsColours(isTerminal: boolean, env: Environment): boolean {
  return isTerminal && given(env['NO_COLOR']) === undefined && env['TERM'] !== 'dumb';
}

const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

const namesIn = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

function countOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 64) {
    throw new Error(`${name} is '${text}'; it must be a number from 1 to 64.`);
  }
  return count;
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`ASSAY_PORT is '${text}'; it must be a port number from 0 to 65535.`);
  }
  return port;
}
