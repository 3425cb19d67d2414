// Routes of evidence completeness.
import { assessRuns } from '../../../tracking/evidence/assessRuns.ts';
import { evidenceOf } from '../../../tracking/evidence/evidenceOf.ts';
import { type NativeRoute, route } from '../route.ts';
import { evidence, evidenceSummaries, evidenceSummariesRequest } from '../schemas/evidence.ts';
import { runPath } from '../schemas/runs.ts';

const group = 'evidence';
const runId = '4f2a9c0e8b7d4c5f9a1e3b6d8c0f2a4b';

const ofRun = route({
  method: 'GET',
  path: '/runs/{runId}/evidence',
  id: 'getEvidence',
  group,
  summary: 'How complete a run is as evidence',
  description:
    'Computed from what was recorded, however it was logged: each must-capture field with what was found, where, what is missing and how to add it.',
  params: runPath,
  answer: {
    status: 200,
    description: 'The evidence',
    content: [
      {
        type: 'application/json',
        schema: evidence,
        example: {
          runId,
          isComplete: false,
          presentFields: 0,
          requiredFields: 1,
          fields: [
            {
              id: 'purpose',
              label: 'Purpose',
              status: 'missing',
              found: [],
              missing: [
                {
                  what: 'purpose statement',
                  howToAdd: 'mlflow.start_run(description="why this run exists")',
                },
              ],
            },
          ],
          seed: { what: 'seed', value: '7', from: 'tag assay.seed' },
        },
      },
    ],
  },
  errors: ['run/not-found'],
  handle: async ({ params }, { tracking }) => evidenceOf(tracking, params.runId),
});

const summaries = route({
  method: 'POST',
  path: '/evidence/summaries',
  id: 'summariseEvidence',
  group,
  summary: 'How complete several runs are as evidence',
  description: 'In the order asked; runs that do not exist are left out.',
  body: evidenceSummariesRequest,
  bodyExample: { runIds: [runId] },
  answer: {
    status: 200,
    description: 'One item a run',
    content: [
      {
        type: 'application/json',
        schema: evidenceSummaries,
        example: { items: [{ runId, isComplete: false, presentFields: 5, requiredFields: 7 }] },
      },
    ],
  },
  errors: [],
  async handle({ body: { runIds } }, { tracking }) {
    const found = await assessRuns(tracking, runIds);
    return {
      items: found.map((each) => ({
        runId: each.runId,
        isComplete: each.isComplete,
        presentFields: each.presentFields,
        requiredFields: each.requiredFields,
      })),
    };
  },
});

export const evidenceRoutes: readonly NativeRoute[] = [ofRun, summaries];
