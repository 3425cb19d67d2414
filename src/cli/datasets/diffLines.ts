// A difference of two dataset versions as lines: first how much, then which examples, each with what became of it.
import { diffWordsWithSpace } from 'diff';
import type { ChangedExample, DatasetDiff, DiffSide } from '../../datasets/diff/diffDatasets.ts';
import { canonicalJson } from '../../datasets/canonicalHash.ts';
import { inputText } from '../../datasets/checks/inputText.ts';
import { isObject } from '../../datasets/reading/parseExample.ts';
import type { Example } from '../../model/example.ts';
import type { Json } from '../../model/json.ts';
import type { CommandContext } from '../command.ts';
import { cutTo } from '../print/cellWidth.ts';
import { countText, wholeText } from '../print/numbers.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { visibleText } from '../print/visibleText.ts';
import { shortId } from './printing.ts';

const mostShown = 20;
const longestText = 2000;

/** @param isWhole show every example, not the first 20 of each kind */
export function diffLines(context: CommandContext, diff: DatasetDiff, isWhole: boolean): string[] {
  const { style } = context;
  const { before, after, added, removed, changed, reworded, unchanged } = diff;
  const head = [`${style.bad('−')} ${sideText(before)}`, `${style.good('+')} ${sideText(after)}`, ''];
  const card =
    diff.card.length === 0
      ? []
      : ['', `The card differs in ${diff.card.join(', ')} (no part of the version id).`];
  if (before.versionId === after.versionId)
    return [...head, `The same version: ${countText(unchanged, 'example')}.`, ...card];
  const most = isWhole ? Infinity : mostShown;
  const afterIds = new Map(reworded.map(({ beforeId, afterId }) => [beforeId, afterId]));
  const newer = new Map(added.map((example) => [example.exampleId, example]));
  const rewrittenIds = new Set(reworded.flatMap(({ beforeId, afterId }) => [beforeId, afterId]));
  const pairs = removed.flatMap((example) => {
    const other = newer.get(afterIds.get(example.exampleId) ?? '');
    return other === undefined ? [] : [{ before: example, after: other }];
  });
  const only = (examples: readonly Example[]): readonly Example[] =>
    examples.filter(({ exampleId }) => !rewrittenIds.has(exampleId));
  return [
    ...head,
    `${style.good(`${wholeText(only(added).length)} added`)}, ${style.bad(`${wholeText(only(removed).length)} removed`)}, ${style.warning(`${wholeText(pairs.length)} reworded, ${wholeText(changed.length)} changed`)}, ${wholeText(unchanged)} the same`,
    ...listed(context, changed, most, (each) => changedLines(context, each)),
    ...listed(context, pairs, most, (pair) => rewordedLines(context, pair.before, pair.after)),
    ...listed(context, only(removed), most, (each) => [oneLine(context, '−', style.bad, each)]),
    ...listed(context, only(added), most, (each) => [oneLine(context, '+', style.good, each)]),
    ...sliceLines(context, diff),
    ...(diff.inputSchema === null ? [] : ['', style.warning('The input schema changed.')]),
    ...card,
  ];
}

function sideText({ name, versionId, label, source, examples }: DiffSide): string {
  const called = label === null ? visibleText(name) : `${visibleText(name)} ${visibleText(label)}`;
  return `${called}  ${shortId(versionId)}  ${countText(examples, 'example')}  ${visibleText(source)}`;
}

function listed<T>(
  { style }: CommandContext,
  items: readonly T[],
  most: number,
  linesOf: (item: T) => readonly string[],
): string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, most).flatMap(linesOf);
  const left = items.length - Math.min(most, items.length);
  return [
    '',
    ...shown,
    ...(left === 0 ? [] : [style.quiet(`  … and ${wholeText(left)} more (--all shows them)`)]),
  ];
}

function oneLine(
  { style, width }: CommandContext,
  mark: string,
  paint: (text: string) => string,
  example: Example,
): string {
  const text = visibleText(inputText(example.input));
  return `${paint(mark)} ${style.accent(shortId(example.exampleId))}  ${width === null ? text : cutTo(text, Math.max(20, width - 16))}`;
}

function changedLines(context: CommandContext, { before, after, fields }: ChangedExample): string[] {
  return [
    oneLine(context, '~', context.style.warning, after),
    ...fields.flatMap((field) =>
      partsOf(field, before[field], after[field]).map(
        ([name, was, is]) => `    ${context.style.quiet(name.padEnd(8))}  ${wordDiff(context, was, is)}`,
      ),
    ),
  ];
}

function rewordedLines(context: CommandContext, before: Example, after: Example): string[] {
  const ids = `${context.style.accent(shortId(before.exampleId))} → ${context.style.accent(shortId(after.exampleId))}`;
  return [
    `${context.style.warning('~')} ${ids}  ${wordDiff(context, inputText(before.input), inputText(after.input))}`,
  ];
}

/** Words that went are struck by `[-…-]`, words that came are marked by `{+…+}`; colours say the same. */
function wordDiff({ style }: CommandContext, before: string, after: string): string {
  if (before.length > longestText || after.length > longestText) {
    return `${wholeText(before.length)} characters → ${wholeText(after.length)} characters`;
  }
  return diffWordsWithSpace(before, after)
    .map(({ value, added, removed }) => {
      const text = visibleText(value);
      if (added) return style.good(`{+${text}+}`);
      return removed ? style.bad(`[-${text}-]`) : text;
    })
    .join('');
}

/** Of two objects only the keys that differ. */
function partsOf(name: string, before: Json, after: Json): readonly (readonly [string, string, string])[] {
  if (!isObject(before) || !isObject(after)) return [[name, textOf(before), textOf(after)]];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys
    .map(
      (key) => [`${name}.${visibleText(key)}`, textOf(before[key] ?? ''), textOf(after[key] ?? '')] as const,
    )
    .filter(([, was, is]) => was !== is);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}

function sliceLines({ style, width }: CommandContext, { slices }: DatasetDiff): string[] {
  const shown = slices.filter(({ change, before, after }) => change !== 'same' || before !== after);
  if (shown.length === 0) return [];
  const count = (n: number | null): string => (n === null ? '–' : wholeText(n));
  return [
    '',
    ...tableLines(
      [
        { title: 'SLICE', least: 10 },
        { title: 'BEFORE', align: 'right' },
        { title: 'AFTER', align: 'right' },
        { title: '' },
      ],
      shown.map(({ name, change, before, after }): Cell[] => [
        visibleText(name),
        count(before),
        count(after),
        change === 'same' ? '' : { text: change, paint: style.warning },
      ]),
      { indent: 2, width, titles: style.quiet },
    ),
  ];
}
