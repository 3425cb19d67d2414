// Which examples a reader sees first.
import { expect, test } from 'vitest';
import { flippedExamples } from './flippedExamples.ts';
import { failing, passing } from './testRuns.ts';

test('examples of the broken slice come first, others after, better ones never', () => {
  const { shown, focus, kind } = flippedExamples(failing.run, failing.examples, 10);
  expect(shown.map(({ exampleId }) => exampleId.charAt(0))).toEqual(['2', '3', '4', '5']);
  expect([focus?.slice, kind]).toEqual(['identifiers', 'worse']);
  expect(flippedExamples(failing.run, failing.examples, 2).shown).toHaveLength(2);
});

test('of two objects only what differs is shown, and an input of one text is that text', () => {
  const [first] = flippedExamples(failing.run, failing.examples, 1).shown;
  expect(first).toMatchObject({
    input: 'Which variable sets the address of the server?',
    candidate: {
      kind: 'answer',
      text: 'answer: Set the url of the server; the default is the embedded store.',
    },
  });
});

test('a flip whose result is not at hand is shown by its id', () => {
  const [first] = flippedExamples(failing.run, [], 1).shown;
  expect(first).toMatchObject({ input: null, candidate: null, scores: [{ baseline: 1, candidate: 0 }] });
});

test('a gate that holds every example to its demands shows those that miss one, also where they missed it before', () => {
  const { judgement } = passing.run;
  const [check] = judgement?.checks ?? [];
  const [result] = failing.examples;
  if (judgement === null || check === undefined || result === undefined) throw new Error('it was decided');
  const checks = [
    { ...check, kind: 'floor' as const, verdict: 'FAIL' as const, failing: [result.exampleId] },
  ];
  const run = { ...passing.run, judgement: { ...judgement, checks } };
  const { kind, shown } = flippedExamples(run, failing.examples, 5);
  expect(kind).toBe('failing');
  expect(shown).toMatchObject([
    { exampleId: result.exampleId, scores: [{ objective: 'answer', candidate: 0 }] },
  ]);
});

test('a run in which nothing got worse shows nothing', () => {
  expect(flippedExamples(passing.run, [], 5)).toMatchObject({ shown: [], focus: null });
});
