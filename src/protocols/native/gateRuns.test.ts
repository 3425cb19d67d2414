// Gate runs through the front door: recording one that was carried out elsewhere, and reading what is recorded.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DecidedRun, decidedRun, type Scores } from '../../gate/accept/decidedRun.ts';
import type { GateRun } from '../../model/gateRun.ts';
import { type TestAssay, testAssay } from '../../server/testAssay.ts';

let assay: TestAssay;
beforeEach(async () => {
  assay = await testAssay();
});
afterEach(async () => assay.close());

const saying = (text: string): unknown => expect.stringContaining(text);

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function call(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await assay.http.inject({
    method,
    url: `/api/v1${path}`,
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return { status: response.statusCode, body: response.body === '' ? undefined : JSON.parse(response.body) };
}

const record = ({ run, results }: { run: object; results: Uint8Array | null }): Promise<Answer> =>
  call('POST', '/gate-runs', {
    run,
    results: results === null ? null : Buffer.from(results).toString('base64'),
  });

/** Of forty examples, three worse, one better, one whose candidate did not answer. */
const worse: Scores = {
  candidate: Array.from({ length: 40 }, (_, i) => (i < 3 ? 0 : i === 5 ? null : 1)),
  baseline: Array.from({ length: 40 }, (_, i) => (i === 3 ? 0 : 1)),
};

async function nothingIsKept(): Promise<void> {
  expect((await call('GET', '/gate-runs')).body).toEqual({ items: [], next: null });
  expect((await call('GET', '/components')).body).toEqual({ items: [], next: null });
  expect((await call('GET', '/experiments?name=gate%2Fcustomer-faq')).body).toMatchObject({ items: [] });
}

test('a gate run that was carried out elsewhere is recorded, read back whole, and shown to MLflow clients', async () => {
  const { run, results } = decidedRun(worse);
  const { status, body } = await record({ run, results });
  expect([status, body]).toEqual([
    201,
    {
      gateRunId: run.gateRunId,
      isNew: true,
      runId: run.gateRunId.padEnd(32, run.gateRunId),
      ledger: { decisions: 0, distinctCandidates: 0, looksAtThisCandidate: 0, isAdaptivelyReused: false },
      warnings: [],
    },
  ]);
  expect((await call('GET', `/gate-runs/${run.gateRunId}`)).body).toEqual(run);
  expect((await call('GET', '/gate-runs/f00d')).body).toEqual(run);
  expect((await call('GET', '/gate-runs?component=customer-faq&status=DECIDED')).body).toMatchObject({
    items: [{ gateRunId: run.gateRunId, verdict: run.verdict }],
  });
  expect((await call('GET', '/gate-runs?component=other')).body).toMatchObject({ items: [] });
  const downloaded = await assay.http.inject({
    method: 'GET',
    url: `/api/v1/gate-runs/${run.gateRunId}/results`,
  });
  expect(createHash('sha256').update(downloaded.rawPayload).digest('hex')).toBe(run.resultsHash);
  expect((await call('GET', `/runs/${run.gateRunId.padEnd(32, run.gateRunId)}`)).body).toMatchObject({
    status: 'FINISHED',
    name: 'merge: 1.1.0 against 1.0.0',
  });
  expect((await call('GET', '/components')).body).toMatchObject({
    items: [{ component: 'customer-faq', versions: 2 }],
  });
  expect((await call('GET', '/components/customer-faq/versions/1.1.0')).body).toMatchObject({
    hash: run.candidate.hash,
    manifest: run.candidate.manifest,
  });
});

test('the same gate run again is the same answer, and the next one meets the looks that were counted', async () => {
  const first = decidedRun();
  expect(await record(first)).toMatchObject({ status: 201, body: { isNew: true } });
  expect(await record(first)).toMatchObject({ status: 201, body: { isNew: false } });
  const twin = decidedRun(worse, { gateRunId: 'f00dfeed00000009' });
  const both = await Promise.all([record(twin), record(twin)]);
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  const second = decidedRun(worse, { gateRunId: 'f00dfeed00000002' });
  expect(await record(second)).toMatchObject({
    body: { isNew: true, ledger: { decisions: 2, looksAtThisCandidate: 2 } },
  });
  const version = first.run.dataset.versionId;
  const ledger = await call(
    'GET',
    `/gate-ledger?datasetVersion=${version}&candidate=${first.run.candidate.hash}`,
  );
  expect(ledger.body).toMatchObject({ decisions: 3, distinctCandidates: 1, looksAtThisCandidate: 3 });
  expect(await record({ ...first, run: { ...first.run, startedAt: 7 } })).toMatchObject({
    status: 409,
    body: { code: 'gate-run/exists' },
  });
});

test('a verdict that its results do not give is refused, and nothing is kept', async () => {
  const { run, results } = decidedRun(worse);
  const good = decidedRun();
  const { judgement } = run;
  if (judgement === null) throw new Error('decided without a judgement');
  const [check] = judgement.checks;
  const forged: readonly (readonly [string, DecidedRun | { run: object; results: Uint8Array }])[] = [
    ['a verdict of its own', { run: { ...run, verdict: 'PASS' }, results }],
    [
      'the judgement of better results',
      { run: { ...run, verdict: good.run.verdict, judgement: good.run.judgement }, results },
    ],
    [
      'better results with their hash',
      { run: { ...run, resultsHash: good.run.resultsHash }, results: good.results },
    ],
    [
      'a check changed',
      { run: { ...run, judgement: { ...judgement, checks: [{ ...check, p: 0.5 }] } }, results },
    ],
    [
      'a milder margin',
      {
        run: {
          ...run,
          policy: { ...run.policy, objectives: run.policy.objectives.map((o) => ({ ...o, margin: 0.5 })) },
        },
        results,
      },
    ],
    ['other methods', { run: { ...run, judgement: { ...judgement, statsVersion: '0' } }, results }],
  ];
  for (const [what, body] of forged) {
    expect([what, await record(body)]).toMatchObject([
      what,
      { status: 400, body: { code: 'gate-run/verdict-differs' } },
    ]);
  }
  await nothingIsKept();
});

test('a record that contradicts itself is refused, and nothing is kept', async () => {
  const { run, results } = decidedRun(worse);
  const changed = (changes: Partial<GateRun>): { run: object; results: Uint8Array } => ({
    run: { ...run, ...changes },
    results,
  });
  const broken: readonly (readonly [string, { run: object; results: Uint8Array | null }])[] = [
    ['still running', changed({ status: 'RUNNING' })],
    ['without results', { run, results: null }],
    ['other bytes', { run, results: Buffer.concat([results, Buffer.from('x')]) }],
    [
      'cut bytes',
      { run: { ...run, resultsHash: hashOf(results.subarray(0, 50)) }, results: results.subarray(0, 50) },
    ],
    [
      'another manifest',
      changed({ candidate: { ...run.candidate, manifest: { ...run.candidate.manifest, prompt: 'x' } } }),
    ],
    ['another component', changed({ component: 'other' })],
    ['another policy text', changed({ policySource: { ...run.policySource, text: 'x' } })],
    ['a verdict and an error', changed({ error: { code: 'x', message: 'y' } })],
    ['an error with a verdict', changed({ status: 'ERROR' })],
    ['no end', changed({ endedAt: null })],
    ['more results than were selected', changed({ dataset: { ...run.dataset, examples: 3 } })],
    ['an example left out', without(run, 1)],
    [
      'a sequential design that the policy does not plan',
      changed({ sequential: { fractions: [0.5, 1], look: 1 } }),
    ],
    ['more epochs than there are results of', changed({ epochs: 1_000_000_000 })],
    [
      'waived checks that nobody answers for',
      changed({
        policy: { ...run.policy, waived: [{ waiverId: 'w', objective: 'latency', slice: null }] },
      }),
    ],
  ];
  for (const [what, body] of broken) {
    const answer = await record(body);
    expect([what, answer]).toMatchObject([what, { status: 400 }]);
    expect([what, (answer.body as { code: string }).code]).toEqual([
      what,
      expect.stringMatching(/^gate-run\/(invalid-record|verdict-differs)$/),
    ]);
  }
  await nothingIsKept();
});

test('a run that could not be carried out is recorded without a verdict', async () => {
  const { run } = decidedRun();
  const failed: GateRun = {
    ...run,
    status: 'ERROR',
    verdict: null,
    judgement: null,
    resultsHash: null,
    error: { code: 'target/process-died', message: 'gone' },
  };
  expect(await record({ run: failed, results: null })).toMatchObject({ status: 201 });
  expect((await call('GET', '/gate-runs?status=ERROR')).body).toMatchObject({ items: [{ verdict: null }] });
  expect(await call('GET', `/gate-runs/${run.gateRunId}/results`)).toMatchObject({
    status: 404,
    body: { code: 'gate-run/no-results' },
  });
});

test('the examples of a gate run come worst first, a page at a time', async () => {
  const { run, results } = decidedRun(worse);
  await record({ run, results });
  interface Example {
    readonly input: string;
    readonly differences: { readonly answer: number | null };
  }
  const page = async (query: string): Promise<{ items: readonly Example[]; next: string | null }> =>
    (await call('GET', `/gate-runs/${run.gateRunId}/examples?${query}`)).body as never;
  const flips = await page('objective=answer&only=flips');
  expect(flips.items.map(({ input, differences }) => [input, differences.answer])).toEqual([
    ['question 5', null],
    ...['question 0', 'question 1', 'question 2']
      .map((input) => [input, -1] as const)
      .sort((a, b) => (sha(a[0]) < sha(b[0]) ? -1 : 1)),
    ['question 3', 1],
  ]);
  expect((await page('slice=even&only=flips')).items.map(({ input }) => input).sort()).toEqual([
    'question 0',
    'question 2',
  ]);
  const first = await page('limit=30');
  const second = await page(`limit=30&cursor=${first.next ?? ''}`);
  expect([first.items.length, second.items.length, second.next]).toEqual([30, 10, null]);
  expect(new Set([...first.items, ...second.items].map(({ input }) => input)).size).toBe(40);
  expect(
    await call('GET', `/gate-runs/${run.gateRunId}/examples?slice=even&cursor=${first.next ?? ''}`),
  ).toMatchObject({
    status: 400,
    body: { code: 'request/bad-page-token' },
  });
  expect(await call('GET', `/gate-runs/${run.gateRunId}/examples?objective=tone`)).toMatchObject({
    status: 400,
    body: { code: 'gate-run/unknown-objective' },
  });
});

test('waivers are granted, listed and revoked; alerts are acknowledged', async () => {
  const asked = {
    component: 'customer-faq',
    objective: 'answer',
    slice: null,
    owner: 'ana',
    reason: 'ticket 4711',
    expiresAt: Date.UTC(2026, 1, 1),
  };
  const granted = await call('POST', '/waivers', asked);
  expect(granted).toMatchObject({ status: 201, body: { ...asked, revokedAt: null } });
  const { waiverId } = granted.body as { waiverId: string };
  expect((await call('POST', `/waivers/${waiverId}/revoke`)).status).toBe(204);
  expect((await call('GET', '/waivers?component=customer-faq')).body).toMatchObject({
    items: [{ waiverId, revokedAt: expect.any(Number) as number }],
  });
  expect(await call('POST', '/waivers', { ...asked, expiresAt: 5 })).toMatchObject({
    status: 400,
    body: { code: 'waiver/invalid' },
  });
  expect(await call('POST', '/waivers/none/revoke')).toMatchObject({ status: 404 });
  await assay.store.gateRuns.raiseAlert({
    alertId: 'a1',
    kind: 'dataset-tampered',
    subject: 'dataset:faq',
    message: 'look',
    recipient: 'ana',
    raisedAt: 1,
    acknowledgedAt: null,
  });
  expect((await call('POST', '/alerts/a1/acknowledge')).status).toBe(204);
  expect((await call('GET', '/alerts')).body).toMatchObject({
    items: [{ alertId: 'a1', acknowledgedAt: expect.any(Number) as number }],
  });
  expect(await call('POST', '/alerts/none/acknowledge')).toMatchObject({ status: 404 });
});

/** The run decided anew on fewer results than were selected. */
function without({ dataset }: GateRun, count: number): DecidedRun {
  const fewer = decidedRun({
    candidate: worse.candidate.slice(count),
    baseline: worse.baseline.slice(count),
  });
  return { ...fewer, run: { ...fewer.run, dataset } };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** The id of the example of an input that is a text. */
const sha = (input: string): string => createHash('sha256').update(JSON.stringify(input)).digest('hex');

test('a run is excused only by waivers that were granted here, and decided only by judges that were measured', async () => {
  const { run, results } = decidedRun();
  const use = { waiverId: 'made-up', objective: 'tone', slice: null };
  const excused = (waiver: typeof use, expiresAt: number): { run: object; results: Uint8Array } => ({
    run: {
      ...run,
      waivers: [{ ...waiver, owner: 'me', reason: 'because', expiresAt }],
      policy: { ...run.policy, waived: [waiver] },
    },
    results,
  });
  expect(await record(excused(use, 9_999))).toMatchObject({
    body: { code: 'gate-run/invalid-record', detail: saying('made-up') },
  });
  const asked = {
    ...use,
    component: 'customer-faq',
    owner: 'ana',
    reason: 'ticket',
    expiresAt: Date.UTC(2026, 5, 1),
  };
  const { waiverId: _, ...request } = asked;
  const granted = (await call('POST', '/waivers', request)).body as { readonly waiverId: string };
  // It stands now; that its scores do not fit this policy is found next.
  expect(await record(excused({ ...use, waiverId: granted.waiverId }, asked.expiresAt))).toMatchObject({
    body: { code: 'gate-run/verdict-differs' },
  });
  const [answer] = Object.values(run.evaluators);
  const judged = { ...run, evaluators: { answer: { ...answer, isJudge: true } } };
  expect(await record({ run: judged, results })).toMatchObject({
    body: { code: 'gate-run/invalid-record', detail: saying('measured') },
  });
  await nothingIsKept();
});
