// Every interval of a paired difference of pass rates, the deciding and the shown, against PD-01.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { bonettPriceInterval, pairedWaldInterval } from './bonettPriceInterval.ts';
import { newcombePaired } from './newcombePaired.ts';
import { tangoInterval } from './tangoScore.ts';

test('Tango, Newcombe, Bonett–Price and Wald meet PD-01', () => {
  const inputs =
    referenceVector<readonly { readonly table: readonly [number, number, number, number] }[]>('PD-01').inputs;
  referenceVector('PD-01').check(
    inputs.map(({ table }) => {
      const [bothPass, candidateOnly, baselineOnly, bothFail] = table;
      const n = bothPass + candidateOnly + baselineOnly + bothFail;
      const counts = { n, candidateOnly, baselineOnly };
      return {
        table,
        n,
        diff: (candidateOnly - baselineOnly) / n,
        tango95: tangoInterval(counts, 0.95),
        newcombe95: newcombePaired({ bothPass, candidateOnly, baselineOnly, bothFail }, 0.95),
        bonettPrice95: bonettPriceInterval(counts, 0.95),
        waldPaired95: pairedWaldInterval(counts, 0.95),
      };
    }),
  );
});

test('no pairs have no interval, and counts must be counts', () => {
  const none = { n: 0, candidateOnly: 0, baselineOnly: 0 };
  expect(bonettPriceInterval(none, 0.9)).toBeUndefined();
  expect(pairedWaldInterval(none, 0.9)).toBeUndefined();
  const table = { bothPass: 0, candidateOnly: 0, baselineOnly: 0, bothFail: 0 };
  expect(newcombePaired(table, 0.9)).toBeUndefined();
  expect(() => newcombePaired({ ...table, bothFail: 1.5 }, 0.9)).toThrow(RangeError);
});
