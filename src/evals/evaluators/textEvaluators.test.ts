// Evaluators that compare texts: what counts as the same, and where they look.
import { expect, test } from 'vitest';
import { evaluatedItem } from './conformance/evaluatedItem.ts';
import { scoreWith, valueOf } from './conformance/scoreWith.ts';

test('exact-match forgives nothing but the Unicode form', async () => {
  expect(await valueOf('exact-match', {}, 'Paris', 'Paris')).toBe(1);
  expect(await valueOf('exact-match', {}, 'paris', 'Paris')).toBe(0);
  expect(await valueOf('exact-match', {}, 'Cafe\u0301', 'Caf\u00e9')).toBe(1);
  expect(await valueOf('exact-match', { as: 'json' }, { b: 1, a: [2] }, { a: [2], b: 1 })).toBe(1);
  expect(await valueOf('exact-match', { as: 'json' }, '1', 1)).toBe(0);
});

test('an answer is looked for in the output, then in its answer, text or content, or at a pointer', async () => {
  expect(await valueOf('exact-match', {}, { answer: 'Paris', text: 'no' }, { text: 'Paris' })).toBe(1);
  expect(await valueOf('exact-match', { output: '/a~1b/0' }, { 'a/b': ['Paris'] }, 'Paris')).toBe(1);
  expect(await valueOf('exact-match', { output: '/nowhere' }, 'Paris', 'Paris')).toBe(
    'evaluator/missing-input',
  );
  expect(await valueOf('exact-match', {}, 42, 42)).toBe(1);
  expect(await valueOf('exact-match', { output: '/constructor' }, {}, 'x')).toBe('evaluator/missing-input');
});

test('any of several expected texts will do', async () => {
  expect(await valueOf('normalized-match', {}, 'the US', ['USA', 'The US'])).toBe(1);
  expect(await valueOf('normalized-match', {}, 'the US', { answers: ['USA', 'The US'] })).toBe(1);
  expect(await valueOf('token-f1', {}, 'Paris France', ['Berlin', 'Paris'])).toBeCloseTo(2 / 3, 12);
});

test('normalized-match sets case, punctuation and spaces aside, never the sign of a number', async () => {
  expect(await valueOf('normalized-match', {}, '  “PARIS”, France! ', 'paris france')).toBe(1);
  expect(await valueOf('normalized-match', {}, 'STRASSE', 'Straße')).toBe(1);
  expect(await valueOf('normalized-match', {}, 'it’s', "it's")).toBe(1);
  expect(await valueOf('normalized-match', {}, '-5', '5')).toBe(0);
  expect(await valueOf('normalized-match', {}, '3.5', '35')).toBe(0);
  expect(await valueOf('normalized-match', {}, '5%', '5')).toBe(0);
  expect(await valueOf('normalized-match', { accents: 'remove' }, 'cafe', 'Café')).toBe(1);
  expect(await valueOf('normalized-match', { articles: ['der', 'die', 'das'] }, 'Die Stadt', 'Stadt')).toBe(
    1,
  );
});

test('contains asks for any, all or none, with whole words where asked', async () => {
  const texts = ['Paris', 'Seine'];
  expect(await valueOf('contains', { texts }, 'in PARIS')).toBe(1);
  expect(await valueOf('contains', { texts, case: 'keep' }, 'in PARIS')).toBe(0);
  expect(await valueOf('contains', { texts, mode: 'all' }, 'Paris on the Seine')).toBe(1);
  expect(await valueOf('contains', { texts, mode: 'all' }, 'Paris')).toBe(0);
  expect(await valueOf('contains', { texts, mode: 'none' }, 'Berlin')).toBe(1);
  expect(await valueOf('contains', { texts: ['art'], wholeWords: true }, 'start')).toBe(0);
  expect(await valueOf('contains', { texts: ['art'], wholeWords: true }, 'start of art.')).toBe(1);
  expect(await valueOf('contains', { expected: '/must' }, 'a b', { must: ['b'] })).toBe(1);
});

test('classification reads labels through quotes and case, and an unknown one is wrong', async () => {
  const options = { labels: ['Spam', 'Ham'] };
  expect(await valueOf('classification', options, ' "spam". ', 'Spam')).toBe(1);
  expect(await valueOf('classification', options, 'eggs', 'Spam')).toBe(0);
  expect(await valueOf('classification', options, 'spam', 'eggs')).toBe('evaluator/missing-input');
  expect(
    await valueOf('classification', { ...options, find: 'first' }, 'This is ham, not spam.', 'Ham'),
  ).toBe(1);
  expect(await scoreWith('classification', options, evaluatedItem('SPAM', 'ham'))).toMatchObject({
    value: 0,
    details: { expectedLabel: 'Ham', answeredLabel: 'Spam' },
  });
});

test('numeric reads the number a person would, within the tolerance', async () => {
  expect(await valueOf('numeric', {}, 'The total is 1,234.50 dollars', 1234.5)).toBe(1);
  expect(await valueOf('numeric', { decimal: ',' }, 'Es sind 1.234,5 Euro', 1234.5)).toBe(1);
  expect(await valueOf('numeric', { find: 'first' }, '3 of 4', 3)).toBe(1);
  expect(await valueOf('numeric', {}, '3 of 4', 3)).toBe(0);
  expect(await valueOf('numeric', { find: 'whole' }, '3 of 4', 4)).toBe(0);
  expect(await valueOf('numeric', {}, '\u22125', -5)).toBe(1);
  expect(await valueOf('numeric', {}, '6.02e23', 6.02e23)).toBe(1);
  expect(await valueOf('numeric', { relative: 0.01 }, '101', 100)).toBe(1);
  expect(await valueOf('numeric', { relative: 0.01 }, '101.1', 100)).toBe(0);
  expect(await valueOf('numeric', { absolute: 0.1 }, '0.3', 0.2)).toBe(1);
  expect(await valueOf('numeric', {}, 'no idea', 1)).toBe(0);
  expect(await valueOf('numeric', {}, '1', 'one')).toBe('evaluator/missing-input');
});

test('length counts what a reader sees, and bounds make it pass or fail', async () => {
  expect(await valueOf('length', {}, '👩‍👩‍👧é')).toBe(2);
  expect(await valueOf('length', { unit: 'words' }, 'Das ist 東京 hier')).toBe(5);
  expect(await valueOf('length', { most: 3 }, 'four')).toBe(0);
  expect(await valueOf('length', { least: 2, most: 4 }, 'four')).toBe(1);
  expect(await valueOf('length', {}, '')).toBe('evaluator/missing-input');
  expect(await valueOf('length', { most: 5 }, '')).toBe(1);
});

test('texts too long to compare are unscored instead of slow', async () => {
  expect(await valueOf('contains', { texts: ['x'] }, 'y'.repeat(2_000_000))).toBe('evaluator/too-long');
  expect(await valueOf('length', { most: 9 }, 'y'.repeat(2_000_000))).toBe(0);
  const long = 'ab'.repeat(50_000);
  const other = 'ba'.repeat(50_000);
  const began = performance.now();
  expect(await valueOf('levenshtein', {}, `x${long}`, `y${other}z`)).toBe('evaluator/too-long');
  expect(await valueOf('levenshtein', {}, long, `${long}c`)).toBeCloseTo(1, 4);
  expect(await valueOf('rouge', {}, 'a b c '.repeat(20_000), 'c b a '.repeat(20_000))).toBe(
    'evaluator/too-long',
  );
  expect(await valueOf('rouge', {}, 'a b c '.repeat(5000), 'c b a '.repeat(5000))).toBeGreaterThan(0.5);
  expect(await valueOf('classification', {}, `${'.'.repeat(400_000)}x${'.'.repeat(400_000)} y`, 'x')).toBe(0);
  expect(performance.now() - began).toBeLessThan(3000);
});

test('toxicity and bias see listed words, as whole words', async () => {
  expect(await valueOf('toxicity', {}, 'You IDIOT!')).toBe(1);
  expect(await valueOf('toxicity', {}, 'The idiotproof design')).toBe(0);
  expect(await valueOf('toxicity', {}, 'Halt die Klappe.')).toBe(1);
  expect(await valueOf('toxicity', { allow: ['idiot'] }, 'You idiot!')).toBe(0);
  expect(await valueOf('toxicity', { words: ['Blödmann'] }, 'blödmann')).toBe(1);
  expect(await valueOf('bias', {}, 'Women are bad at maths.')).toBe(1);
  expect(await valueOf('bias', {}, 'Women founded it. It was always open.')).toBe(0);
  expect(await valueOf('bias', {}, 'Frauen gehören an den Herd.')).toBe(1);
});
