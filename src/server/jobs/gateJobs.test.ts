// Queued gate runs, re-evaluations and dataset checks, done by a server in memory against a real endpoint on this machine.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { examplePolicy } from '../../protocols/native/routes/jobRoutes.ts';
import { scriptedEndpoint, type ScriptedEndpoint } from '../../../tests/scriptedEndpoint.ts';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { emptyCard } from '../../datasets/opening/openFiles.ts';
import { publishVersion } from '../../datasets/versions/publishVersion.ts';
import { pushVersion } from '../../datasets/versions/pushVersion.ts';
import type { GateRun } from '../../model/gateRun.ts';
import type { Job } from '../../model/job.ts';
import { type TestAssay, testAssay } from '../testAssay.ts';
import { queueForAll } from './watchPublished.ts';

let assay: TestAssay;
let endpoint: ScriptedEndpoint;
beforeEach(async () => {
  assay = await testAssay();
  endpoint = await scriptedEndpoint(() => ({ do: 'answer', text: 'yes' }));
});
afterEach(async () => {
  await assay.close();
  await endpoint.close();
});

const policy = (changes = ''): string => `component: { name: customer-faq, kind: prompt }
dataset: faq
candidate: { version: 1.1.0, openai: { model: small, baseUrl: "${endpoint.baseUrl}", prompt: "Briefly: {{input}}" } }
objectives:
  answer: { use: exact-match, floor: 0.5 }
${changes}`;

/** Stores and publishes a version of the dataset `faq`. @returns its id */
async function publish(questions: number): Promise<string> {
  const examples = Array.from({ length: questions }, (_, index) => {
    const input = `question number ${index} about ${'abcdefghijklmnopqrstuvwxyz'[index % 26] ?? ''}${index * 7919}`;
    return {
      exampleId: canonicalHash(input),
      input,
      expected: 'yes',
      metadata: {},
      tags: [],
      split: null,
      cluster: null,
    };
  });
  const { version } = await pushVersion(
    assay.gate,
    {
      name: 'faq',
      card: { ...emptyCard, custodian: 'grace' },
      slices: [],
      inputSchema: null,
      author: 'ada',
      note: null,
    },
    examples,
  );
  const reason = 'a test';
  await publishVersion(assay.gate, version, {
    actor: 'ada',
    label: null,
    acknowledge: reason,
    withoutReview: reason,
    against: null,
  });
  return version.versionId;
}

async function call(method: 'GET' | 'POST', path: string, body?: unknown) {
  const response = await assay.http.inject({
    method,
    url: `/api/v1${path}`,
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return { status: response.statusCode, body: response.json<unknown>() };
}

async function queue(text: string): Promise<Job> {
  const { status, body } = await call('POST', '/gate-runs/queue', { policy: text, actor: 'ana' });
  expect([status, body]).toMatchObject([201, { kind: 'gate', state: 'queued', origin: 'ana' }]);
  return body as Job;
}

const job = async (jobId: string): Promise<Job> => (await call('GET', `/jobs/${jobId}`)).body as Job;
const gateRuns = async (): Promise<readonly { gateRunId: string; datasetVersionId: string }[]> =>
  ((await call('GET', '/gate-runs')).body as { items: [] }).items;
const alerts = async (): Promise<readonly { kind: string; recipient: string | null; message: string }[]> =>
  ((await call('GET', '/alerts')).body as { items: [] }).items;

test('a queued gate run is carried out on the stored dataset, and its job names it', async () => {
  const versionId = await publish(30);
  const { jobId } = await queue(policy());
  expect(await assay.worker.runDue()).toBe(1);
  const done = await job(jobId);
  expect(done).toMatchObject({ state: 'done', result: { status: 'DECIDED', verdict: 'PASS' } });
  const { gateRunId } = done.result as { gateRunId: string };
  expect((await call('GET', `/gate-runs/${gateRunId}`)).body).toMatchObject({
    verdict: 'PASS',
    dataset: { versionId },
    origin: { actor: 'ana', trigger: 'api' },
  });
  expect(endpoint.asked).toHaveLength(30);
});

test('a policy that needs code or files of the server is refused when it is queued, and nothing is queued', async () => {
  await publish(3);
  const refused: readonly (readonly [string, string])[] = [
    ['a command', policy().replace(/openai: \{.*\} \}/, 'command: "rm -rf /" }')],
    ['a module', policy().replace(/openai: \{.*\} \}/, 'module: { file: x.ts } }')],
    ['a recorded file', policy().replace(/openai: \{.*\} \}/, 'recorded: /etc/passwd }')],
    ['a prompt from a file', policy().replace('"Briefly: {{input}}"', '{ file: /etc/passwd }')],
    ['a dataset by path', policy().replace('dataset: faq', 'dataset: ./faq.jsonl')],
    [
      'an evaluator that is a command',
      policy().replace('use: exact-match', 'use: command, options: { command: ["true"], scale: binary }'),
    ],
    [
      'an evaluator inside another',
      policy().replace(
        'use: exact-match',
        'use: pass-at-k, options: { k: 1, evaluator: { use: command, options: { command: ["true"], scale: binary } } }',
      ),
    ],
  ];
  for (const [what, text] of refused) {
    const answer = await call('POST', '/gate-runs/queue', { policy: text });
    expect([what, answer]).toMatchObject([what, { status: 403, body: { code: 'job/code-not-allowed' } }]);
  }
  expect((await call('POST', '/gate-runs/queue', { policy: 'component: 5' })).body).toMatchObject({
    code: 'policy/invalid',
  });
  expect((await call('GET', '/jobs')).body).toMatchObject({ items: [] });
});

test('the policy that the API document shows can be queued', async () => {
  expect(await queue(examplePolicy)).toMatchObject({ payload: { policy: examplePolicy, tier: 'merge' } });
});

test('a secret of the server is not sent to an address that a policy names', async () => {
  await publish(3);
  const { jobId } = await queue(policy().replace('model: small,', 'model: small, apiKeyVariable: PATH,'));
  await assay.worker.runDue();
  expect(await job(jobId)).toMatchObject({ lastError: { code: 'endpoint/missing-secret' } });
  expect(endpoint.asked).toEqual([]);
});

test('a dataset that is not there yet is waited for; its custodian hears of it once', async () => {
  const { jobId } = await queue(policy());
  await assay.worker.runDue();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    assay.advance(60 * 60 * 1_000);
    await assay.worker.runDue();
  }
  expect(await job(jobId)).toMatchObject({ state: 'queued', attempts: 4 });
  expect(await alerts()).toMatchObject([{ kind: 'dataset-unavailable', recipient: null }]);
  await publish(30);
  assay.advance(60 * 60 * 1_000);
  await assay.worker.runDue();
  expect(await job(jobId)).toMatchObject({ state: 'done', result: { verdict: 'PASS' } });
});

test('an endpoint that is away does not end the job; what was answered is not asked again', async () => {
  await publish(10);
  await endpoint.close();
  const { jobId } = await queue(policy('runner: { attempts: 1 }'));
  await assay.worker.runDue();
  const waiting = await job(jobId);
  expect(waiting).toMatchObject({ state: 'queued', attempts: 1 });
});

test('a gate run whose server was killed ends in an error, and its job goes on from what was answered', async () => {
  await publish(12);
  const { jobId } = await queue(policy());
  await assay.worker.runDue();
  const { gateRunId } = (await job(jobId)).result as { gateRunId: string };
  const whole = (await assay.store.gateRuns.get(gateRunId)) as GateRun;
  // As a killed server leaves it: a record that says RUNNING, and a job whose lease runs out.
  const orphan: GateRun = {
    ...whole,
    gateRunId: 'dead00000000beef',
    status: 'RUNNING',
    verdict: null,
    judgement: null,
    resultsHash: null,
    endedAt: null,
  };
  await assay.store.gateRuns.begin(orphan);
  const next = await queue(policy());
  const taken = await assay.store.jobs.take('killed', ['gate'], assay.gate.now(), 1_000);
  expect(taken?.jobId).toBe(next.jobId);
  const lease = { jobId: next.jobId, owner: 'killed' };
  await assay.store.jobs.extend(lease, assay.gate.now() + 1_000, { gateRunId: orphan.gateRunId });
  const askedBefore = endpoint.asked.length;
  assay.advance(2_000);
  await assay.worker.runDue();
  expect(await job(next.jobId)).toMatchObject({ state: 'done', attempts: 2, result: { verdict: 'PASS' } });
  expect(await assay.store.gateRuns.get(orphan.gateRunId)).toMatchObject({
    status: 'ERROR',
    error: { code: 'job/worker-lost' },
  });
  expect(endpoint.asked.length).toBe(askedBefore);
});

test('a new dataset version is evaluated for what is in production, once, also when the server was down', async () => {
  const first = await publish(30);
  await queueForAll(assay.jobs);
  await queue(policy());
  await assay.worker.runDue();
  expect((await gateRuns()).map(({ datasetVersionId }) => datasetVersionId)).toEqual([first]);
  const second = await publish(40);
  // The server comes up, and looks; the endpoint is asked only about what is new.
  await queueForAll(assay.jobs);
  await queueForAll(assay.jobs);
  await assay.worker.runDue();
  expect((await gateRuns()).map(({ datasetVersionId }) => datasetVersionId)).toEqual([second, first]);
  expect(endpoint.asked).toHaveLength(40);
  const [newest] = await gateRuns();
  expect(await assay.store.gateRuns.get(newest?.gateRunId ?? '')).toMatchObject({
    tier: 'merge',
    origin: { trigger: 'dataset-published' },
  });
  await queueForAll(assay.jobs);
  expect(await assay.worker.runDue()).toBe(0);
  expect(await alerts()).toEqual([]);
});

test('a running server begins the re-evaluation as soon as a version is published', async () => {
  assay.worker.start();
  await publish(5);
  let states: readonly string[] = [];
  for (let turn = 0; turn < 10_000 && states[0] !== 'done'; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    const { items } = (await call('GET', '/jobs?kind=reevaluate-baseline')).body as { items: Job[] };
    states = items.map(({ state }) => state);
  }
  expect(states).toEqual(['done']);
});

test('what needs code is not re-evaluated by the server, and an alert says so', async () => {
  const first = await publish(30);
  await queue(policy());
  await assay.worker.runDue();
  const [made] = await gateRuns();
  const passed = (await assay.store.gateRuns.get(made?.gateRunId ?? '')) as GateRun;
  const results = await assay.store.gateRuns.results(passed.gateRunId);
  const withCode = policy()
    .replace('customer-faq', 'agent')
    .replace(/openai: \{.*\} \}/, 'command: ./agent }');
  await assay.store.gateRuns.keepEnded(
    {
      ...passed,
      gateRunId: 'c0de000000000001',
      component: 'agent',
      policySource: { ...passed.policySource, text: withCode },
    },
    results ?? null,
  );
  expect(passed.dataset.versionId).toBe(first);
  await publish(40);
  await queueForAll(assay.jobs);
  await assay.worker.runDue();
  expect(await gateRuns()).toHaveLength(3);
  expect(await alerts()).toMatchObject([
    {
      kind: 'reevaluation-skipped',
      recipient: 'ana',
      message: expect.stringContaining("'command'") as string,
    },
  ]);
});

test('stored datasets are checked by a job', async () => {
  const versionId = await publish(5);
  const { body } = await call('POST', '/jobs', { kind: 'verify-dataset', payload: {} });
  await assay.worker.runDue();
  expect(await job((body as Job).jobId)).toMatchObject({
    state: 'done',
    result: { verified: [{ name: 'faq', versionId, isIntact: true, examples: 5, alertId: null }] },
  });
});
