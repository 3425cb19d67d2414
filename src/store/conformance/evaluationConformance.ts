// What every engine must answer about calls and scores kept by their content.
import { expect, test } from 'vitest';
import type { CallRecord, Score } from '../../model/evaluation.ts';
import type { Store } from '../store.ts';

export function evaluationConformance(store: () => Store): void {
  const evaluations = () => store().evaluations;
  const hash = (digit: string) => digit.repeat(64);
  const call = (exampleId: string, epoch: number, output: CallRecord['exampleId']): CallRecord => ({
    exampleId,
    epoch,
    outcome: {
      kind: 'answered',
      answer: {
        output,
        contexts: [{ id: 'doc', text: 'a\ud83d\ude00\u0000b' }],
        citations: null,
        toolCalls: [{ name: 'find', arguments: { q: [1, null] } }],
        usage: { inputTokens: 3, outputTokens: null },
        costUsd: 0.25,
        model: 'm',
        details: { finishReason: 'stop' },
      },
    },
    latencyMs: 12.5,
    attempts: 2,
    startedAt: 1_700_000_000_000,
  });
  const keep = (targetHash: string, ...calls: readonly CallRecord[]) =>
    evaluations().keepCalls(
      calls.map((each) => ({
        key: { targetHash, exampleId: each.exampleId, epoch: each.epoch },
        call: each,
      })),
    );
  const scored = (value: number): Score => ({ kind: 'scored', value, reason: 'why', details: { a: 1 } });

  test('a call is read as it was kept, by target, example and epoch', async () => {
    const calls = [call(hash('a'), 0, 'first'), call(hash('a'), 1, 'second'), call(hash('b'), 0, 'third')];
    await keep(hash('1'), ...calls);
    expect(await evaluations().calls(hash('1'), [hash('b'), hash('a'), hash('c')], 2)).toEqual([
      calls[2],
      calls[0],
      calls[1],
    ]);
    expect(await evaluations().calls(hash('1'), [hash('a')], 1)).toEqual([calls[0]]);
    expect(await evaluations().calls(hash('2'), [hash('a')], 2)).toEqual([]);
  });

  test('what was kept first stays, whatever is kept later for the same key', async () => {
    await keep(hash('3'), call(hash('a'), 0, 'first'));
    await Promise.all([
      keep(hash('3'), call(hash('a'), 0, 'later')),
      keep(hash('3'), call(hash('a'), 1, 'new')),
    ]);
    expect((await evaluations().calls(hash('3'), [hash('a')], 2)).map((each) => each.epoch)).toEqual([0, 1]);
    expect(await evaluations().calls(hash('3'), [hash('a')], 1)).toEqual([call(hash('a'), 0, 'first')]);
  });

  test('names that are no hashes are kept apart from each other and from hashes', async () => {
    await keep('plain', call('é', 0, 'one'), call('e', 0, 'two'), call('', 0, 'three'));
    expect(await evaluations().calls('plain', ['e'], 1)).toEqual([call('e', 0, 'two')]);
    expect(await evaluations().calls('plain', ['', 'é'], 1)).toHaveLength(2);
  });

  test('scores are found by evaluator and subject', async () => {
    const unscored: Score = {
      kind: 'unscored',
      reason: 'no citations',
      error: { code: 'c', message: 'm', remedy: 'r' },
    };
    const score = (subject: string, value: Score) => ({
      key: { evaluatorHash: hash('e'), subjectHash: hash(subject) },
      score: value,
    });
    await evaluations().keepScores([score('1', scored(0.5)), score('2', unscored)]);
    await evaluations().keepScores([score('1', scored(0.9))]);
    const found = await evaluations().scores(hash('e'), [hash('1'), hash('2'), hash('3')]);
    expect(Object.fromEntries(found)).toEqual({ [hash('1')]: scored(0.5), [hash('2')]: unscored });
    expect((await evaluations().scores(hash('f'), [hash('1')])).size).toBe(0);
  });

  test('a thousand examples are kept and found in one question each', async () => {
    const ids = Array.from({ length: 1_200 }, (_, i) => i.toString(16).padStart(64, '0'));
    await keep(hash('4'), ...ids.map((id, i) => call(id, 0, `answer ${i}`)));
    const found = await evaluations().calls(hash('4'), ids, 1);
    expect(found.map((each) => each.exampleId)).toEqual(ids);
  });

  test('nothing asked, nothing answered; nothing kept, nothing written', async () => {
    await evaluations().keepCalls([]);
    await evaluations().keepScores([]);
    expect(await evaluations().calls(hash('1'), [], 1)).toEqual([]);
    expect((await evaluations().scores(hash('e'), [])).size).toBe(0);
  });

  test('a sweep removes what was last used before its time, and says how much', async () => {
    expect(await evaluations().sweep(0)).toBe(0);
    expect(await evaluations().sweep(Number.MAX_SAFE_INTEGER)).toBeGreaterThan(1_200);
    expect(await evaluations().calls(hash('1'), [hash('a')], 2)).toEqual([]);
    expect(await evaluations().sweep(Number.MAX_SAFE_INTEGER)).toBe(0);
  });
}
