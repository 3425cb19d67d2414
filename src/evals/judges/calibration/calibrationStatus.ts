// Whether a judge may decide, from how it was measured: every rule that keeps it from deciding, each with its code. Not how it is measured.
import type { Calibration, Figure } from '../../../model/calibration.ts';

export type CalibrationReasonCode =
  | 'judge-unpinned'
  | 'judge-too-few-labels'
  | 'judge-too-few-of-a-class'
  | 'judge-calibration-old'
  | 'judge-agreement-unknown'
  | 'judge-agreement-low'
  | 'judge-sensitivity-low'
  | 'judge-specificity-low'
  | 'judge-informedness-low'
  | 'judge-worse-than-people'
  | 'rubric-unreliable'
  | 'judge-length-bias'
  | 'judge-position-bias'
  | 'judge-always-the-same'
  | 'judge-differential-error'
  | 'judge-unparseable-often'
  | 'judge-drift';

export interface CalibrationReason {
  readonly code: CalibrationReasonCode;
  readonly message: string;
}

/** `stale`: it was good enough, and time or a drift alarm has overtaken it. */
export type CalibrationStatus =
  | { readonly kind: 'calibrated' }
  | { readonly kind: 'stale'; readonly reasons: readonly CalibrationReason[] }
  | { readonly kind: 'uncalibrated'; readonly reasons: readonly CalibrationReason[] };

export interface CalibrationDemand {
  readonly isCritical: boolean;
  /** Tolerated loss of the objective, for the differential error; null when it is not compared with a baseline. */
  readonly margin: number | null;
  /** A drift alarm of this judge is open. */
  readonly hasDriftAlarm: boolean;
}

const day = 24 * 3600 * 1000;

/** @source statistical design 3.4 */
export const calibrationLimits = {
  labels: 100,
  ofRarerClass: 30,
  ageDays: 90,
  agreement: 0.6,
  criticalAgreement: 0.7,
  /** Below this share of the rarer class kappa is bound by prevalence, and sensitivity and specificity are asked for instead. */
  rareShare: 0.15,
  rates: 0.7,
  informedness: 0.5,
  worseThanPeople: 0.1,
  betweenPeople: 0.6,
  perDoubling: 0.03,
  consistency: 0.8,
  positionShift: 0.05,
  modalShare: 0.9,
  differentialP: 0.01,
  unparseable: 0.02,
} as const;

/** Pure: the time is given. Figures that are unknown never speak for the judge. */
export function calibrationStatus(
  calibration: Calibration,
  now: number,
  demand: CalibrationDemand,
): CalibrationStatus {
  const lasting = [
    ...pinReasons(calibration),
    ...labelReasons(calibration),
    ...agreementReasons(calibration, demand),
    ...peopleReasons(calibration),
    ...biasReasons(calibration),
    ...differentialReasons(calibration, demand),
    ...parsingReasons(calibration),
  ];
  const passing = timeReasons(calibration, now, demand);
  const reasons = [...lasting, ...passing];
  if (lasting.length > 0) return { kind: 'uncalibrated', reasons };
  return passing.length > 0 ? { kind: 'stale', reasons } : { kind: 'calibrated' };
}

function pinReasons({ pin }: Calibration): CalibrationReason[] {
  if (pin.isPinned) return [];
  const message = `the model ${pin.parts['model'] ?? ''} is not pinned: its provider may change what the name means at any time`;
  return [{ code: 'judge-unpinned', message }];
}

function labelReasons({ figures }: Calibration): CalibrationReason[] {
  const { n, minority } = figures;
  const { labels, ofRarerClass } = calibrationLimits;
  const reasons: CalibrationReason[] = [];
  if (n < labels) {
    reasons.push({
      code: 'judge-too-few-labels',
      message: `it was measured on ${n} labelled outputs; ${labels} are the least, 200 are advised`,
    });
  }
  if (minority.n < ofRarerClass) {
    reasons.push({
      code: 'judge-too-few-of-a-class',
      message: `only ${minority.n} of the labels are "${minority.label}"; ${ofRarerClass} are the least: label more of the rarer kind`,
    });
  }
  return reasons;
}

function agreementReasons({ figures }: Calibration, { isCritical }: CalibrationDemand): CalibrationReason[] {
  const { headline, sensitivity, specificity, youdenJ, minority } = figures;
  const reasons: CalibrationReason[] = [];
  const least = isCritical ? calibrationLimits.criticalAgreement : calibrationLimits.agreement;
  const isRare = minority.share < calibrationLimits.rareShare && sensitivity !== null && specificity !== null;
  if (isRare) {
    reasons.push(
      ...belowRate('judge-sensitivity-low', 'passes what people pass', sensitivity),
      ...belowRate('judge-specificity-low', 'fails what people fail', specificity),
    );
  } else if (headline.lower === null) {
    reasons.push({
      code: 'judge-agreement-unknown',
      message: `its agreement with people (${headline.name}) could not be measured: nothing varies, or too little was labelled`,
    });
  } else if (headline.lower < least) {
    reasons.push({
      code: 'judge-agreement-low',
      message: `its agreement with people (${headline.name} ${told(headline.value)}) is shown to be ${told(headline.lower)} only; ${least} is the least${isCritical ? ' for a critical objective' : ''}`,
    });
  }
  if (youdenJ !== null && (youdenJ.lower === null || youdenJ.lower <= calibrationLimits.informedness)) {
    reasons.push({
      code: 'judge-informedness-low',
      message: `sensitivity + specificity − 1 is shown to be ${told(youdenJ.lower)} only; it must exceed ${calibrationLimits.informedness}`,
    });
  }
  return reasons;
}

function belowRate(code: CalibrationReasonCode, what: string, rate: Figure): CalibrationReason[] {
  if (rate.lower !== null && rate.lower >= calibrationLimits.rates) return [];
  return [
    {
      code,
      message: `one class is rare, and that the judge ${what} is shown for a share of ${told(rate.lower)} only; ${calibrationLimits.rates} is the least`,
    },
  ];
}

function peopleReasons({ figures: { humans } }: Calibration): CalibrationReason[] {
  if (humans === null) return [];
  const { betweenPeople, worseThanPeople } = calibrationLimits;
  if (humans.betweenHumans !== null && humans.betweenHumans < betweenPeople) {
    return [
      {
        code: 'rubric-unreliable',
        message: `people do not agree with each other (${told(humans.betweenHumans)}; ${betweenPeople} is the least): the rubric is the problem, not the judge`,
      },
    ];
  }
  const { value, lower } = humans.gap;
  if (value === null || value <= worseThanPeople || (lower !== null && lower <= 0)) return [];
  return [
    {
      code: 'judge-worse-than-people',
      message: `it agrees with people less than they do with each other, by ${told(value)}; ${worseThanPeople} is tolerated`,
    },
  ];
}

function biasReasons({ figures }: Calibration): CalibrationReason[] {
  const { verbosity, position, modalShare } = figures;
  const limits = calibrationLimits;
  const reasons: CalibrationReason[] = [];
  if (
    verbosity !== null &&
    verbosity.perDoubling !== null &&
    verbosity.p !== null &&
    verbosity.p <= 0.05 &&
    Math.abs(verbosity.perDoubling) > limits.perDoubling
  ) {
    reasons.push({
      code: 'judge-length-bias',
      message: `an answer twice as long gets ${told(verbosity.perDoubling)} for its length alone; ${limits.perDoubling} is tolerated`,
    });
  }
  if (
    position !== null &&
    (position.consistency.lower === null ||
      position.consistency.lower < limits.consistency ||
      position.shift > limits.positionShift)
  ) {
    reasons.push({
      code: 'judge-position-bias',
      message: `the order of two answers changes its mind: both orders agree in a share of ${told(position.consistency.value)} (shown: ${told(position.consistency.lower)}; ${limits.consistency} is the least)`,
    });
  }
  if (modalShare.judge > limits.modalShare && modalShare.human <= limits.modalShare) {
    reasons.push({
      code: 'judge-always-the-same',
      message: `it gives one and the same score to ${Math.round(100 * modalShare.judge)} % of the outputs, which people tell apart`,
    });
  }
  return reasons;
}

function differentialReasons(
  { figures: { differential } }: Calibration,
  { margin }: CalibrationDemand,
): CalibrationReason[] {
  if (differential === null || margin === null) return [];
  const { bias, p, pairs } = differential;
  if (bias === null || Math.abs(bias) <= margin / 2) return [];
  // Without any spread there is no p, and the same error on every pair needs none.
  if (p !== null && p >= calibrationLimits.differentialP) return [];
  return [
    {
      code: 'judge-differential-error',
      message: `it errs differently on the two versions: people see a difference that is ${told(bias)} from the judge's, on ${pairs} pairs; half the margin (${told(margin / 2)}) is tolerated`,
    },
  ];
}

function parsingReasons({ figures: { answered, unparseable } }: Calibration): CalibrationReason[] {
  if (answered === 0 || unparseable / answered <= calibrationLimits.unparseable) return [];
  return [
    {
      code: 'judge-unparseable-often',
      message: `${unparseable} of its ${answered} answers gave no score; ${100 * calibrationLimits.unparseable} % are tolerated`,
    },
  ];
}

function timeReasons(
  { calibratedAt }: Calibration,
  now: number,
  { hasDriftAlarm }: CalibrationDemand,
): CalibrationReason[] {
  const reasons: CalibrationReason[] = [];
  if (now - calibratedAt > calibrationLimits.ageDays * day) {
    reasons.push({
      code: 'judge-calibration-old',
      message: `it was measured ${Math.floor((now - calibratedAt) / day)} days ago; after ${calibrationLimits.ageDays} days it is measured again`,
    });
  }
  if (calibratedAt - now > day) {
    reasons.push({
      code: 'judge-calibration-old',
      message: 'it is dated in the future, so that nobody knows how old it is',
    });
  }
  if (hasDriftAlarm) {
    reasons.push({
      code: 'judge-drift',
      message: 'an alert says that it drifted, and nobody has acknowledged it',
    });
  }
  return reasons;
}

function told(value: number | null): string {
  return value === null ? 'unknown' : String(Number(value.toFixed(2)));
}
