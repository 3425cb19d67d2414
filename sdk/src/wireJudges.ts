// The wire types of calibrations of judges. The only copy; the rules of the JSON are told in wire.ts.

/** What a judge is made of, so that a change can be named. */
export interface WireJudgePin {
  /** The hash of the evaluator: rubric, prompt, model, parameters, parser. */
  readonly judgeHash: string;
  /** Hash of what a person is asked as well: rubric and scale. Labels stay true while it does, whatever the model. */
  readonly questionHash: string;
  /** By name (`rubric`, `prompt`, `model`, `parameters`, `parser`, `scale`): the value, or its hash where it is long. */
  readonly parts: { readonly [name: string]: string };
  /** False for the name of a model that its provider moves, such as `…-latest`. */
  readonly isPinned: boolean;
}

/** A figure with its two-sided interval at `WireCalibrationFigures.level`; null where it is not defined. */
export interface WireFigure {
  readonly name: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** What it was computed from. */
  readonly n: number;
}

export interface WireClassCount {
  /** `fail`, `pass`, `level 3`, `loss`, `tie`, `win`. */
  readonly label: string;
  /** Units that people, and the judge, put here. */
  readonly human: number;
  readonly judge: number;
}

/** The mean over labelled and unlabelled outputs, corrected by the labels. */
export interface WireCorrectedRate {
  readonly method: 'ppi++' | 'post-stratified' | 'rogan-gladen';
  readonly rate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** `measured`, or why there is no figure. */
  readonly status: string;
}

/** Agreement of people with each other beside that of the judge with the same people, on units with several raters. */
export interface WireHumanAgreement {
  readonly raters: number;
  readonly units: number;
  /** Krippendorff's alpha among the people. */
  readonly alpha: WireFigure;
  /** Mean over pairs of people, and over people with the judge, of the same coefficient. */
  readonly betweenHumans: number | null;
  readonly judgeWithHumans: number | null;
  /** betweenHumans − judgeWithHumans, by a paired bootstrap over units. */
  readonly gap: WireFigure;
}

/** Whether the judge errs alike on both versions, from examples where people scored both. */
export interface WireDifferentialError {
  readonly pairs: number;
  /** mean(D − g): what people see of the difference and the judge does not. */
  readonly bias: number | null;
  readonly p: number | null;
}

/** What doubling the length of an answer does to its score, the label being the same. */
export interface WireVerbosityBias {
  readonly n: number;
  readonly perDoubling: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly p: number | null;
}

/** What the order of two answers does to a pairwise judge. */
export interface WirePositionBias {
  /** Comparisons made in both orders. */
  readonly n: number;
  /** Share in which both orders had the same outcome. */
  readonly consistency: WireFigure;
  /** Share that the first answer won, of those in which one position won both orders; null when there is none. */
  readonly firstPreference: number | null;
  /** Two-sided exact p of "neither position is preferred". */
  readonly p: number | null;
  /** |firstPreference − ½| · (1 − consistency): how far it could move a rate. */
  readonly shift: number;
}

export interface WireCalibrationFigures {
  readonly kind: 'binary' | 'ordinal' | 'continuous';
  /** Two-sided level of all intervals: 0.9, so that each end is a one-sided 95 % bound. */
  readonly level: number;
  /** Outputs with a label that people agree on and a score of the judge. */
  readonly n: number;
  /** Labelled outputs on which the raters do not agree and nobody decided. */
  readonly disputed: number;
  /** Outputs without a label, judged for the corrected rate. */
  readonly unlabelled: number;
  /** Outputs that the judge answered, in whatever form. */
  readonly answered: number;
  /** Answers of the judge that gave no score. */
  readonly unparseable: number;
  /** Outputs for which the endpoint gave no answer. */
  readonly failed: number;
  readonly headline: WireFigure;
  readonly also: readonly WireFigure[];
  /** Rows: people; columns: the judge; in the order of `classes`. Null for continuous scores. */
  readonly table: readonly (readonly number[])[] | null;
  readonly classes: readonly WireClassCount[];
  /** The rarer side of pass and fail, of the upper and lower half of the scale, or of wins and losses. */
  readonly minority: { readonly label: string; readonly n: number; readonly share: number };
  /** Null where there is no pass and fail. */
  readonly sensitivity: WireFigure | null;
  readonly specificity: WireFigure | null;
  readonly youdenJ: WireFigure | null;
  readonly humanMean: number | null;
  readonly judgeMean: number | null;
  readonly corrected: readonly WireCorrectedRate[];
  readonly humans: WireHumanAgreement | null;
  readonly differential: WireDifferentialError | null;
  readonly verbosity: WireVerbosityBias | null;
  readonly position: WirePositionBias | null;
  /** Largest share of one and the same score. */
  readonly modalShare: { readonly human: number; readonly judge: number };
}

/** Never changes; a judge that is measured again has another. */
export interface WireCalibration {
  /** SHA-256, in hexadecimal, of everything else in canonical JSON. */
  readonly calibrationId: string;
  readonly component: string | null;
  readonly objective: string;
  readonly pin: WireJudgePin;
  readonly labels: {
    /** SHA-256 of the file. */
    readonly hash: string;
    readonly source: string;
    readonly lines: number;
    readonly raters: readonly string[];
  };
  /** Models that answered, as they name themselves. */
  readonly servedModels: readonly string[];
  readonly spent: {
    readonly inputTokens: number | null;
    readonly outputTokens: number | null;
    readonly costUsd: number | null;
  };
  readonly figures: WireCalibrationFigures;
  readonly calibratedBy: string | null;
  /** Milliseconds since the epoch. */
  readonly calibratedAt: number;
}

/** What people said of one output: kept with the calibration, and found again by content. */
export interface WireCalibrationLabel {
  readonly exampleId: string;
  /** SHA-256 of the canonical JSON of the output. */
  readonly outputHash: string;
  /** Of the other answer of a pairwise comparison; null otherwise. */
  readonly opponentHash: string | null;
  readonly arm: 'candidate' | 'baseline' | null;
  /** On the judge's scale, in [0, 1]. */
  readonly value: number;
  readonly raters: number;
}

/** Why a judge may not let a change pass; the codes are told in docs/judges.md. */
export interface WireCalibrationReason {
  readonly code: string;
  readonly message: string;
}

/** For a required objective, or a critical one, of the margin that was asked about. */
export interface WireCalibrationStatus {
  readonly kind: 'calibrated' | 'stale' | 'uncalibrated';
  readonly reasons: readonly WireCalibrationReason[];
}

export interface WireCalibrationWithStatus extends WireCalibration {
  readonly status: { readonly required: WireCalibrationStatus; readonly critical: WireCalibrationStatus };
}

export interface WireNewCalibration {
  readonly calibration: WireCalibration;
  readonly labels: readonly WireCalibrationLabel[];
}

export interface WireCalibrationQuery {
  readonly component?: string | undefined;
  readonly objective?: string | undefined;
  readonly judgeHash?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}
