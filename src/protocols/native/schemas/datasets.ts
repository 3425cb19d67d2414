// Schemas of golden datasets: versions, their cards and coverage, reviews, findings, looks.
import { z } from 'zod';
import type { WirePage } from 'assay-sdk/wire';
import type {
  WireDatasetCoverage,
  WireDatasetFindings,
  WireDatasetHashes,
  WireDatasetHistory,
  WireDatasetSummary,
  WireDatasetVerification,
  WireDatasetVersion,
  WireHoldoutLook,
  WirePublished,
  WirePushedVersion,
} from 'assay-sdk/wireDatasets';
import type { WireJson, WireJsonObject } from 'assay-sdk/wireJson';
import { cursor, limitIn, pageOf, timeOut } from './values.ts';

const classification = z.enum(['public', 'internal', 'confidential', 'restricted']);
const jsonValue: z.ZodType<WireJson> = z.json();
const jsonObject: z.ZodType<WireJsonObject> = z.record(z.string(), jsonValue);
const versionId = z
  .string()
  .meta({ description: 'The Merkle root over examples, schema and slices, in hexadecimal.' });
const exampleId = z
  .string()
  .meta({ description: 'SHA-256 of the canonical JSON of the input, in hexadecimal.' });

const card = z
  .object({
    description: z.string().nullable(),
    curator: z.string().nullable(),
    custodian: z
      .string()
      .nullable()
      .meta({ description: 'Who is told when the dataset is unavailable or tampered with.' }),
    classification,
    limitations: z.array(z.string()),
    licence: z.string().nullable(),
  })
  .meta({ id: 'DatasetCard' });

const slice = z
  .object({
    name: z.string(),
    tags: z.array(z.string()),
    metadata: z.record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()]))),
  })
  .meta({
    id: 'DatasetSlice',
    description: 'Examples with all the tags and, for each key, any of the values.',
  });

const countTable = z
  .object({
    counts: z.array(z.object({ name: z.string(), count: z.int() })),
    others: z.int().meta({ description: 'How many more names there are.' }),
  })
  .meta({ id: 'CountTable' });

const coverage = z
  .object({
    examples: z.int(),
    withExpectation: z.int(),
    holdout: z.int(),
    tags: countTable,
    splits: countTable,
    slices: countTable,
    metadata: z.record(z.string(), z.object({ examples: z.int(), values: countTable })),
    clusters: z.object({ count: z.int(), examples: z.int(), largest: z.int() }),
    inputLength: z
      .object({ least: z.int(), p10: z.int(), median: z.int(), p90: z.int(), most: z.int() })
      .nullable()
      .meta({ description: 'Of the text of inputs, in characters.' }),
  })
  .meta({ id: 'DatasetCoverage' }) satisfies z.ZodType<WireDatasetCoverage>;

export const versionOut = z
  .object({
    name: z.string(),
    versionId,
    standing: z.enum(['draft', 'in-review', 'published', 'withdrawn']),
    label: z.string().nullable(),
    card,
    slices: z.array(slice),
    inputSchema: jsonObject.nullable(),
    coverage,
    basedOn: z.string().nullable().meta({ description: 'The newest version when this one was pushed.' }),
    author: z.string().nullable(),
    createdAt: timeOut,
    approvedBy: z.string().nullable(),
    approvedAt: timeOut.nullable(),
    publishedAt: timeOut.nullable(),
  })
  .meta({ id: 'DatasetVersion' }) satisfies z.ZodType<WireDatasetVersion>;

export const summaryOut = z
  .object({ name: z.string(), versions: z.int(), newest: versionOut, published: versionOut.nullable() })
  .meta({ id: 'DatasetSummary' }) satisfies z.ZodType<WireDatasetSummary>;
export const summaryPage = pageOf(summaryOut).meta({ id: 'DatasetPage' }) satisfies z.ZodType<
  WirePage<WireDatasetSummary>
>;
export const versionPage = pageOf(versionOut).meta({ id: 'DatasetVersionPage' }) satisfies z.ZodType<
  WirePage<WireDatasetVersion>
>;

export const historyOut = z
  .object({
    version: versionOut,
    events: z.array(
      z
        .object({
          versionId,
          kind: z.enum([
            'pushed',
            'card-changed',
            'submitted',
            'approved',
            'changes-requested',
            'published',
            'withdrawn',
          ]),
          actor: z.string().nullable(),
          note: z.string().nullable(),
          detail: jsonObject,
          at: timeOut,
        })
        .meta({ id: 'DatasetEvent' }),
    ),
  })
  .meta({ id: 'DatasetHistory' }) satisfies z.ZodType<WireDatasetHistory>;

export const pushedOut = z
  .object({ version: versionOut, isNew: z.boolean(), isCardKept: z.boolean() })
  .meta({ id: 'PushedDatasetVersion' }) satisfies z.ZodType<WirePushedVersion>;

export const hashesOut = z
  .object({ items: z.array(z.object({ exampleId, leafHash: z.string() })), next: z.string().nullable() })
  .meta({ id: 'DatasetHashes' }) satisfies z.ZodType<WireDatasetHashes>;

const likePair = z
  .object({
    exampleId,
    otherId: exampleId,
    likeness: z.number().meta({ description: 'Jaccard likeness of their texts, from 0 to 1.' }),
    input: z.string(),
    otherInput: z.string(),
    splits: z.array(z.string().nullable()).meta({ description: 'Of the other, then of the example.' }),
    isContradiction: z.boolean().meta({ description: 'Both have an expectation, and not the same.' }),
  })
  .meta({ id: 'LikePair' });

export const findingsOut = z
  .object({
    nearDuplicates: z.array(likePair),
    leaks: z.array(likePair),
    splitClusters: z.array(z.object({ cluster: z.string(), splits: z.array(z.string()) })),
    against: z.object({ name: z.string(), pairs: z.array(likePair) }).nullable(),
  })
  .meta({ id: 'DatasetFindings' }) satisfies z.ZodType<WireDatasetFindings>;

export const publishedOut = z
  .object({ version: versionOut, findings: findingsOut })
  .meta({ id: 'PublishedDatasetVersion' }) satisfies z.ZodType<WirePublished>;

export const verificationOut = z
  .object({
    name: z.string(),
    versionId,
    computedId: z.string().meta({ description: 'What the stored content comes to.' }),
    isIntact: z.boolean(),
    examples: z.int(),
    problems: z.array(z.object({ exampleId: z.string().nullable(), message: z.string() })),
    alertId: z.string().nullable(),
  })
  .meta({ id: 'DatasetVerification' }) satisfies z.ZodType<WireDatasetVerification>;

export const alertOut = z.object({ alertId: z.string() }).meta({ id: 'RaisedAlert' });

export const lookOut = z
  .object({
    lookId: z.string(),
    name: z.string(),
    versionId,
    actor: z.string().nullable(),
    purpose: z.enum(['gate', 'pull', 'export', 'diff']),
    reason: z.string().nullable(),
    gateRunId: z.string().nullable(),
    examples: z.int().meta({ description: 'Examples of the holdout that were read.' }),
    at: timeOut,
  })
  .meta({ id: 'HoldoutLook' });
export const lookPage = pageOf(lookOut).meta({ id: 'HoldoutLookPage' }) satisfies z.ZodType<
  WirePage<WireHoldoutLook>
>;

const name = z.string().min(1).max(100);
export const datasetPath = z.strictObject({ name });
/** Files are called what their path is called, and have holdouts too. */
export const lookedAtPath = z.strictObject({ name: z.string().min(1).max(255) });
export const versionPath = z.strictObject({
  name,
  reference: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: 'A label, a version id or its beginning, `published` or `newest`.' }),
});
export const pageQuery = z.strictObject({ limit: limitIn(1000, 100), cursor: cursor.optional() });
export const hashesQuery = z.strictObject({ limit: limitIn(10_000, 1000), cursor: cursor.optional() });
const who = z.string().min(1).max(250);
const words = z.string().trim().min(1).max(4000);
export const examplesQuery = z.strictObject({
  actor: who.optional(),
  reason: words.optional(),
  purpose: z.enum(['pull', 'export', 'diff']).default('pull'),
  holdout: z.enum(['include', 'exclude']).default('include'),
});
export const findingsQuery = z.strictObject({
  against: z
    .string()
    .min(1)
    .max(201)
    .optional()
    .meta({ description: 'Another dataset: `name` or `name@version`.' }),
});

export const headerIn = z
  .strictObject({
    card: z
      .strictObject({
        description: words.nullable().default(null),
        curator: who.nullable().default(null),
        custodian: who.nullable().default(null),
        classification: classification.default('internal'),
        limitations: z.array(words).max(100).default([]),
        licence: who.nullable().default(null),
      })
      .prefault({}),
    slices: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(100),
          tags: z.array(z.string().min(1)).default([]),
          metadata: z
            .record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1))
            .default({}),
        }),
      )
      .max(1000)
      .refine(
        (slices) => new Set(slices.map((each) => each.name)).size === slices.length,
        'must have different names',
      )
      .default([]),
    inputSchema: jsonObject.nullable().default(null),
    author: who.nullable().default(null),
    note: words.nullable().default(null),
  })
  .meta({ id: 'DatasetVersionHeader' });

export const reviewIn = z
  .strictObject({
    action: z.enum(['submit', 'approve', 'request-changes']),
    actor: who.nullable().default(null),
    note: words.nullable().default(null),
    reviewer: who.nullable().default(null),
  })
  .meta({ id: 'DatasetReviewStep' });

export const publicationIn = z
  .strictObject({
    actor: who.nullable().default(null),
    label: z.string().max(64).nullable().default(null),
    acknowledge: words.nullable().default(null).meta({ description: 'Why what the checks found is right.' }),
    withoutReview: words.nullable().default(null).meta({ description: 'Why nobody reviewed it.' }),
    against: z.string().min(1).max(201).nullable().default(null),
  })
  .meta({ id: 'DatasetPublication' });

export const withdrawalIn = z
  .strictObject({ actor: who.nullable().default(null), reason: words })
  .meta({ id: 'DatasetWithdrawal' });

export const mismatchIn = z
  .strictObject({
    pinned: z.string().min(1).max(100),
    computed: z.string().min(1).max(100),
    source: z.string().min(1).max(1000).meta({ description: 'Where the files are, in words.' }),
    custodian: who.nullable().default(null),
  })
  .meta({ id: 'DatasetMismatch' });

export const lookIn = z
  .strictObject({
    versionId: z.string().regex(/^[0-9a-f]{64}$/, 'must be a whole version id'),
    actor: who.nullable().default(null),
    reason: words.nullable().default(null),
    gateRunId: z.string().min(1).max(100),
    examples: z.int().min(1).max(1_000_000).meta({ description: 'Examples of the holdout that were read.' }),
  })
  .meta({ id: 'NewHoldoutLook' });
