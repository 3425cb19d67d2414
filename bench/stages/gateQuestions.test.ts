// What both tools are given must be the same work: as many wrong answers as is said, each of the shape that is checked.
import { expect, test } from 'vitest';
import { answerPattern, answerTo, gateQuestions, topics, versions } from './gateQuestions.ts';

test('one answer in ten of the candidate is wrong, and one in twelve of the baseline', () => {
  const questions = gateQuestions(600);
  const wrong = (version: string): number =>
    questions.filter(({ question, answer }) => answerTo(question, version) !== answer).length;
  expect(wrong(versions.candidate)).toBe(60);
  expect(wrong(versions.baseline)).toBe(50);
});

test('every answer matches the pattern, and only right ones name the city', () => {
  for (const { question, answer, city } of gateQuestions(100)) {
    const given = answerTo(question, versions.candidate);
    expect(given).toMatch(new RegExp(answerPattern));
    expect(given.includes(`"${city}"`)).toBe(given === answer);
  }
});

test('topics are twenty slices of the same size', () => {
  const sizes = Map.groupBy(gateQuestions(200), ({ topic }) => topic);
  expect([...sizes.keys()].sort()).toEqual([...topics].sort());
  for (const members of sizes.values()) expect(members.length).toBe(10);
});
