// Routes about the state of the server as a whole: its figures, and whether its store is sound.
import { z } from 'zod';
import type { WireFigures, WireIntegrity } from 'assay-sdk/wireState';
import { requireThisMachine } from '../requireThisMachine.ts';
import { type NativeRoute, route } from '../route.ts';

const figures = z
  .object({
    schemaVersion: z.int(),
    bytesOnDisk: z.int().meta({ description: 'Of the database, without artifacts; 0 in memory.' }),
    experiments: z.int(),
    runs: z.int(),
    metricPoints: z.int(),
  })
  .meta({ id: 'Figures' }) satisfies z.ZodType<WireFigures>;

const integrity = z
  .object({ problems: z.array(z.string()).meta({ description: 'Empty when the store is sound.' }) })
  .meta({ id: 'Integrity' }) satisfies z.ZodType<WireIntegrity>;

const integrityCheck = z
  .strictObject({
    depth: z.enum(['records', 'contents']).meta({
      description:
        '`records`: the database, its references, and that every content is there; `contents`: also that every byte is still right.',
    }),
  })
  .meta({ id: 'IntegrityCheck' });

const getFigures = route({
  method: 'GET',
  path: '/figures',
  id: 'getFigures',
  group: 'server',
  summary: 'How much is stored',
  description: 'Plain counts, and the version of the schema they are stored in.',
  answer: {
    status: 200,
    description: 'The figures',
    content: [
      {
        type: 'application/json',
        schema: figures,
        example: {
          schemaVersion: 1,
          bytesOnDisk: 7_340_032,
          experiments: 3,
          runs: 412,
          metricPoints: 1_250_000,
        },
      },
    ],
  },
  errors: [],
  handle: async (_input, { tracking }) => tracking.store.figures(),
});

const check = route({
  method: 'POST',
  path: '/integrity-checks',
  id: 'checkIntegrity',
  group: 'server',
  summary: 'Look whether the store is sound',
  description:
    'Beside the traffic; with `contents` it reads every artifact. Answered only to callers on the machine of the server itself, and not through a proxy.',
  body: integrityCheck,
  bodyExample: { depth: 'records' },
  answer: {
    status: 200,
    description: 'What was found',
    content: [{ type: 'application/json', schema: integrity, example: { problems: [] } }],
  },
  errors: ['request/only-local'],
  async handle({ body: { depth } }, { tracking, request }) {
    requireThisMachine(request);
    return tracking.store.checkIntegrity(depth);
  },
});

export const stateRoutes: readonly NativeRoute[] = [getFigures, check];
