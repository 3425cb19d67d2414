// Measures the error rates of the gate's verdict on data with a known truth and prints the tables of docs/statistics.md. Takes minutes.
// node scripts/simulateGate.ts [rounds]
import { examplesUpTo, looksByOrder } from '../src/gate/judgement/examplesUpTo.ts';
import { judgeLook } from '../src/gate/judgement/judgeLook.ts';
import { judgeScores } from '../src/gate/judgement/judgeScores.ts';
import {
  binaryPair,
  clusteredBinaryPair,
  collapsingClusterPair,
  collapsingPair,
  luckyPair,
  latencyPair,
  normalPair,
  simulatedTable,
  tiedPair,
  type Dimension,
  type DrawPair,
  type SimulatedTable,
} from '../src/gate/judgement/simulatedTables.ts';
import { judgementPolicy, objectivePolicy, seeded, slicePolicy } from '../src/gate/judgement/testTable.ts';
import type { JudgementPolicy } from '../src/model/gatePolicy.ts';

const rounds = Number(process.argv[2] ?? 4000);
const seed = 42;

console.log(
  `seed ${seed}, ${rounds} rounds\n\n| truth: a loss of exactly the tolerance | n | tolerance | PASS | FAIL |`,
);
console.log('|---|---|---|---|---|');
atTolerance('passes, no gains', 'binary', binaryPair(0, 0.05), 100, 0.05);
atTolerance('passes, 2 % gains', 'binary', binaryPair(0.02, 0.07), 200, 0.05);
atTolerance('passes, 5 % gains', 'binary', binaryPair(0.05, 0.07), 500, 0.02);
atTolerance('scores, normal noise', 'score', normalPair(-0.02, 0.1), 200, 0.02);
atTolerance('scores, 70 % ties', 'score', tiedPair(-0.02), 200, 0.02);
atTolerance('scores, 5 % collapse to 0', 'score', collapsingPair(0.05), 100, 0.05);
atTolerance('scores, 2 % collapse to 0', 'score', collapsingPair(0.02), 200, 0.02);
atTolerance('scores, 2 % collapse to 0', 'score', collapsingPair(0.02), 500, 0.02);
atTolerance('latency, log-normal', 'ratio', latencyPair(1.1, 0.4), 200, 0.1);
atTolerance('passes, 60 conversations of 10', 'binary', clusteredBinaryPair(0.03, 0.08), 600, 0.05, 10);
atTolerance(
  'the same, conversations ignored',
  'binary',
  clusteredBinaryPair(0.03, 0.08),
  600,
  0.05,
  10,
  false,
);
atTolerance('40 conversations of 10, 5 % break whole', 'binary', collapsingClusterPair(0.05), 400, 0.05, 10);
atTolerance('60 conversations of 10, 5 % break whole', 'binary', collapsingClusterPair(0.05), 600, 0.05, 10);

console.log('\n| truth: no change | n | PASS | FAIL |\n|---|---|---|---|');
const mixed: Dimension[] = [
  ...['a', 'b', 'c'].map((name): Dimension => ({ name, scale: 'binary', draw: binaryPair(0.05, 0.05) })),
  ...['d', 'e'].map((name): Dimension => ({ name, scale: 'score', draw: normalPair(0, 0.15) })),
  { name: 'f', scale: 'ratio', draw: latencyPair(1, 0.4) },
];
unchanged('1 objective (passes)', [{ name: 'a', scale: 'binary', draw: binaryPair(0.05, 0.05) }], 300, 0);
for (const n of [20, 40, 100]) {
  unchanged(
    '1 objective (rare gains, frequent small losses)',
    [{ name: 'a', scale: 'score', draw: luckyPair(0.05) }],
    n,
    0,
  );
}
unchanged('6 objectives, 3 critical slices', mixed, 300, 3);
unchanged('6 objectives of passes, 3 critical slices', sixOf('binary', binaryPair(0.03, 0.03)), 120, 3);
unchanged('6 objectives of tied scores, 3 critical slices', sixOf('score', tiedPair(0)), 300, 3);

console.log(
  '\n| five looks, 1,000 examples, tolerance 2 points, 14 % discordant | PASS | FAIL | examples on average |',
);
console.log('|---|---|---|---|');
sequential('a loss of 2 points', binaryPair(0.06, 0.08));
sequential('no change', binaryPair(0.07, 0.07));
sequential('a gain of 3 points', binaryPair(0.085, 0.055));
sequential('a loss of 6 points', binaryPair(0.04, 0.1));

function atTolerance(
  name: string,
  scale: Dimension['scale'],
  draw: DrawPair,
  n: number,
  margin: number,
  clusterSize = 1,
  isClustered = true,
): void {
  const policy = judgementPolicy([objectivePolicy({ margin })], { statistics: { isClustered } });
  const plan = { n, clusterSize, dimensions: [{ name: 'accuracy', scale, draw }] };
  const { pass, fail } = rates(plan, policy, rounds);
  console.log(`| ${name} | ${n} | ${margin} | ${percent(pass)} | ${percent(fail)} |`);
}

function unchanged(name: string, dimensions: readonly Dimension[], n: number, slices: number): void {
  const policy = judgementPolicy(
    dimensions.map((dimension) => objectivePolicy({ name: dimension.name })),
    { slices: Array.from({ length: slices }, (_, at) => slicePolicy(`slice ${at}`, true)) },
  );
  const { pass, fail } = rates({ n, dimensions, slices }, policy, Math.ceil(rounds / 2));
  console.log(`| ${name} | ${n} | ${percent(pass)} | ${percent(fail)} |`);
}

function sixOf(scale: Dimension['scale'], draw: DrawPair): Dimension[] {
  return ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, scale, draw }));
}

function rates(plan: SimulatedTable, policy: JudgementPolicy, times: number): { pass: number; fail: number } {
  const random = seeded(seed);
  const count = { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 };
  for (let round = 0; round < times; round++) {
    count[judgeScores(simulatedTable(plan, random), policy).verdict]++;
  }
  return { pass: count.PASS / times, fail: count.FAIL / times };
}

function sequential(name: string, draw: DrawPair): void {
  const random = seeded(seed);
  const times = Math.ceil(rounds / 4);
  const n = 1000;
  const fractions = [0.2, 0.4, 0.6, 0.8, 1];
  const arrivals = looksByOrder(n, fractions);
  const policy = judgementPolicy([objectivePolicy({ margin: 0.02 })]);
  const count = { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 };
  let examples = 0;
  for (let round = 0; round < times; round++) {
    const table = simulatedTable({ n, dimensions: [{ name: 'accuracy', scale: 'binary', draw }] }, random);
    for (let look = 1; look <= fractions.length; look++) {
      const part = examplesUpTo(table, arrivals, look);
      const present = arrivals.slice(0, part.exampleIds.length);
      const { decision, judgement } = judgeLook(part, policy, { look, fractions, arrivals: present });
      if (decision === 'continue') continue;
      count[judgement.verdict]++;
      examples += part.exampleIds.length;
      break;
    }
  }
  console.log(
    `| ${name} | ${percent(count.PASS / times)} | ${percent(count.FAIL / times)} | ${Math.round(examples / times)} |`,
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
