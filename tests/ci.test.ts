// The GitHub action and the GitLab template, run as a runner would: their scripts, their variables, a server that answers as GitHub's and GitLab's do.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const root = resolve(import.meta.dirname, '..');
let folder = '';
let server: Server;
let posted: { readonly method: string; readonly url: string; readonly body: string }[] = [];
let address = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-ci-'));
  posted = [];
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      posted.push({ method: request.method ?? '', url: request.url ?? '', body });
      response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
      response.end(request.method === 'GET' ? '[]' : '{"id":1}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A hundred questions; the candidate answers those about one topic wrongly, or none. */
function writeGate(isBroken: boolean): void {
  const lines = (of: (index: number) => unknown): string =>
    Array.from({ length: 100 }, (_, index) => JSON.stringify(of(index))).join('\n');
  const topic = (index: number): string => (index % 2 === 0 ? 'refunds' : 'delivery');
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), `${text}\n`);
  write(
    'questions.jsonl',
    lines((i) => ({ input: { q: i }, expected: `a${i}`, metadata: { topic: topic(i) } })),
  );
  write(
    'last.jsonl',
    lines((i) => ({ input: { q: i }, output: `a${i}` })),
  );
  write(
    'next.jsonl',
    lines((i) => ({ input: { q: i }, output: isBroken && topic(i) === 'refunds' ? '::error::no' : `a${i}` })),
  );
  write(
    'assay.yaml',
    `component: faq
dataset: questions.jsonl
candidate: { version: 1.1.0, recorded: next.jsonl }
baseline: { version: 1.0.0, recorded: last.jsonl }
objectives:
  answer: { use: exact-match, margin: 0.1 }
slices:
  - { key: topic, critical: [refunds] }`,
  );
}

interface Ran {
  readonly code: number | null;
  readonly log: string;
}

async function shell(script: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn('bash', ['-eo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { PATH, HOME, ...env },
  });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (log += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (log += chunk));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, log };
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly id?: string;
      readonly run?: string;
      readonly uses?: string;
      readonly env?: Readonly<Record<string, string>>;
    }[];
  };
}
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;

/** The gate step with its variables filled in as the runner fills them in. */
async function githubStep(given: Readonly<Record<string, string>>): Promise<Ran> {
  const step = action.runs.steps.find(({ id }) => id === 'gate');
  const env = Object.fromEntries(
    Object.entries(step?.env ?? {}).map(([name, value]) => [
      name,
      value.replace(
        /^\$\{\{ inputs\.(\w+) \}\}$/,
        (_, input: string) => given[input] ?? action.inputs[input]?.default ?? '',
      ),
    ]),
  );
  return shell(step?.run ?? '', {
    ...env,
    GITHUB_ACTION_PATH: root,
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: address,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_REF: 'refs/pull/42/merge',
    GITHUB_REPOSITORY: 'team/app',
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    GITHUB_WORKSPACE: folder,
  });
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

test('a GitHub job with a broken slice is red: comment, annotations, summary, JUnit and outputs', async () => {
  writeGate(true);
  const { code, log } = await githubStep({ tier: 'merge', token: 'secret' });
  expect(code).toBe(1);
  expect(log).toContain('::error file=assay.yaml,line=8,title=assay FAIL%3A answer on topic=refunds::');
  expect(read('summary.md')).toMatch(/^### ❌ FAIL · faq · merge/);
  expect(read('output')).toBe('exit-code=1\noutcome=FAIL\n');
  expect(read('assay-reports/junit.xml')).toContain('<failure ');
  expect(read('assay-reports/report.md')).toMatch(/^<!-- assay-gate:faq:merge -->/);
  expect(posted.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /repos/team/app/issues/42/comments?per_page=100',
    'POST /repos/team/app/issues/42/comments',
  ]);
  expect(log).not.toContain('secret');
}, 60_000);

test('what a model wrote is not obeyed by the runner', async () => {
  writeGate(true);
  const { log } = await githubStep({ tier: 'merge', comment: 'false' });
  const [, token = 'none'] = /^::stop-commands::(\S+)$/m.exec(log) ?? [];
  const guarded = log.slice(log.indexOf(`::stop-commands::${token}`), log.indexOf(`\n::${token}::`));
  expect(guarded).toContain('::error::no');
  expect(log.replace(guarded, '')).not.toContain('::error::no');
}, 60_000);

test('a GitHub job whose change holds is green', async () => {
  writeGate(false);
  const { code, log } = await githubStep({ tier: 'merge', comment: 'false' });
  expect(log).toContain('PASS');
  expect(code).toBe(0);
  expect(read('output')).toBe('exit-code=0\noutcome=PASS\n');
  expect(posted).toEqual([]);
}, 60_000);

test('a wrong gate file is red, names its line and leaves no report of an earlier run', async () => {
  writeGate(false);
  await githubStep({ tier: 'merge', comment: 'false' });
  writeFileSync(join(folder, 'assay.yaml'), read('assay.yaml').replace('objectives:', 'objectivs:'));
  rmSync(join(folder, 'output'));
  const { code, log } = await githubStep({ tier: 'merge', comment: 'false' });
  expect(code).toBe(3);
  expect(log).toContain('assay.yaml:5:1 `objectivs` is not a key of a gate file. Did you mean `objectives`?');
  expect(read('output')).toBe('exit-code=3\noutcome=\n');
}, 60_000);

test('every action that the action uses is pinned to a commit', () => {
  const used = action.runs.steps.flatMap(({ uses }) => uses ?? []);
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((name) => !/@[0-9a-f]{40}$/.test(name))).toEqual([]);
});

interface GitlabInput {
  readonly default?: string;
}
interface GitlabJob {
  readonly variables: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  readonly before_script: readonly string[];
  readonly artifacts: { readonly reports: Readonly<Record<string, string>> };
}

/** The job of the template with its inputs put in. */
function gitlabJob(given: Readonly<Record<string, string>>): GitlabJob {
  const text = readFileSync(join(root, 'ci/gitlab/assay-gate.yml'), 'utf8');
  const [spec] = parseAllDocuments(text).map(
    (document) => document.toJS() as { spec: { inputs: Record<string, GitlabInput> } },
  );
  const filled = text.replaceAll(
    /\$\[\[ inputs\.(\w+) \]\]/g,
    (_, name: string) => given[name] ?? spec?.spec.inputs[name]?.default ?? '',
  );
  const job: unknown = parseAllDocuments(filled)[1]?.toJS();
  return (job as { readonly 'assay-gate': GitlabJob })['assay-gate'];
}

test('a GitLab job with a broken slice is red: note, JUnit and code quality', async () => {
  writeGate(true);
  const job = gitlabJob({ repository: root, ref: '0'.repeat(40), tier: 'merge' });
  const env = Object.fromEntries(
    Object.entries(job.variables).map(([name, value]) => [
      name,
      value.replace('$CI_PROJECT_DIR/.assay-home', root),
    ]),
  );
  const { code, log } = await shell(job.script.join('\n'), {
    ...env,
    GITLAB_CI: 'true',
    GITLAB_TOKEN: 'secret',
    CI_API_V4_URL: `${address}/api/v4`,
    CI_PROJECT_ID: '9',
    CI_PROJECT_DIR: folder,
    CI_MERGE_REQUEST_IID: '5',
  });
  expect(log).toContain('FAIL');
  expect(code).toBe(1);
  const { junit = '', codequality = '' } = job.artifacts.reports;
  expect(read(junit)).toContain('<failure ');
  const issues = JSON.parse(read(codequality)) as { location: { path: string }; severity: string }[];
  expect(issues[0]).toMatchObject({
    severity: 'critical',
    location: { path: 'assay.yaml', lines: { begin: 8 } },
  });
  expect(posted.at(-1)).toMatchObject({ method: 'POST', url: '/api/v4/projects/9/merge_requests/5/notes' });
}, 60_000);

test('the GitLab job installs the commit that it was given', async () => {
  const job = gitlabJob({ repository: 'x', ref: '0'.repeat(40) });
  mkdirSync(join(folder, 'bin'));
  for (const name of ['git', 'npm']) {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\necho ${name} "$@" >>"${folder}/asked"\n`, {
      mode: 0o755,
    });
  }
  await shell(`export PATH="${folder}/bin:$PATH"\n${job.before_script.join('\n')}`, {
    ASSAY_HOME: '/home',
    ASSAY_REPOSITORY: 'https://git.example/assay.git',
    ASSAY_REF: 'f'.repeat(40),
  });
  expect(read('asked')).toBe(`git init --quiet /home
git -C /home fetch --quiet --depth 1 https://git.example/assay.git ${'f'.repeat(40)}
git -C /home checkout --quiet --force FETCH_HEAD
npm ci --no-audit --no-fund --prefix /home
`);
});

test('docs/ci.md names every input and output of the action and the template, and no other', () => {
  const text = source('docs/ci.md');
  const named = (from: string, to: string): string[] =>
    [...text.slice(text.indexOf(from), text.indexOf(to)).matchAll(/^\| `([\w-]+)` +\|/gm)]
      .map(([, name = '']) => name)
      .sort();
  const outputs = (parse(source('action.yml')) as { outputs: object }).outputs;
  expect(named('| input', '| output')).toEqual(Object.keys(action.inputs).sort());
  expect(named('| output', '**Pull requests')).toEqual(Object.keys(outputs).sort());
  const [spec] = parseAllDocuments(source('ci/gitlab/assay-gate.yml')).map(
    (document) => document.toJS() as { spec: { inputs: object } },
  );
  expect(named('## GitLab', '## Anywhere')).toEqual(Object.keys(spec?.spec.inputs ?? {}).sort());
});

test('what docs/ci.md says to use is pinned to a commit', () => {
  const used = [...source('docs/ci.md').matchAll(/uses: (\S+)/g)].map(([, name = '']) => name);
  expect(used.length).toBeGreaterThan(2);
  expect(used.filter((name) => !/@[0-9a-f]{40}$/.test(name))).toEqual([]);
});

function source(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
