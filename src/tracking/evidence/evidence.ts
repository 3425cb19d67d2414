// What evidence completeness says of a run: each must-capture field, what was found for it, what is missing and how to add it.

export interface Finding {
  /** What it is, e.g. "git commit". */
  readonly what: string;
  readonly value: string;
  /** Where it was found, e.g. "tag mlflow.source.git.commit". */
  readonly from: string;
}

export interface Missing {
  readonly what: string;
  /** What the person who logs the run can do, in one line. */
  readonly howToAdd: string;
}

export type EvidenceFieldId =
  'identity' | 'model' | 'data' | 'environment' | 'harness' | 'artifacts' | 'purpose';

export interface EvidenceField {
  readonly id: EvidenceFieldId;
  readonly label: string;
  /** `partial`: something was found and something is missing. */
  readonly status: 'present' | 'partial' | 'missing';
  readonly found: readonly Finding[];
  readonly missing: readonly Missing[];
}

export interface Evidence {
  readonly runId: string;
  /** Whether every must-capture field is present; an incomplete run cannot justify a promotion. */
  readonly isComplete: boolean;
  /** How many of the fields are present, of how many. */
  readonly presentFields: number;
  readonly requiredFields: number;
  readonly fields: readonly EvidenceField[];
  /** Not required, but a rerun cannot be told from a repeat without it. */
  readonly seed: Finding | null;
}
