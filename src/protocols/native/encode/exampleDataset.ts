// A golden dataset as the API document shows one. Only an example.
import type {
  WireDatasetFindings,
  WireDatasetSummary,
  WireDatasetVersion,
  WireHoldoutLook,
} from 'assay-sdk/wireDatasets';

const versionId = 'c1febad4bdf77fc09c111c50a970d885e1fc97001ef3eaaac42031b5c61a1ce9';

export const exampleVersion: WireDatasetVersion = {
  name: 'faq',
  versionId,
  standing: 'published',
  label: '1.0.0',
  card: {
    description: 'Questions that customers ask.',
    curator: 'ada',
    custodian: 'grace',
    classification: 'internal',
    limitations: ['English only'],
    licence: null,
  },
  slices: [{ name: 'billing', tags: [], metadata: { topic: ['billing'] } }],
  inputSchema: { type: 'object', required: ['question'] },
  coverage: {
    examples: 342,
    withExpectation: 342,
    holdout: 40,
    tags: { counts: [{ name: 'boundary', count: 12 }], others: 0 },
    splits: { counts: [{ name: 'holdout', count: 40 }], others: 0 },
    slices: { counts: [{ name: 'billing', count: 90 }], others: 0 },
    metadata: { topic: { examples: 342, values: { counts: [{ name: 'billing', count: 90 }], others: 7 } } },
    clusters: { count: 0, examples: 0, largest: 0 },
    inputLength: { least: 12, p10: 28, median: 51, p90: 96, most: 240 },
  },
  basedOn: null,
  author: 'ada',
  createdAt: 1767225600000,
  approvedBy: 'grace',
  approvedAt: 1767225700000,
  publishedAt: 1767225800000,
};

export const exampleSummary: WireDatasetSummary = {
  name: 'faq',
  versions: 1,
  newest: exampleVersion,
  published: exampleVersion,
};

export const exampleFindings: WireDatasetFindings = {
  nearDuplicates: [],
  leaks: [],
  splitClusters: [],
  against: null,
};

export const exampleLook: WireHoldoutLook = {
  lookId: 'b'.repeat(32),
  name: 'faq',
  versionId,
  actor: 'ada',
  purpose: 'gate',
  reason: 'tier production',
  gateRunId: 'c'.repeat(32),
  examples: 40,
  at: 1767225900000,
};
