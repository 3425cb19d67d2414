// What a test says: a probability, with its logarithm for where the probability itself underflows.

export interface PValue {
  /** In [0, 1]; may be 0 when it is below the smallest double. */
  readonly p: number;
  /** Natural logarithm of p, finite also where p is 0. */
  readonly lnP: number;
}
