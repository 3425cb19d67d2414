// The runner against real HTTP endpoints that misbehave, a real store and a real clock.
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { evaluationContext, type TestContext } from '../../../tests/evaluationContext.ts';
import { type AskedRequest, type Behaviour, scriptedEndpoint } from '../../../tests/scriptedEndpoint.ts';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import type { EvaluatorIdentity, Score } from '../../model/evaluation.ts';
import type { Example } from '../../model/example.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Evaluator } from '../evaluator.ts';
import { openTarget } from '../openTarget.ts';
import type { Attempt, Target, TargetRequest } from '../target.ts';
import type { Evaluation } from './evaluation.ts';
import type { EvaluationObserver, EvaluationProgress } from './evaluationObserver.ts';
import type { EvaluationPlan } from './evaluationPlan.ts';
import { runEvaluation } from './runEvaluation.ts';
import type { RunnerSettings } from './runnerSettings.ts';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const each of cleanUp.splice(0).reverse()) await each();
});

function context(over: Parameters<typeof evaluationContext>[0] = {}): TestContext {
  const made = evaluationContext(over);
  cleanUp.push(() => made.dispose());
  return made;
}

async function endpoint(behave: (request: AskedRequest, nth: number) => Behaviour) {
  const made = await scriptedEndpoint(behave);
  cleanUp.push(() => made.close());
  return made;
}

const never = new AbortController().signal;
const settings: RunnerSettings = {
  concurrency: 8,
  mostConcurrency: 8,
  timeoutMs: 2_000,
  mostAttempts: 3,
  callDeadlineMs: 10_000,
  mostOutputBytes: 100_000,
};

function examples(count: number): Example[] {
  return Array.from({ length: count }, (_, i) => ({
    exampleId: canonicalHash(`question ${i}`),
    input: `question ${i}`,
    expected: `echo question ${i}`,
    metadata: {},
    tags: [],
    split: null,
    cluster: null,
  }));
}

const identity: EvaluatorIdentity = {
  name: 'equal',
  version: 1,
  options: {},
  hash: canonicalHash('equal'),
  dimension: 'accuracy',
  direction: 'higher-is-better',
  scale: 'binary',
  range: [0, 1],
  unit: '',
  isDeterministic: true,
  isJudge: false,
  isPairwise: false,
};

const equal: Evaluator = {
  identity,
  needs: ['expected'],
  score: ({ answer, example }) => scored(answer.output === example.expected ? 1 : 0),
};

function scored(value: number, details: JsonObject | null = null): Score {
  return { kind: 'scored', value, reason: null, details };
}

function plan(over: Partial<EvaluationPlan> & Pick<EvaluationPlan, 'candidate'>): EvaluationPlan {
  return {
    examples: examples(20),
    epochs: 1,
    baseline: null,
    evaluators: new Map([['correct', equal]]),
    settings,
    budget: { costUsd: null, tokens: null, minutes: null },
    seed: 'test',
    looks: 1,
    usesCache: true,
    ...over,
  };
}

/** A chat endpoint as a target. Fast retries: what is tested is that there are some. */
function chat(of: TestContext, baseUrl: string, model = 'm', more: JsonObject = {}): Promise<Target> {
  return openTarget(
    { use: 'openai', options: { baseUrl, model, ...more } },
    { ...of, timeoutMs: settings.timeoutMs, mostOutputBytes: settings.mostOutputBytes },
  );
}

/** Sleeps a hundredth of what is asked, so that backoffs do not slow the tests; time limits are left as they are. */
function hurried(): Parameters<typeof evaluationContext>[0] {
  const real = evaluationContext();
  cleanUp.push(() => real.dispose());
  return { sleep: (ms, signal) => real.sleep(ms === settings.timeoutMs ? ms : ms / 100, signal) };
}

/** A target made of a function. */
function made(
  answer: (request: TargetRequest, signal: AbortSignal) => Attempt | Promise<Attempt>,
  over: Partial<Target> = {},
): Target {
  return {
    description: {},
    hash: canonicalHash('made'),
    limitKey: 'made',
    mostConcurrent: null,
    isRecorded: false,
    ask: async (request, signal) => answer(request, signal),
    close: async () => undefined,
    ...over,
  };
}

function answered(output: string, costUsd: number | null = null): Attempt {
  const unknown = { contexts: null, citations: null, toolCalls: null, usage: null };
  const answer = { output, ...unknown, costUsd, model: null, details: null };
  return { kind: 'answered', answer, latencyMs: 1, pauseMs: null };
}

const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
const echo = (request: TargetRequest): Attempt => answered(`echo ${asText(request.input)}`, 0.01);

function outcomes(evaluation: Evaluation, arm: 'candidate' | 'baseline' = 'candidate'): string[] {
  return (evaluation[arm]?.calls ?? []).map((result) => {
    if (result === null) return 'nothing';
    const { outcome } = result.call;
    return outcome.kind === 'error' ? outcome.error.code : 'answered';
  });
}

test('every example is asked in both arms, interleaved, and scored; what it took is told', async () => {
  const of = context();
  const server = await endpoint(() => ({ do: 'answer' }));
  const candidate = await chat(of, server.baseUrl);
  const baseline = await chat(of, server.baseUrl, 'm', { prompt: 'other {{input}}' });
  const one = { ...settings, concurrency: 1, mostConcurrency: 1 };
  const evaluation = await runEvaluation(of, plan({ candidate, baseline, settings: one }), {}, never);
  expect(evaluation).toMatchObject({ ended: 'complete', completeExamples: 20, highestConcurrency: 1 });
  expect(evaluation.candidate.totals).toMatchObject({
    calls: 20,
    cached: 0,
    errors: 0,
    inputTokens: 200,
    outputTokens: 100,
    costUsd: null,
    costUnknown: 20,
  });
  expect(evaluation.candidate.calls.every((each) => each?.scores['correct']?.kind === 'scored')).toBe(true);
  const first = server.asked.slice(0, 8).map((each) => each.question);
  expect(first).toEqual([
    'question 0',
    'other question 0',
    'other question 1',
    'question 1',
    'question 2',
    'other question 2',
    'other question 3',
    'question 3',
  ]);
});

test('an endpoint that throttles is asked less, waited for and asked again until all is answered', async () => {
  const of = context();
  const refused = new Set<string>();
  const server = await endpoint(({ question }, nth) => {
    if (nth > 30 || refused.has(question)) return { do: 'slow', ms: 1 };
    refused.add(question);
    return { do: 'status', status: nth % 2 === 0 ? 429 : 503, headers: { 'retry-after-ms': '20' } };
  });
  const candidate = await chat(of, server.baseUrl);
  const evaluation = await runEvaluation(of, plan({ candidate }), {}, never);
  expect(outcomes(evaluation)).toEqual(Array(20).fill('answered'));
  expect(evaluation.candidate.totals.throttled).toBe(refused.size);
  expect(evaluation.candidate.totals.retries).toBe(refused.size);
});

test('an endpoint that says it has nothing left is not asked before its time', async () => {
  const of = context();
  const times: number[] = [];
  const server = await endpoint((_request, nth) => {
    times.push(performance.now());
    const headers = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '150ms' };
    return nth === 1 ? { do: 'answer', headers } : { do: 'answer' };
  });
  const candidate = await chat(of, server.baseUrl);
  const one = { ...settings, concurrency: 1, mostConcurrency: 1 };
  await runEvaluation(of, plan({ candidate, settings: one, examples: examples(3) }), {}, never);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(140);
});

test('what may pass is asked again; what does not pass is an error of its example, with its code', async () => {
  const of = context(hurried());
  const bodies: Record<string, Behaviour> = {
    'question 0': { do: 'status', status: 500 },
    'question 1': { do: 'status', status: 400, body: '{"error":{"message":"context too long"}}' },
    'question 2': { do: 'raw', body: '<!doctype html><title>Sign in</title>' },
    'question 3': { do: 'raw', body: '{"choices":[]}' },
    'question 4': { do: 'break' },
    'question 5': { do: 'refuse' },
    'question 6': { do: 'raw', body: '{"choices":[{"message":{"content":"cut' },
    'question 7': { do: 'raw', body: `{"choices":[{"message":{"content":"${'x'.repeat(200_000)}"}}]}` },
    'question 8': { do: 'raw', body: '{"choices":[{"finish_reason":"content_filter","message":{}}]}' },
    'question 9': { do: 'raw', body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]) },
    'question 10': { do: 'raw', body: '{"usage": NaN}' },
    'question 11': { do: 'raw', body: '{"error":{"message":"upstream is away"}}' },
  };
  const server = await endpoint(({ question }) => bodies[question] ?? { do: 'answer' });
  const candidate = await chat(of, server.baseUrl);
  const evaluation = await runEvaluation(
    of,
    plan({ candidate, examples: examples(14).reverse() }),
    {},
    never,
  );
  expect(outcomes(evaluation).reverse()).toEqual([
    'endpoint/failed',
    'endpoint/refused',
    'endpoint/bad-body',
    'endpoint/no-answer',
    'endpoint/truncated',
    'endpoint/unreachable',
    'endpoint/truncated',
    'endpoint/too-large',
    'endpoint/content-filter',
    'endpoint/bad-body',
    'endpoint/bad-body',
    'endpoint/failed',
    'answered',
    'answered',
  ]);
  expect(evaluation.ended).toBe('complete');
  const asked = (question: string) => server.asked.filter((each) => each.question === question).length;
  expect(asked('question 0')).toBe(3);
  expect(asked('question 1')).toBe(1);
  const [failed] = evaluation.candidate.calls.filter((each) => each?.call.outcome.kind === 'error');
  expect(failed?.scores['correct']).toMatchObject({
    kind: 'unscored',
    error: failed?.call.outcome.kind === 'error' ? failed.call.outcome.error : null,
  });
});

test('a call that hangs is timed out and the rest of the run is not lost', async () => {
  const of = context();
  const server = await endpoint(({ question }) =>
    question === 'question 3' ? { do: 'hang' } : { do: 'answer' },
  );
  const candidate = await openTarget(
    { use: 'openai', options: { baseUrl: server.baseUrl, model: 'm' } },
    { ...of, timeoutMs: 100, mostOutputBytes: 1_000 },
  );
  const once = { ...settings, mostAttempts: 1 };
  const evaluation = await runEvaluation(of, plan({ candidate, settings: once }), {}, never);
  expect(outcomes(evaluation).filter((each) => each !== 'answered')).toEqual(['endpoint/timeout']);
});

describe('what was answered once', () => {
  test('is not asked again, and errors are', async () => {
    const of = context(hurried());
    let isBroken = true;
    const server = await endpoint(({ question }) =>
      isBroken && question.endsWith('7') ? { do: 'status', status: 400 } : { do: 'answer' },
    );
    const candidate = await chat(of, server.baseUrl);
    await runEvaluation(of, plan({ candidate }), {}, never);
    expect(server.asked).toHaveLength(20);
    isBroken = false;
    const again = await runEvaluation(of, plan({ candidate }), {}, never);
    expect(server.asked).toHaveLength(22);
    expect(outcomes(again)).toEqual(Array(20).fill('answered'));
    expect(again.candidate.totals).toMatchObject({ calls: 20, cached: 18, inputTokens: 20 });
    expect(again.candidate.calls.map((each) => each?.isCached).filter((is) => is === false)).toHaveLength(2);
  });

  test('is kept by a run that is cut off at any moment', async () => {
    const of = context();
    const two = { ...settings, concurrency: 2, mostConcurrency: 2 };
    const answeredOnce = new Set<string>();
    const server = await endpoint(({ question }) => {
      expect(answeredOnce.has(question)).toBe(false);
      return { do: 'answer' };
    });
    const candidate = await chat(of, server.baseUrl);
    for (let n = 1; n <= 5; n++) {
      const cancel = new AbortController();
      const observer: EvaluationObserver = {
        onExample(index, live) {
          const result = live.candidate.calls[index];
          if (result?.isCached === false) answeredOnce.add(`question ${index}`);
          if (live.completeExamples >= n * 3) cancel.abort();
        },
      };
      const cut = await runEvaluation(of, plan({ candidate, settings: two }), observer, cancel.signal);
      expect(cut.ended).toBe('cancelled');
    }
    const whole = await runEvaluation(of, plan({ candidate }), {}, never);
    expect(outcomes(whole)).toEqual(Array(20).fill('answered'));
    expect(server.asked).toHaveLength(20);
  });

  test('serves an arm that is the same target, so that nothing is asked twice', async () => {
    const of = context();
    const server = await endpoint(() => ({ do: 'answer' }));
    const candidate = await chat(of, server.baseUrl);
    const baseline = await chat(of, server.baseUrl);
    const evaluation = await runEvaluation(of, plan({ candidate, baseline }), {}, never);
    expect(server.asked).toHaveLength(20);
    expect(outcomes(evaluation, 'baseline')).toEqual(Array(20).fill('answered'));
    const fresh = plan({ candidate, baseline, usesCache: false });
    await runEvaluation(of, fresh, {}, never);
    expect(server.asked).toHaveLength(60);
  });
});

test('an answer that was cut within an emoji costs its own example only, also where it is named by its content', async () => {
  const candidate = made((request) =>
    request.input === 'question 3' ? answered('cut \ud83d') : echo(request),
  );
  const judged: Evaluator = { ...equal, identity: { ...identity, isDeterministic: false } };
  const evaluation = await runEvaluation(
    context(),
    plan({ candidate, evaluators: new Map([['correct', judged]]) }),
    {},
    never,
  );
  expect(outcomes(evaluation).filter((each) => each !== 'answered')).toEqual(['target/invalid-answer']);
  expect(evaluation.candidate.calls[3]?.scores['correct']).toMatchObject({ kind: 'unscored' });
});

test('epochs are asked one by one, with seeds of their own that both arms share', async () => {
  const of = context();
  const seeds = new Map<string, Set<number>>();
  const note = (arm: string) => (request: TargetRequest) => {
    const key = `${request.exampleId} ${request.epoch}`;
    seeds.set(key, (seeds.get(key) ?? new Set()).add(request.seed));
    return answered(`${arm} ${request.epoch}`);
  };
  const evaluation = await runEvaluation(
    of,
    plan({
      epochs: 3,
      candidate: made(note('c')),
      baseline: made(note('b'), { hash: canonicalHash('b') }),
    }),
    {},
    never,
  );
  expect(evaluation.candidate.calls.map((each) => each?.call.epoch)).toEqual(
    Array.from({ length: 60 }, (_, i) => i % 3),
  );
  expect(seeds.size).toBe(60);
  expect([...seeds.values()].every((each) => each.size === 1)).toBe(true);
  expect(new Set([...seeds.values()].map((each) => [...each][0])).size).toBe(60);
});

describe('a run ends early', () => {
  test('when the first calls of a target all fail alike, before it has asked for all', async () => {
    const of = context(hurried());
    const server = await endpoint(() => ({ do: 'status', status: 401, body: '{"error":"no such key"}' }));
    const candidate = await chat(of, server.baseUrl);
    const evaluation = await runEvaluation(of, plan({ candidate, examples: examples(500) }), {}, never);
    expect(evaluation.ended).toBe('unusable');
    expect(evaluation.error?.code).toBe('target/unusable');
    expect(evaluation.error?.message).toContain(
      'The first 10 calls of the candidate failed with endpoint/unauthorized',
    );
    expect(server.asked.length).toBeLessThan(40);
  });

  test('when a connection is refused from the beginning', async () => {
    const of = context(hurried());
    const server = await endpoint(() => ({ do: 'answer' }));
    await server.close();
    const candidate = await chat(of, server.baseUrl);
    const evaluation = await runEvaluation(of, plan({ candidate, examples: examples(500) }), {}, never);
    expect(evaluation.error?.message).toContain('ECONNREFUSED');
  });

  test('but not when one of the first calls was answered', async () => {
    const of = context(hurried());
    const server = await endpoint(({ question }) =>
      question === 'question 1' ? { do: 'answer' } : { do: 'status', status: 400 },
    );
    const candidate = await chat(of, server.baseUrl);
    const evaluation = await runEvaluation(of, plan({ candidate }), {}, never);
    expect(evaluation.ended).toBe('complete');
    expect(evaluation.candidate.totals.errors).toBe(19);
  });

  test('when its money is spent, never by more than what is in flight', async () => {
    const of = context();
    const budget = { costUsd: 0.095, tokens: null, minutes: null };
    const one = { ...settings, concurrency: 2, mostConcurrency: 2 };
    const evaluation = await runEvaluation(
      of,
      plan({ candidate: made(echo), budget, settings: one }),
      {},
      never,
    );
    expect(evaluation.ended).toBe('budget');
    expect(evaluation.candidate.totals.costUsd).toBeCloseTo(0.09);
    expect(outcomes(evaluation)).toEqual([
      ...Array<string>(9).fill('answered'),
      ...Array<string>(11).fill('nothing'),
    ]);
    const resumed = await runEvaluation(
      of,
      plan({ candidate: made(echo), budget, settings: one }),
      {},
      never,
    );
    expect(resumed.candidate.totals).toMatchObject({ calls: 18, cached: 9 });
  });

  test('when its minutes are over, though the endpoint hangs', async () => {
    const of = context();
    const candidate = made(
      (_request, signal) =>
        new Promise<Attempt>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('ended')), { once: true });
        }),
    );
    const brief = {
      ...of,
      sleep: (ms: number, signal: AbortSignal) => of.sleep(ms === 5000 ? 10 : ms, signal),
    };
    const budget = { costUsd: null, tokens: null, minutes: 0.001 };
    const evaluation = await runEvaluation(brief, plan({ candidate, budget }), {}, never);
    expect(evaluation).toMatchObject({ ended: 'time', completeExamples: 0 });
    expect(outcomes(evaluation)).toEqual(Array(20).fill('nothing'));
  });

  test('when it is cancelled before it began', async () => {
    const of = context();
    const evaluation = await runEvaluation(of, plan({ candidate: made(echo) }), {}, AbortSignal.abort());
    expect(evaluation).toMatchObject({ ended: 'cancelled', completeExamples: 0 });
  });

  test('with the failure of the store, when answers cannot be kept', async () => {
    const of = context();
    const broken = {
      ...of,
      store: {
        ...of.store,
        evaluations: { ...of.store.evaluations, keepCalls: () => Promise.reject(new Error('disk full')) },
      },
    };
    await expect(runEvaluation(broken, plan({ candidate: made(echo) }), {}, never)).rejects.toThrow(
      'disk full',
    );
  });
});

describe('looks', () => {
  test('are told when all of the first examples are concluded, in order, and the last is the end', async () => {
    const of = context();
    const looks: [number, number, number][] = [];
    const observer: EvaluationObserver = {
      onLook({ look, examples: seen, evaluation }) {
        looks.push([look, seen, evaluation.completeExamples >= seen ? 1 : 0]);
        return 'continue';
      },
    };
    const five = plan({ candidate: made(echo), looks: 5, examples: examples(103) });
    const evaluation = await runEvaluation(of, five, observer, never);
    expect(looks).toEqual([
      [1, 21, 1],
      [2, 42, 1],
      [3, 62, 1],
      [4, 83, 1],
    ]);
    expect(evaluation).toMatchObject({ ended: 'complete', stoppedAfter: null });
    looks.length = 0;
    await runEvaluation(of, five, observer, never);
    expect(looks.map(([look]) => look)).toEqual([1, 2, 3, 4]);
  });

  test('may end the run; not much is asked beyond them meanwhile', async () => {
    const of = context();
    let asked = 0;
    const candidate = made((request) => {
      asked++;
      return echo(request);
    });
    const observer: EvaluationObserver = {
      async onLook({ look }) {
        await of.sleep(50, never);
        return look === 2 ? 'stop' : 'continue';
      },
    };
    const five = plan({ candidate, looks: 5, examples: examples(500) });
    const evaluation = await runEvaluation(of, five, observer, never);
    expect(evaluation).toMatchObject({ ended: 'stopped', stoppedAfter: 200 });
    expect(evaluation.completeExamples).toBeGreaterThanOrEqual(200);
    expect(asked).toBeLessThan(230);
  });
});

describe('evaluators', () => {
  test('that may say another thing the next time are asked once for the same answer', async () => {
    const of = context();
    let judged = 0;
    const judge: Evaluator = {
      identity: { ...identity, hash: canonicalHash('judge'), isDeterministic: false, isJudge: true },
      needs: ['endpoint'],
      score: async () => scored(++judged % 2, { costUsd: 0.5 }),
    };
    const same = (): Attempt => answered('the same');
    const arms = plan({
      candidate: made(same),
      baseline: made(same, { hash: canonicalHash('b') }),
      evaluators: new Map([['judged', judge]]),
    });
    const first = await runEvaluation(of, arms, {}, never);
    expect(judged).toBe(20);
    expect(first.scores).toEqual({ given: 40, cached: 0, costUsd: 10 });
    for (const [i, each] of first.candidate.calls.entries()) {
      expect(each?.scores).toEqual(first.baseline?.calls[i]?.scores);
    }
    const second = await runEvaluation(of, arms, {}, never);
    expect(judged).toBe(20);
    expect(second.scores).toEqual({ given: 40, cached: 40 - 20, costUsd: null });
  });

  test('that throw leave the example unscored with the fault, and are asked again the next time', async () => {
    const of = context();
    const broken: Evaluator = {
      identity: { ...identity, isDeterministic: false },
      needs: [],
      score: () => {
        throw new Error('no idea');
      },
    };
    const evaluation = await runEvaluation(
      of,
      plan({ candidate: made(echo), evaluators: new Map([['broken', broken]]) }),
      {},
      never,
    );
    expect(evaluation.candidate.calls[0]?.scores['broken']).toMatchObject({
      kind: 'unscored',
      error: { code: 'evaluator/fault', message: 'no idea' },
    });
  });

  test('that compare both arms score the candidate against the answer of the baseline', async () => {
    const of = context();
    const pairwise: Evaluator = {
      identity: { ...identity, isPairwise: true },
      needs: [],
      score: ({ answer, opponent }) =>
        scored(answer.output === 'echo question 2' && opponent?.output === 'b' ? 1 : 0),
    };
    const baseline = made(
      ({ input }) =>
        input === 'question 5'
          ? {
              kind: 'failed',
              error: { code: 'x', message: 'm', remedy: 'r' },
              isRetryable: false,
              isThrottled: false,
              retryAfterMs: null,
            }
          : answered('b'),
      { hash: canonicalHash('b'), limitKey: 'b' },
    );
    const evaluators = new Map([['better', pairwise]]);
    const evaluation = await runEvaluation(
      of,
      plan({ candidate: made(echo), baseline, evaluators }),
      {},
      never,
    );
    expect(evaluation.candidate.calls[2]?.scores['better']).toEqual(scored(1));
    expect(evaluation.candidate.calls[5]?.scores['better']).toMatchObject({
      kind: 'unscored',
      error: { code: 'x' },
    });
    expect(evaluation.baseline?.calls[2]?.scores).toEqual({});
  });
});

test('progress is told at most ten times a second, and at the end', async () => {
  const of = context();
  const told: EvaluationProgress[] = [];
  const slow = made(async (request) => {
    await of.sleep(5, never);
    return echo(request);
  });
  const done = new Set<number>();
  await runEvaluation(
    of,
    plan({ candidate: slow, examples: examples(200) }),
    { onProgress: (progress) => told.push(progress), onExample: (index) => done.add(index) },
    never,
  );
  expect(told.at(-1)).toMatchObject({ done: 200, total: 200, errors: 0, etaMs: 0, inFlight: 0 });
  expect(told.at(-1)?.costUsd).toBeCloseTo(2);
  expect(told.length).toBeGreaterThan(1);
  told
    .slice(1, -1)
    .forEach((each, i) => expect(each.elapsedMs - (told[i]?.elapsedMs ?? 0)).toBeGreaterThanOrEqual(99));
  expect(done.size).toBe(200);
});

test('whatever an endpoint does, every example and epoch is concluded exactly once', async () => {
  const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ do: 'answer' } as const) },
    fc.constantFrom<Behaviour>(
      { do: 'refuse' },
      { do: 'break' },
      { do: 'status', status: 429, headers: { 'retry-after': '0' } },
      { do: 'status', status: 503 },
      { do: 'status', status: 500 },
      { do: 'status', status: 404, body: 'not here' },
      { do: 'status', status: 418, body: '' },
      { do: 'raw', body: '' },
      { do: 'raw', body: 'null' },
      { do: 'raw', body: '[]' },
      { do: 'raw', body: '{"choices":[{"message":null}]}' },
      {
        do: 'raw',
        body: '{"choices":[{"finish_reason":"stop","message":{"content":null,"tool_calls":[3,{}]}}]}',
      },
      { do: 'raw', body: `${'['.repeat(3000)}${']'.repeat(3000)}` },
      { do: 'slow', ms: 3 },
    ),
    fc.string().map((body): Behaviour => ({ do: 'raw', body })),
  );
  const hurry = hurried();
  await fc.assert(
    fc.asyncProperty(
      fc.array(behaviour, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 3 }),
      async (script, epochs) => {
        const of = evaluationContext(hurry);
        const server = await scriptedEndpoint((_request, nth) =>
          // The first is answered, so that the target does not count as unusable.
          nth === 1 ? { do: 'answer' } : (script[nth % script.length] ?? { do: 'answer' }),
        );
        try {
          const candidate = await chat(of, server.baseUrl);
          const baseline = await chat(of, server.baseUrl, 'other');
          const seen: number[] = [];
          const evaluation = await runEvaluation(
            of,
            plan({
              candidate,
              baseline,
              epochs,
              examples: examples(6),
              settings: { ...settings, callDeadlineMs: 300, mostAttempts: 2 },
            }),
            { onExample: (index) => seen.push(index) },
            never,
          );
          const all = [...outcomes(evaluation), ...outcomes(evaluation, 'baseline')];
          expect(all).toHaveLength(12 * epochs);
          if (evaluation.ended !== 'unusable') {
            expect(all).not.toContain('nothing');
            expect(seen.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
            expect(evaluation.ended).toBe('complete');
          }
        } finally {
          await server.close();
          await of.dispose();
        }
      },
    ),
    { numRuns: 15, seed: 20260101 },
  );
});
