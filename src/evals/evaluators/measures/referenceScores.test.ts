// Our measures equal the reference implementations on fixed texts (fixtures/referenceScores.py made the figures).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classificationReport } from '../classificationReport.ts';
import { bleuTokens } from '../text/bleuTokens.ts';
import { rougeTokens } from '../text/rougeTokens.ts';
import { articlePattern, squadTokens } from '../text/squadTokens.ts';
import { bleuText, corpusBleu, sentenceBleu } from './bleu.ts';
import { rouge } from './rouge.ts';
import { tokenF1 } from './tokenF1.ts';

type Triple = readonly [precision: number, recall: number, f1: number];

interface Reference {
  readonly cases: readonly {
    readonly answer: string;
    readonly references: readonly string[];
    readonly bleu: number;
    readonly rouge: { readonly rouge1: Triple; readonly rouge2: Triple; readonly rougeL: Triple };
    readonly squadF1: number;
  }[];
  readonly corpusBleuOfFirstReferences: number;
  readonly classification: {
    readonly expected: readonly string[];
    readonly answered: readonly string[];
    readonly accuracy: number;
    readonly confusion: readonly (readonly number[])[];
    readonly precision: readonly number[];
    readonly recall: readonly number[];
    readonly f1: readonly number[];
    readonly support: readonly number[];
    readonly macroF1: number;
    readonly microF1: number;
    readonly weightedF1: number;
    readonly mcc: number;
  };
}

const file = join(import.meta.dirname, '../fixtures/referenceScores.json');
const reference = JSON.parse(readFileSync(file, 'utf8')) as Reference;
const bleuOf = (text: string) => bleuText(bleuTokens(text));

test('sentence BLEU equals sacrebleu on every case', () => {
  for (const { answer, references, bleu } of reference.cases) {
    expect(sentenceBleu(bleuOf(answer), references.map(bleuOf)), answer).toBeCloseTo(bleu, 12);
  }
});

test('corpus BLEU equals sacrebleu', () => {
  const sentences = reference.cases.map(({ answer, references }) => ({
    answer: bleuOf(answer),
    references: [bleuOf(references[0] ?? '')],
  }));
  expect(corpusBleu(sentences)).toBeCloseTo(reference.corpusBleuOfFirstReferences, 12);
});

test('ROUGE-1, ROUGE-2 and ROUGE-L equal rouge-score on every case', () => {
  const variants = [
    ['rouge-1', 'rouge1'],
    ['rouge-2', 'rouge2'],
    ['rouge-l', 'rougeL'],
  ] as const;
  for (const { answer, references, ...expected } of reference.cases) {
    const answered = rougeTokens(answer, 'rouge-score');
    const wanted = rougeTokens(references[0] ?? '', 'rouge-score');
    for (const [variant, name] of variants) {
      const overlap = rouge(variant, answered, wanted);
      const [precision, recall, f1] = expected.rouge[name];
      expect(overlap?.precision, `${variant} ${answer}`).toBeCloseTo(precision, 12);
      expect(overlap?.recall, `${variant} ${answer}`).toBeCloseTo(recall, 12);
      expect(overlap?.f1, `${variant} ${answer}`).toBeCloseTo(f1, 12);
    }
  }
});

test('token F1 equals the script of SQuAD on every case', () => {
  const articles = articlePattern(['a', 'an', 'the']);
  for (const { answer, references, squadF1 } of reference.cases) {
    const best = Math.max(
      ...references.map((one) => tokenF1(squadTokens(answer, articles), squadTokens(one, articles)).f1),
    );
    expect(best, answer).toBeCloseTo(squadF1, 12);
  }
});

test('the classification report equals scikit-learn', () => {
  const { expected, answered, ...wanted } = reference.classification;
  const report = classificationReport(
    expected.map((label, index) => ({ expected: label, answered: answered[index] ?? null })),
  );
  expect(report.labels.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
  expect(report.confusion).toEqual(wanted.confusion);
  expect(report.labels.map(({ support }) => support)).toEqual(wanted.support);
  report.labels.forEach((one, index) => {
    expect(one.precision).toBeCloseTo(wanted.precision[index] ?? NaN, 12);
    expect(one.recall).toBeCloseTo(wanted.recall[index] ?? NaN, 12);
    expect(one.f1).toBeCloseTo(wanted.f1[index] ?? NaN, 12);
  });
  expect(report.accuracy).toBeCloseTo(wanted.accuracy, 12);
  expect(report.macroF1).toBeCloseTo(wanted.macroF1, 12);
  expect(report.microF1).toBeCloseTo(wanted.microF1, 12);
  expect(report.weightedF1).toBeCloseTo(wanted.weightedF1, 12);
  expect(report.mcc).toBeCloseTo(wanted.mcc, 12);
});
