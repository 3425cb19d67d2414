// Repeats of examples: the split of their variance against CL-03, and pass@k against counting subsets.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { bestEpochs, epochVariance, fixedDatasetSe, predictedSe } from './epochVariance.ts';
import { passAtK } from './passAtK.ts';

test('repeats are no examples: the split of variance meets CL-03', () => {
  const { inputs, check } = referenceVector<{ readonly scores: readonly (readonly number[])[] }>('CL-03');
  const result = epochVariance(inputs.scores);
  check({
    mean: result.mean,
    se: result.se,
    withinVar: result.withinVariance,
    betweenVar: result.betweenVariance,
    icc1: result.icc,
    seIfTreatedIID: result.seIfIndependent,
    predictedSE: {
      'K=1': predictedSe(result, 1),
      'K=3': predictedSe(result, 3),
      'K=10': predictedSe(result, 10),
    },
  });
});

test('without repeats the noise is unknown, not zero', () => {
  const single = epochVariance([[1], [0], [1]]);
  expect(single).toMatchObject({ n: 3, epochs: 1, withinVariance: undefined, icc: undefined });
  expect(single.se).toBeCloseTo(1 / 3, 12);
  expect(predictedSe(single, 4)).toBeUndefined();
  expect(bestEpochs(single, 1, 1)).toBeUndefined();
  expect(epochVariance([])).toMatchObject({ n: 0, mean: undefined, se: undefined });
  expect(epochVariance([[1, 0], [], [1]])).toMatchObject({ n: 2, epochs: undefined, withinVariance: 0.5 });
});

test('the cheapest number of repeats follows noise and price', () => {
  const noisy = epochVariance([
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 1],
  ]);
  expect(bestEpochs(noisy, 4, 1)).toBe(Infinity);
  expect(
    bestEpochs(
      epochVariance([
        [1, 1],
        [0, 0],
      ]),
      4,
      1,
    ),
  ).toBe(1);
});

test('on a fixed dataset only the noise of repeating counts', () => {
  expect(
    fixedDatasetSe(
      [
        [0, 1],
        [1, 1],
      ],
      [
        [1, 1],
        [0, 1],
      ],
    ),
  ).toBeCloseTo(Math.sqrt(0.25 + 0.25) / 2, 14);
  expect(fixedDatasetSe([[1]], [[1, 0]])).toBeUndefined();
  expect(() => fixedDatasetSe([[1, 0]], [])).toThrow(RangeError);
});

test('pass@k counts the subsets that hold a success', () => {
  // Of the 10 pairs among 5 tries with 2 successes, 3 hold none.
  expect(passAtK(2, 5, 2)).toBeCloseTo(0.7, 14);
  expect(passAtK(3, 10, 1)).toBeCloseTo(0.3, 14);
  expect(passAtK(0, 10, 5)).toBe(0);
  expect(passAtK(6, 10, 5)).toBe(1);
  expect(passAtK(1, 3, 4)).toBeUndefined();
  expect(() => passAtK(4, 3, 1)).toThrow(RangeError);
  expect(() => passAtK(1, 3, 0)).toThrow(RangeError);
});
