// The route of the noise floor of one metric.
import { noiseFloorOf } from '../../../tracking/evidence/noiseFloorOf.ts';
import { route } from '../route.ts';
import { noise, noiseRequest } from '../schemas/evidence.ts';

export const noiseRoute = route({
  method: 'POST',
  path: '/metrics/noise',
  id: 'getNoise',
  group: 'evidence',
  summary: 'The noise floor of a metric',
  description:
    'How far two runs of the same thing lie apart by chance alone, learnt from the last values of runs that declare to be repeats (tag `assay.repeat.of`).',
  body: noiseRequest,
  bodyExample: { key: 'accuracy', experimentIds: ['1'] },
  answer: {
    status: 200,
    description: 'The floor, or why none is known',
    content: [
      {
        type: 'application/json',
        schema: noise,
        example: {
          key: 'accuracy',
          groups: [{ group: 'depth-6', runIds: ['4f2a', '7d1b', '90c3'], values: [0.91, 0.92, 0.912] }],
          floor: {
            n: 3,
            groups: 1,
            df: 2,
            sd: 0.0053,
            sdInterval: [0.0028, 0.0333],
            leastDifference: 0.0322,
            confidence: 0.95,
          },
          unknownBecause: null,
          isCut: false,
        },
      },
    ],
  },
  errors: [],
  handle: async ({ body: { key, experimentIds, group } }, { tracking }) =>
    noiseFloorOf(tracking, key, { experimentIds, group: group ?? null }),
});
