// The standard error of a mean when examples come in clusters that were sampled together (conversations, documents, customers).
import { shapeMoments, type Numbers } from './shapeMoments.ts';

/** The cluster of each value, in the same order; equal keys are one cluster. */
export type ClusterKeys = ArrayLike<string | number>;

export interface ClusterRobust {
  readonly status: 'measured' | 'n<2' | 'degenerate-zero-variance' | 'undefined-one-cluster';
  readonly n: number;
  /** How many clusters, G. */
  readonly clusters: number;
  /** n² ÷ Σ n_g²: how many clusters of equal size would weigh as much; what is left of n when clusters agree inside entirely. */
  readonly effectiveClusters: number;
  readonly mean: number | undefined;
  /** Standard error as if values were independent: for comparison, never for a verdict. */
  readonly seIndependent: number | undefined;
  /** Miller 2024; too small for few clusters. */
  readonly seCR0: number | undefined;
  /** CR0 · G/(G − 1), as inspect_ai computes it. */
  readonly seCR1: number | undefined;
  /** Bell–McCaffrey: unbiased when values are independent after all. The one to use. */
  readonly seCR2: number | undefined;
  /** Satterthwaite degrees of freedom of CR2; G − 1 for clusters of equal size. Below 4 an interval is not to be trusted. */
  readonly df: number | undefined;
  /** CR2² ÷ the independent variance of the mean; may be below 1. Undefined without spread. */
  readonly designEffect: number | undefined;
  /**
   * The design effect that a verdict uses, at least 1. Without spread nothing was learnt about clustering, and then it is that of
   * clusters that agree inside entirely.
   */
  readonly gatingDesignEffect: number;
  /** Skewness of the sampling distribution of the mean, Σ S_g³ ÷ (n·seCR2)³ with S_g the sum of residuals of a cluster. */
  readonly skewOfMean: number | undefined;
}

/**
 * Cluster-robust standard errors of the mean of `values`.
 *
 * @param values   differences or scores, finite
 * @param clusters as many keys as values
 * @param scale    see shapeMoments
 * @returns undefined fields with the reason as `status`: with one cluster there is no between-cluster spread to learn from (CR0
 *          would be exactly 0)
 * @throws  RangeError when there are not as many keys as values
 * @source  Bell & McCaffrey 2002; Pustejovsky & Tipton 2018, in the closed form of an intercept. Reference values: CL-01, CL-02.
 */
export function clusterRobust(values: Numbers, clusters: ClusterKeys, scale = 1): ClusterRobust {
  const n = values.length;
  if (clusters.length !== n) throw new RangeError(`${clusters.length} cluster keys for ${n} values`);
  const { mean, sd, isConstant } = shapeMoments(values, scale);
  const { sizes, sums } = residualSums(values, clusters, mean ?? 0);
  const count = sizes.length;
  const pairsWithin = sizes.reduce((sum, size) => sum + size * size, 0);
  const nothing = {
    n,
    clusters: count,
    effectiveClusters: n === 0 ? 0 : (n / pairsWithin) * n,
    mean,
    seIndependent: sd === undefined ? undefined : sd / Math.sqrt(n),
    seCR0: undefined,
    seCR1: undefined,
    seCR2: undefined,
    df: undefined,
    designEffect: undefined,
    gatingDesignEffect: n === 0 ? 1 : pairsWithin / n,
    skewOfMean: undefined,
  };
  if (sd === undefined) return { status: 'n<2', ...nothing };
  if (count < 2) return { status: 'undefined-one-cluster', ...nothing };
  if (isConstant) return { status: 'degenerate-zero-variance', ...nothing };
  const seIndependent = sd / Math.sqrt(n);
  const { squares, weighted, cubes } = powersOf(sums, sizes, n);
  const seCR0 = Math.sqrt(squares) / n;
  const seCR2 = Math.sqrt(weighted) / n;
  const designEffect = (seCR2 / seIndependent) ** 2;
  return {
    ...nothing,
    status: 'measured',
    seIndependent,
    seCR0,
    seCR1: seCR0 * Math.sqrt(count / (count - 1)),
    seCR2,
    df: satterthwaite(sizes, n),
    designEffect,
    gatingDesignEffect: Math.max(1, designEffect),
    skewOfMean: seCR2 === 0 ? 0 : cubes / (n * seCR2) ** 3,
  };
}

/** Σ S², Σ S²/(1 − h), Σ S³ over clusters, compensated (Neumaier 1974). */
function powersOf(
  sums: readonly number[],
  sizes: readonly number[],
  n: number,
): { squares: number; weighted: number; cubes: number } {
  let squares = 0;
  let weighted = 0;
  let weightedLost = 0;
  let cubes = 0;
  let cubesLost = 0;
  for (let g = 0; g < sums.length; g++) {
    const sum = sums[g] ?? 0;
    const square = sum * sum;
    squares += square;
    const term = square / (1 - (sizes[g] ?? 0) / n);
    let next = weighted + term;
    weightedLost += weighted >= term ? weighted - next + term : term - next + weighted;
    weighted = next;
    const cube = square * sum;
    next = cubes + cube;
    cubesLost += Math.abs(cubes) >= Math.abs(cube) ? cubes - next + cube : cube - next + cubes;
    cubes = next;
  }
  return { squares, weighted: weighted + weightedLost, cubes: cubes + cubesLost };
}

/** Size and residual sum of each cluster, clusters in order of first appearance. */
function residualSums(
  values: Numbers,
  clusters: ClusterKeys,
  mean: number,
): { sizes: number[]; sums: number[] } {
  const place = new Map<string | number, number>();
  const sizes: number[] = [];
  const sums: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const key = clusters[i] ?? '';
    let at = place.get(key);
    if (at === undefined) {
      at = sizes.length;
      place.set(key, at);
      sizes.push(0);
      sums.push(0);
    }
    sizes[at] = (sizes[at] ?? 0) + 1;
    sums[at] = (sums[at] ?? 0) + ((values[i] ?? 0) - mean);
  }
  return { sizes, sums };
}

/** (1/n²) ÷ Σ_gh P_gh², with the double sum over g ≠ h written as a product of single sums. */
function satterthwaite(sizes: readonly number[], n: number): number {
  let own = 0;
  let all = 0;
  let same = 0;
  for (const size of sizes) {
    const weight = (size * size) / (1 - size / n);
    own += size * size;
    all += weight;
    same += weight * weight;
  }
  const crossed = (all * all - same) / n ** 2;
  return n ** 2 / (own + crossed);
}
