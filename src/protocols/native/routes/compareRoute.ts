// The route that compares runs.
import { toWireNumber, type WireNumber } from 'assay-sdk/wire';
import type { WireComparison } from 'assay-sdk/wireEvidence';
import { compareRuns } from '../../../tracking/evidence/compareRuns.ts';
import { encodeRun } from '../encode/encodeRun.ts';
import { exampleRun } from '../encode/exampleRun.ts';
import { route } from '../route.ts';
import { comparison, comparisonRequest } from '../schemas/evidence.ts';

const first = encodeRun(exampleRun);
const second = { ...first, runId: '7d1b9c0e8b7d4c5f9a1e3b6d8c0f2a4b' };
const example: WireComparison = {
  runs: [first, second],
  params: [{ key: 'model', values: ['small', 'small'], isSame: true }],
  datasets: [],
  metrics: [
    {
      key: 'loss',
      values: [
        { runId: first.runId, value: 0.5, difference: null, verdict: null },
        { runId: second.runId, value: 0.4, difference: -0.1, verdict: 'unknown' },
      ],
      noise: {
        key: 'loss',
        groups: [],
        floor: null,
        unknownBecause: 'No repeats are declared.',
        isCut: false,
      },
    },
  ],
  repeatsFirst: [false],
};

export const compareRoute = route({
  method: 'POST',
  path: '/runs/compare',
  id: 'compareRuns',
  group: 'evidence',
  summary: 'Compare runs with the first of them',
  description:
    'What differs in what was run, and which metrics differ by more than the noise floor of declared repeats in the same experiments. It decides nothing.',
  body: comparisonRequest,
  bodyExample: { runIds: [first.runId, second.runId] },
  answer: {
    status: 200,
    description: 'The comparison',
    content: [{ type: 'application/json', schema: comparison, example }],
  },
  errors: ['run/not-found'],
  async handle({ body: { runIds } }, { tracking }): Promise<WireComparison> {
    const compared = await compareRuns(tracking, runIds);
    return {
      runs: compared.runs.map((run) => encodeRun(run)),
      params: compared.params,
      datasets: compared.datasets,
      metrics: compared.metrics.map(({ key, values, noise }) => ({
        key,
        values: values.map(({ runId, value, difference, verdict }) => ({
          runId,
          value: wire(value),
          difference: wire(difference),
          verdict,
        })),
        noise,
      })),
      repeatsFirst: compared.repeatsFirst,
    };
  },
});

const wire = (value: number | null): WireNumber | null => (value === null ? null : toWireNumber(value));
