// What the checks of a dataset found, as lines. Not the checks.
import type { DatasetFindings, LikePair } from '../../model/dataset.ts';
import type { CommandContext } from '../command.ts';
import { countText, wholeText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { cutTo } from '../print/cellWidth.ts';
import { shortId } from './printing.ts';

const mostShown = 20;

export function findingLines(
  context: CommandContext,
  findings: Omit<DatasetFindings, 'nearDuplicates' | 'leaks' | 'against'> & Pairs,
): string[] {
  const { style } = context;
  const { leaks, nearDuplicates, splitClusters, against } = findings;
  const lines = [
    ...pairLines(context, 'Leaks between splits', leaks),
    ...pairLines(context, `Shared with ${visibleText(against?.name ?? '')}`, against?.pairs ?? []),
    ...pairLines(context, 'Near-duplicates', nearDuplicates),
    ...(splitClusters.length === 0
      ? []
      : [
          '',
          style.strong(`Clusters over several splits: ${wholeText(splitClusters.length)}`),
          ...splitClusters
            .slice(0, mostShown)
            .map(({ cluster, splits }) => `  ${visibleText(cluster)}  ${splits.map(visibleText).join(', ')}`),
        ]),
  ];
  return lines.length === 0
    ? [`${style.good('nothing found')}  no near-duplicates and no leaks`]
    : lines.slice(1);
}

interface Pairs {
  readonly nearDuplicates: readonly AnyPair[];
  readonly leaks: readonly AnyPair[];
  readonly against: { readonly name: string; readonly pairs: readonly AnyPair[] } | null;
}

/** As it comes over the wire, where the two splits are a list. */
type AnyPair = Omit<LikePair, 'splits'> & { readonly splits: readonly (string | null)[] };

function pairLines({ style, width }: CommandContext, title: string, pairs: readonly AnyPair[]): string[] {
  if (pairs.length === 0) return [];
  const room = width === null ? Infinity : Math.max(20, width - 24);
  const text = (words: string): string =>
    room === Infinity ? visibleText(words) : cutTo(visibleText(words), room);
  const shown = pairs.slice(0, mostShown).flatMap((pair) => {
    const [otherSplit = null, split = null] = pair.splits;
    const remark = pair.isContradiction ? `  ${style.warning('different expectations')}` : '';
    const percent = `${Math.round(100 * pair.likeness)} %`.padStart(6);
    return [
      `${percent}  ${style.accent(shortId(pair.otherId))}  ${text(pair.otherInput)}${otherSplit === null ? '' : style.quiet(`  ${otherSplit}`)}`,
      `        ${style.accent(shortId(pair.exampleId))}  ${text(pair.input)}${split === null ? '' : style.quiet(`  ${split}`)}${remark}`,
    ];
  });
  const left = pairs.length - Math.min(mostShown, pairs.length);
  return [
    '',
    style.strong(`${title}: ${wholeText(pairs.length)}`),
    ...shown,
    ...(left > 0 ? [style.quiet(`  … and ${countText(left, 'more pair', 'more pairs')}`)] : []),
  ];
}
