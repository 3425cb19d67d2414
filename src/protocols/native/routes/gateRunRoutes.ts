// Routes of gate runs: list, read, their examples and results, and recording one that was carried out elsewhere.
import { acceptGateRun } from '../../../gate/acceptGateRun.ts';
import { ledgerNote } from '../../../gate/ledger.ts';
import { comparedExamples } from '../../../gate/reading/comparedExamples.ts';
import { findGateRun } from '../../../gate/reading/findGateRun.ts';
import { resultBytes } from '../../../gate/reading/resultsOf.ts';
import { exampleGateRun, exampleGateRunSummary } from '../encode/exampleGateRun.ts';
import { type NativeRoute, rawRoute, route } from '../route.ts';
import {
  examplePage,
  exampleQuery,
  gateRunOut,
  gateRunPage,
  gateRunPath,
  gateRunQuery,
  ledgerOut,
  ledgerQuery,
  newGateRun,
  recordedGateRun,
} from '../schemas/gateRuns.ts';

const group = 'gate';
/** Of ten thousand examples with long answers, in base64. Text of more than half a gigabyte cannot be read at once anyway. */
const mostRecordBytes = 256 * 1024 * 1024;

const exampleNote = {
  decisions: 3,
  distinctCandidates: 2,
  looksAtThisCandidate: 0,
  isAdaptivelyReused: false,
};

const list = route({
  method: 'GET',
  path: '/gate-runs',
  id: 'listGateRuns',
  group,
  summary: 'List gate runs',
  description: 'Newest first, without judgements and results.',
  query: gateRunQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [
      {
        type: 'application/json',
        schema: gateRunPage,
        example: { items: [exampleGateRunSummary], next: null },
      },
    ],
  },
  errors: ['request/bad-page-token'],
  handle: async ({ query }, { gate }) =>
    gate.store.gateRuns.list(
      {
        component: query.component ?? null,
        datasetName: query.dataset ?? null,
        datasetVersionId: query.datasetVersion ?? null,
        verdict: query.verdict ?? null,
        status: query.status ?? null,
      },
      { limit: query.limit, after: query.cursor ?? null },
    ),
});

const get = route({
  method: 'GET',
  path: '/gate-runs/{gateRunId}',
  id: 'getGateRun',
  group,
  summary: 'Read a gate run',
  description: 'The whole record with its judgement; the results of its examples are asked for separately.',
  params: gateRunPath,
  answer: {
    status: 200,
    description: 'The gate run',
    content: [{ type: 'application/json', schema: gateRunOut, example: exampleGateRun }],
  },
  errors: ['gate-run/not-found', 'gate-run/ambiguous', 'gate-run/record-damaged'],
  handle: async ({ params }, { gate }) => findGateRun(gate, params.gateRunId),
});

const examples = route({
  method: 'GET',
  path: '/gate-runs/{gateRunId}/examples',
  id: 'listGateRunExamples',
  group,
  summary: 'Examples of a gate run, the worst first',
  description:
    'Input, expectation, both answers and all scores, a page at a time. First those whose candidate has no score where the baseline has one, then by how much was lost; without a baseline the lowest score first.',
  params: gateRunPath,
  query: exampleQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [{ type: 'application/json', schema: examplePage, example: { items: [], next: null } }],
  },
  errors: [
    'gate-run/not-found',
    'gate-run/ambiguous',
    'gate-run/no-results',
    'gate-run/unknown-objective',
    'request/bad-page-token',
  ],
  handle: async ({ params, query }, { gate }) =>
    comparedExamples(gate, await findGateRun(gate, params.gateRunId), {
      objective: query.objective ?? null,
      slice: query.slice ?? null,
      onlyFlips: query.only === 'flips',
      limit: query.limit,
      after: query.cursor ?? null,
    }),
});

const results = rawRoute({
  method: 'GET',
  path: '/gate-runs/{gateRunId}/results',
  id: 'getGateRunResults',
  group,
  summary: 'Download the results of a gate run',
  description:
    'The bytes whose SHA-256 is `resultsHash` of the record: zstd of one line of canonical JSON an example, in the order of example ids.',
  params: gateRunPath,
  body: null,
  isStreamed: false,
  answer: {
    status: 200,
    description: 'The results',
    content: [{ type: 'application/zstd', schema: null, example: undefined }],
  },
  errors: ['gate-run/not-found', 'gate-run/ambiguous', 'gate-run/no-results', 'gate-run/results-damaged'],
  async handle({ params }, { gate, reply }) {
    const run = await findGateRun(gate, params.gateRunId);
    const bytes = await resultBytes(gate, run);
    await reply
      .type('application/zstd')
      .header('content-disposition', `attachment; filename="gate-run-${run.gateRunId}.jsonl.zst"`)
      .send(Buffer.from(bytes));
    return undefined;
  },
});

const record = route({
  method: 'POST',
  path: '/gate-runs',
  id: 'recordGateRun',
  group,
  summary: 'Record a gate run that was carried out elsewhere',
  description:
    'Such as on a CI machine. Nothing is taken on trust: hashes of manifests and results must hold, and the verdict is computed again from the results and must be the same. Recording the same run again changes nothing. The looks at the dataset are counted here.',
  body: newGateRun,
  bodyExample: { run: exampleGateRun, results: null },
  mostBodyBytes: mostRecordBytes,
  answer: {
    status: 201,
    description: 'The run is recorded',
    content: [
      {
        type: 'application/json',
        schema: recordedGateRun,
        example: {
          gateRunId: exampleGateRun.gateRunId,
          isNew: true,
          runId: `${'0'.repeat(16)}${exampleGateRun.gateRunId}`,
          ledger: exampleNote,
          warnings: [],
        },
      },
    ],
  },
  errors: ['gate-run/invalid-record', 'gate-run/verdict-differs', 'gate-run/exists'],
  handle: async ({ body: { run, results: text } }, { gate }) =>
    acceptGateRun(gate, run, text === null ? null : Buffer.from(text, 'base64')),
});

const ledger = route({
  method: 'GET',
  path: '/gate-ledger',
  id: 'getGateLedger',
  group,
  summary: 'How often a dataset version was decided on',
  description:
    'All decisions recorded here, those by other machines included; read before a gate is run, kept with it.',
  query: ledgerQuery,
  answer: {
    status: 200,
    description: 'The counts',
    content: [{ type: 'application/json', schema: ledgerOut, example: exampleNote }],
  },
  errors: [],
  handle: async ({ query: { datasetVersion, candidate } }, { gate }) =>
    ledgerNote(await gate.store.gateRuns.ledger(datasetVersion, candidate)),
});

export const gateRunRoutes: readonly NativeRoute[] = [list, record, get, examples, results, ledger];
