// The wire types of what makes runs evidence: completeness, repeats, the noise floor and comparison. The only copy; the rules of the JSON are told in wire.ts.
import type { WireInt64, WireNumber, WireRun, WireRunStatus } from './wire.ts';

export interface WireFinding {
  /** What it is, such as `git commit`. */
  readonly what: string;
  readonly value: string;
  /** Where it was found, such as `tag mlflow.source.git.commit`. */
  readonly from: string;
}

export interface WireMissing {
  readonly what: string;
  /** What the person who logs the run can do, in one line. */
  readonly howToAdd: string;
}

export type WireEvidenceFieldId =
  'identity' | 'model' | 'data' | 'environment' | 'harness' | 'artifacts' | 'purpose';

/** One must-capture field. */
export interface WireEvidenceField {
  readonly id: WireEvidenceFieldId;
  readonly label: string;
  /** `partial`: something was found and something is missing. */
  readonly status: 'present' | 'partial' | 'missing';
  readonly found: readonly WireFinding[];
  readonly missing: readonly WireMissing[];
}

/** How complete a run is as evidence; an incomplete run cannot justify a promotion. */
export interface WireEvidence {
  readonly runId: string;
  readonly isComplete: boolean;
  /** How many of the fields are present, of how many. */
  readonly presentFields: number;
  readonly requiredFields: number;
  readonly fields: readonly WireEvidenceField[];
  /** Not required, but a rerun cannot be told from a repeat without it. */
  readonly seed: WireFinding | null;
}

export interface WireEvidenceSummary {
  readonly runId: string;
  readonly isComplete: boolean;
  readonly presentFields: number;
  readonly requiredFields: number;
}

export interface WireEvidenceSummariesRequest {
  /** Runs that do not exist are left out of the answer. */
  readonly runIds: readonly string[];
}

export interface WireEvidenceSummaries {
  readonly items: readonly WireEvidenceSummary[];
}

/** Enough of a run to name it. */
export interface WireRunReference {
  readonly runId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly status: WireRunStatus;
  readonly startTime: WireInt64;
  readonly endTime: WireInt64 | null;
}

/** Hashes of what was run, on which data, with which seed; null where the run does not say. */
export interface WireFingerprint {
  readonly manifest: string;
  readonly data: string | null;
  readonly seed: string | null;
}

export interface WireRepeats {
  readonly runId: string;
  readonly fingerprint: WireFingerprint;
  /** Other runs with the same manifest, data and seed, oldest first. */
  readonly identical: readonly WireRunReference[];
  /** Why no run can be called identical; null when it can. */
  readonly unknownBecause: string | null;
  /** Runs of the same declared group, this one included when it belongs to one, oldest first. */
  readonly declared: readonly WireRunReference[];
  /** The value of the tag `assay.repeat.of` that declares the group; null when none does. */
  readonly group: string | null;
}

/** How far two runs of the same thing lie apart by chance alone; in the metric's own unit. */
export interface WireNoiseFloor {
  /** Repeats, over all groups. */
  readonly n: number;
  readonly groups: number;
  /** Degrees of freedom of the standard deviation: n − groups. */
  readonly df: number;
  /** Standard deviation of one run about the mean of its repeats. */
  readonly sd: number;
  readonly sdInterval: readonly [number, number];
  /** Two single runs of the same thing differ by less than this with the given confidence. */
  readonly leastDifference: number;
  readonly confidence: number;
}

export interface WireRepeatGroup {
  readonly group: string;
  /** Those that have a finite value of the metric. */
  readonly runIds: readonly string[];
  /** The last value of each of these runs, in the same order. */
  readonly values: readonly number[];
}

export interface WireNoise {
  readonly key: string;
  readonly groups: readonly WireRepeatGroup[];
  /** Null when nothing can be said; `unknownBecause` then says why. */
  readonly floor: WireNoiseFloor | null;
  readonly unknownBecause: string | null;
  /** Only the newest repeats were read. */
  readonly isCut: boolean;
}

export interface WireNoiseRequest {
  /** The metric. */
  readonly key: string;
  /** Where repeats are looked for. */
  readonly experimentIds: readonly string[];
  /** Only the repeats that declare this group; all when absent. */
  readonly group?: string | undefined;
}

/**
 * What can be said of a metric of two runs: `identical` to the last digit; `reproduced` or `not-reproduced` when the second run repeats the
 * first; `within-noise` or `different` when it does not; `unknown` when no noise floor is known or a value is missing or not finite.
 */
export type WireVerdict =
  'identical' | 'reproduced' | 'not-reproduced' | 'within-noise' | 'different' | 'unknown';

export interface WireComparedValue {
  readonly runId: string;
  /** The last value; null where the run has none. */
  readonly value: WireNumber | null;
  /** Against the first run; null for the first run itself and where a value is missing. */
  readonly difference: WireNumber | null;
  /** Null for the first run itself. */
  readonly verdict: WireVerdict | null;
}

export interface WireComparedMetric {
  readonly key: string;
  readonly values: readonly WireComparedValue[];
  readonly noise: WireNoise;
}

export interface WireComparedSetting {
  readonly key: string;
  /** In the order of the runs; null where a run does not have it. */
  readonly values: readonly (string | null)[];
  readonly isSame: boolean;
}

export interface WireComparisonRequest {
  /** 2 to 50; the first is what the others are compared with. */
  readonly runIds: readonly string[];
}

export interface WireComparison {
  readonly runs: readonly WireRun[];
  /** Those that differ come first. */
  readonly params: readonly WireComparedSetting[];
  /** Digests by name of the dataset. */
  readonly datasets: readonly WireComparedSetting[];
  readonly metrics: readonly WireComparedMetric[];
  /** For each run after the first: whether it repeats the first, by its hashes or by declaration. */
  readonly repeatsFirst: readonly boolean[];
}
