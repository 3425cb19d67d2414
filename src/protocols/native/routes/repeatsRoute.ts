// The route of repeats: which runs repeat a run.
import { findRepeats } from '../../../tracking/evidence/findRepeats.ts';
import { encodeRunReference } from '../encode/encodeRunReference.ts';
import { route } from '../route.ts';
import { repeats } from '../schemas/evidence.ts';
import { runPath } from '../schemas/runs.ts';

export const repeatsRoute = route({
  method: 'GET',
  path: '/runs/{runId}/repeats',
  id: 'getRepeats',
  group: 'evidence',
  summary: 'Which runs repeat a run',
  description:
    'Found by hashes of manifest, data and seed, and by the tag `assay.repeat.of`, whose value is the id of a run or any name that repeats share.',
  params: runPath,
  answer: {
    status: 200,
    description: 'The repeats',
    content: [
      {
        type: 'application/json',
        schema: repeats,
        example: {
          runId: '4f2a9c0e8b7d4c5f9a1e3b6d8c0f2a4b',
          fingerprint: { manifest: 'a3f1'.repeat(16), data: 'b207'.repeat(16), seed: 'c9d4'.repeat(16) },
          identical: [
            {
              runId: '7d1b9c0e8b7d4c5f9a1e3b6d8c0f2a4b',
              experimentId: '1',
              name: 'sunny-hill-12',
              status: 'FINISHED',
              startTime: 1767225600000,
              endTime: 1767225660000,
            },
          ],
          unknownBecause: null,
          declared: [],
          group: null,
        },
      },
    ],
  },
  errors: ['run/not-found'],
  async handle({ params }, { tracking }) {
    const found = await findRepeats(tracking, params.runId);
    return {
      runId: found.runId,
      fingerprint: found.fingerprint,
      identical: found.identical.map(encodeRunReference),
      unknownBecause: found.unknownBecause,
      declared: found.declared.map((run) => encodeRunReference(run.info)),
      group: found.group,
    };
  },
});
