// Trains a logistic regression on generated data and records it: `node examples/sdk/train.ts` while Assay runs.
import { withRun } from 'assay-sdk';

const settings = { examples: 2000, features: 8, epochs: 40, batchSize: 64, learningRate: 0.1, l2: 1e-3 };
const seed = Number(process.argv[2] ?? 7);

await withRun(
  {
    experiment: 'sdk-example',
    name: `logistic-seed-${seed}`,
    purpose: 'Show what a recorded training run looks like.',
    pipelineVersion: 'examples/sdk/train.ts@1',
    baseModel: { name: 'logistic-regression', config: { features: settings.features, l2: settings.l2 } },
    harness: 'train.ts holdout 1',
    benchmarks: { holdout: '1' },
    seed,
    params: settings,
    repeatOf: 'sdk-example',
  },
  (run) => {
    const random = generator(seed);
    const truth = Array.from({ length: settings.features }, () => 2 * normal(random));
    const train = examples(settings.examples, truth, random);
    const holdout = examples(500, truth, random);
    run.input({
      name: 'generated',
      digest: `seed-${seed}`,
      context: 'training',
      sampling: { rule: 'generated', examples: settings.examples },
    });

    const weights = new Float64Array(settings.features);
    for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
      shuffle(train, random);
      for (let at = 0; at < train.length; at += settings.batchSize) {
        descend(weights, train.slice(at, at + settings.batchSize));
      }
      run.metrics(
        {
          'train/loss': loss(weights, train),
          'holdout/loss': loss(weights, holdout),
          'holdout/accuracy': accuracy(weights, holdout),
        },
        epoch,
      );
    }
    run.artifact({ name: 'model/weights.json', data: JSON.stringify({ weights: [...weights] }) });
    run.note(
      `Holdout accuracy **${accuracy(weights, holdout).toFixed(3)}** after ${settings.epochs} epochs.`,
    );
    console.log(`${run.url}  holdout accuracy ${accuracy(weights, holdout).toFixed(3)}`);
  },
);

interface Example {
  readonly x: readonly number[];
  readonly y: 0 | 1;
}

function examples(count: number, truth: readonly number[], random: () => number): Example[] {
  return Array.from({ length: count }, () => {
    const x = truth.map(() => normal(random));
    return { x, y: random() < sigmoid(dot(truth, x)) ? 1 : 0 };
  });
}

function descend(weights: Float64Array, batch: readonly Example[]): void {
  const gradient = new Float64Array(weights.length);
  for (const { x, y } of batch) {
    const error = sigmoid(dot(weights, x)) - y;
    for (const [i, value] of x.entries()) gradient[i] = (gradient[i] ?? 0) + error * value;
  }
  for (const [i, weight] of weights.entries()) {
    const slope = (gradient[i] ?? 0) / batch.length + settings.l2 * weight;
    weights[i] = weight - settings.learningRate * slope;
  }
}

function loss(weights: Float64Array, data: readonly Example[]): number {
  const total = data.reduce((sum, { x, y }) => {
    const p = Math.min(1 - 1e-12, Math.max(1e-12, sigmoid(dot(weights, x))));
    return sum - (y === 1 ? Math.log(p) : Math.log(1 - p));
  }, 0);
  return total / data.length;
}

function accuracy(weights: Float64Array, data: readonly Example[]): number {
  return data.filter(({ x, y }) => (dot(weights, x) > 0 ? 1 : 0) === y).length / data.length;
}

function dot(a: ArrayLike<number>, b: readonly number[]): number {
  return b.reduce((sum, value, i) => sum + value * (a[i] ?? 0), 0);
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

function shuffle<T>(items: T[], random: () => number): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [items[last], items[other]];
    if (a !== undefined && b !== undefined) [items[last], items[other]] = [b, a];
  }
}

/** Mulberry32: the same seed gives the same run anywhere. */
function generator(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
