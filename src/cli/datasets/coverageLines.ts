// What a dataset covers, as lines: counts beside shares, lengths, slices, metadata. Not its card.
import type { DatasetCoverage } from '../../model/dataset.ts';
import type { CommandContext } from '../command.ts';
import { wholeText } from '../print/numbers.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { visibleText } from '../print/visibleText.ts';
import { countsText, percentText, shareText } from './printing.ts';

const namesShown = 8;

export function coverageLines({ style, width }: CommandContext, coverage: DatasetCoverage): string[] {
  const { examples, withExpectation, splits, tags, clusters, inputLength, slices, metadata } = coverage;
  const facts: Cell[][] = [
    [quiet('expected'), shareText(withExpectation, examples)],
    [quiet('splits'), countsText(splits, namesShown)],
    [quiet('tags'), countsText(tags, namesShown)],
    [
      quiet('clusters'),
      clusters.count === 0
        ? 'none: examples count as independent'
        : `${wholeText(clusters.count)} with ${shareText(clusters.examples, examples)} of the examples, the largest ${wholeText(clusters.largest)}`,
    ],
    [
      quiet('input'),
      inputLength === null
        ? '–'
        : `${wholeText(inputLength.least)} to ${wholeText(inputLength.most)} characters, median ${wholeText(inputLength.median)} (80 % from ${wholeText(inputLength.p10)} to ${wholeText(inputLength.p90)})`,
    ],
  ];
  const lines = tableLines([{ title: '' }, { title: '', least: 20 }], facts, {
    indent: 2,
    width,
    titles: null,
  });
  if (slices.counts.length > 0) lines.push('', ...sliceLines());
  if (Object.keys(metadata).length > 0) lines.push('', ...metadataLines());
  return lines;

  function quiet(text: string): Cell {
    return { text, paint: style.quiet };
  }

  function sliceLines(): string[] {
    return tableLines(
      [
        { title: 'SLICE', least: 10 },
        { title: 'EXAMPLES', align: 'right' },
        { title: 'SHARE', align: 'right' },
      ],
      slices.counts.map(({ name, count }): Cell[] => [
        visibleText(name),
        count === 0 ? { text: '0', paint: style.warning } : wholeText(count),
        examples === 0 ? '–' : percentText(count / examples),
      ]),
      { indent: 2, width, titles: style.quiet },
    );
  }

  function metadataLines(): string[] {
    return tableLines(
      [
        { title: 'METADATA', least: 8 },
        { title: 'EXAMPLES', align: 'right' },
        { title: 'VALUES', least: 20 },
      ],
      Object.entries(metadata).map(([key, { examples: having, values }]): Cell[] => [
        visibleText(key),
        wholeText(having),
        countsText(values, namesShown),
      ]),
      { indent: 2, width, titles: style.quiet },
    );
  }
}
