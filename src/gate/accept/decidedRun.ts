// A gate run for tests that holds together: its hashes are right, and its verdict is the one its results give.
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import type { EvaluatorIdentity, Score } from '../../model/evaluation.ts';
import type { ArmRecord, EpochResult, ExampleResult, GateRun } from '../../model/gateRun.ts';
import type { ObjectivePolicy } from '../../model/gatePolicy.ts';
import { newArm, newGateRun, newManifest } from '../../store/conformance/newGateRun.ts';
import { judgeScores } from '../judgement/judgeScores.ts';
import { hashOf } from '../run/componentVersion.ts';
import { encodeResults } from '../run/resultLines.ts';
import { scoreTableOf } from '../run/scoreTableOf.ts';

export interface DecidedRun {
  readonly run: GateRun;
  readonly results: Uint8Array;
}

export interface Scores {
  readonly candidate: readonly (0 | 1 | null)[];
  readonly baseline: readonly (0 | 1 | null)[];
}

const identity: EvaluatorIdentity = {
  name: 'exact-match',
  version: 1,
  options: {},
  hash: canonicalHash('exact-match'),
  dimension: 'accuracy',
  direction: 'higher-is-better',
  scale: 'binary',
  range: [0, 1],
  unit: '',
  isDeterministic: true,
  isJudge: false,
  isPairwise: false,
};

const objective: ObjectivePolicy = {
  name: 'answer',
  title: null,
  evaluator: { use: 'exact-match', options: {} },
  criticality: 'required',
  floor: null,
  margin: 0.05,
  mustImproveBy: null,
  ceiling: null,
  mostCatastrophic: null,
  largestLoss: 1,
  aggregate: null,
  failOn: 'significant',
};

/** Forty examples, on all of which both arms are right. */
export const bothRight: Scores = {
  candidate: Array.from({ length: 40 }, () => 1),
  baseline: Array.from({ length: 40 }, () => 1),
};

/** Null is a target that failed. */
export function decidedRun(scores: Scores = bothRight, changes: Partial<GateRun> = {}): DecidedRun {
  const examples = scores.candidate
    .map((score, index) => exampleOf(index, score, scores.baseline[index] ?? null))
    .sort((a, b) => (a.exampleId < b.exampleId ? -1 : 1));
  const begun = newGateRun({
    gateRunId: 'f00dfeed00000001',
    candidate: armOf('1.1.0', 'Answer briefly.'),
    baseline: armOf('1.0.0', 'Answer.'),
    evaluators: { answer: identity },
    ...changes,
  });
  const policy = { ...begun.policy, objectives: [objective] };
  const table = scoreTableOf({
    results: examples,
    policy,
    evaluators: begun.evaluators,
    blocked: begun.blocked,
    epochs: 1,
    hasBaseline: true,
  });
  const judgement = judgeScores(table, policy);
  const { bytes, hash } = encodeResults(examples);
  const run: GateRun = {
    ...begun,
    status: 'DECIDED',
    verdict: judgement.verdict,
    judgement,
    policy,
    policySource: { ...begun.policySource, hash: canonicalHash(begun.policySource.text) },
    dataset: { ...begun.dataset, examples: examples.length },
    resultsHash: hash,
    endedAt: begun.startedAt + 1_000,
  };
  return { run: JSON.parse(JSON.stringify(run)) as GateRun, results: bytes };
}

export function armOf(label: string, prompt: string): ArmRecord {
  const manifest = newManifest(prompt);
  return { ...newArm(label, hashOf(manifest)), manifest };
}

function exampleOf(index: number, candidate: 0 | 1 | null, baseline: 0 | 1 | null): ExampleResult {
  const input = `question ${index}`;
  return {
    exampleId: canonicalHash(input),
    order: index,
    input,
    expected: 'yes',
    slices: index % 2 === 0 ? ['even'] : [],
    cluster: null,
    candidate: [epochOf(candidate)],
    baseline: [epochOf(baseline)],
    combined: {},
  };
}

function epochOf(value: 0 | 1 | null): EpochResult {
  const error = { code: 'target/timeout', message: 'no answer', remedy: 'ask again' };
  const score: Score =
    value === null
      ? { kind: 'unscored', reason: 'no answer', error }
      : { kind: 'scored', value, reason: null, details: null };
  const answer = {
    output: value === 1 ? 'yes' : 'no',
    contexts: null,
    citations: null,
    toolCalls: null,
    usage: null,
    costUsd: null,
    model: null,
    details: null,
  };
  return {
    epoch: 0,
    outcome: value === null ? { kind: 'error', error } : { kind: 'answered', answer },
    latencyMs: 12,
    attempts: 1,
    isCached: false,
    scores: { answer: score },
  };
}
