// One number per example and arm: what is left when epochs are averaged. Not how they were.

/** The scores of one arm per example, NaN where there is none. Epochs are averaged; for ratio scales their median is taken. */
export interface AlignedArms {
  readonly candidate: Float64Array;
  /** Null without a baseline. */
  readonly baseline: Float64Array | null;
}
