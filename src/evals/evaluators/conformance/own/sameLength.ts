// Evaluators as a user writes them; nothing of Assay is imported.

interface Asked {
  readonly output: unknown;
  readonly expected: unknown;
}

export default {
  dimension: 'length',
  scale: 'binary',
  needs: ['expected'],
  version: 2,
  score({ output, expected }: Asked) {
    if (typeof output !== 'string' || typeof expected !== 'string')
      return { score: null, reason: 'not texts' };
    return {
      score: output.length === expected.length,
      reason: 'counted',
      details: { length: output.length },
    };
  },
};

/** A bare function scores between 0 and 1. */
export const half = (): number => 0.5;

export class Counting {
  readonly dimension = 'custom';
  readonly #value = 0.25;
  async score(): Promise<number> {
    return this.#value;
  }
}
export const counting = new Counting();

export const tooMuch = (): number => 7;
export const notANumber = (): number => Number.NaN;
export const notAScore = (): unknown => ({ points: 3 });
export const thrower = (): never => {
  throw new TypeError('cannot read this answer');
};
export const never = (): Promise<number> => new Promise(() => undefined);
export const scoreless = { dimension: 'custom' };
