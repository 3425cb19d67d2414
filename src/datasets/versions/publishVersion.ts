// Publishes a version: from then on it never changes and decisions are made on it. What follows from that is for others to do.
import type { DatasetFindings, DatasetVersion } from '../../model/dataset.ts';
import { AssayError } from '../../model/errors.ts';
import { checkExamples, countFindings } from '../checks/checkExamples.ts';
import type { DatasetContext } from '../context.ts';
import { requireLabel } from './datasetName.ts';
import { openVersion } from './openVersion.ts';

export interface Publication {
  readonly actor: string | null;
  /** Such as `1.2.0`; null for none. */
  readonly label: string | null;
  /** Why what the checks found is right; null when nobody said. */
  readonly acknowledge: string | null;
  /** Why nobody reviewed it; null to demand a review. */
  readonly withoutReview: string | null;
  /** A version of another dataset that must not leak into this one; null for none. */
  readonly against: DatasetVersion | null;
}

/** For those who act on it: what is in production is evaluated again, as the new baseline. */
export interface DatasetPublished {
  readonly name: string;
  readonly versionId: string;
  readonly label: string | null;
  /** The newest published version before; null for the first. */
  readonly previousId: string | null;
  readonly custodian: string | null;
  readonly at: number;
}

/**
 * @throws AssayError `dataset/not-reviewed`, `dataset/unacknowledged-findings` with them in `details.findings`, `dataset/label-taken`,
 *   `dataset/invalid-label`, `dataset/wrong-standing`, `dataset/hash-mismatch`
 */
export async function publishVersion(
  context: DatasetContext,
  version: DatasetVersion,
  publication: Publication,
): Promise<{
  readonly version: DatasetVersion;
  readonly findings: DatasetFindings;
  readonly published: DatasetPublished;
}> {
  const { actor, label, acknowledge, withoutReview, against } = publication;
  const { name, versionId } = version;
  if (label !== null) requireLabel(label);
  if (version.standing === 'draft' || version.standing === 'in-review')
    requireReviewed(version, withoutReview);
  const findings = await findingsOf(context, version, against);
  const found = countFindings(findings);
  if (found > 0 && acknowledge === null) throw unacknowledged(version, findings, found);
  const before = await context.store.datasets.get(name);
  const at = context.now();
  const detail = {
    nearDuplicates: findings.nearDuplicates.length,
    leaks: findings.leaks.length,
    splitClusters: findings.splitClusters.length,
    against:
      findings.against === null
        ? null
        : { name: findings.against.name, pairs: findings.against.pairs.length },
    acknowledged: found > 0 ? acknowledge : null,
    withoutReview: version.approvedAt === null ? withoutReview : null,
  };
  const changed = await context.store.datasets.change(name, versionId, {
    expects: ['draft', 'in-review'],
    standing: 'published',
    label,
    publishedAt: at,
    event: { kind: 'published', actor, note: null, detail, at },
  });
  context.announce({ type: 'dataset', name });
  return {
    version: changed,
    findings,
    published: {
      name,
      versionId,
      label,
      previousId: before?.published?.versionId ?? null,
      custodian: version.card.custodian,
      at,
    },
  };
}

/** What the checks find in a version. @throws AssayError `dataset/hash-mismatch` */
export async function findingsOf(
  context: DatasetContext,
  version: DatasetVersion,
  against: DatasetVersion | null,
): Promise<DatasetFindings> {
  const { examples } = await openVersion(context, version);
  const others = against === null ? null : await openVersion(context, against);
  return checkExamples(examples, others);
}

function requireReviewed(
  { name, versionId, approvedAt, standing }: DatasetVersion,
  withoutReview: string | null,
): void {
  if (approvedAt !== null || withoutReview !== null) return;
  const why =
    standing === 'in-review' ? 'it is in review, and nobody approved it yet' : 'it was not reviewed';
  throw new AssayError(
    'dataset/not-reviewed',
    `The version ${versionId.slice(0, 12)} of '${name}' is not published: ${why}.`,
  );
}

const mostTold = 5;

function unacknowledged({ name }: DatasetVersion, findings: DatasetFindings, found: number): AssayError {
  const { leaks, nearDuplicates, against, splitClusters } = findings;
  const pairs = [...leaks, ...(against?.pairs ?? []), ...nearDuplicates];
  const lines = [
    ...pairs.map(
      ({ likeness, exampleId, otherId, input }) =>
        `${Math.round(likeness * 100)} %  ${exampleId.slice(0, 12)} and ${otherId.slice(0, 12)}  ${input.slice(0, 80)}`,
    ),
    ...splitClusters.map(
      ({ cluster, splits }) => `cluster ${cluster} is in the splits ${splits.join(' and ')}`,
    ),
  ];
  const more = lines.length > mostTold ? `\n  … and ${lines.length - mostTold} more` : '';
  return new AssayError(
    'dataset/unacknowledged-findings',
    `'${name}' is not published: ${found} ${found === 1 ? 'finding' : 'findings'} (${leaks.length} leaks between splits, ${nearDuplicates.length} near-duplicates, ${splitClusters.length} clusters over several splits, ${against?.pairs.length ?? 0} shared with another dataset).\n  ${lines.slice(0, mostTold).join('\n  ')}${more}`,
    { leaks: leaks.length, nearDuplicates: nearDuplicates.length, splitClusters: splitClusters.length },
  );
}
