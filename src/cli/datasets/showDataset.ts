// `assay dataset show`: the card of a dataset with what it covers and what was done with it; of files, or of a kept version.
import type { WireDatasetEvent, WireDatasetVersion, WireHoldoutLook } from 'assay-sdk/wireDatasets';
import type { DatasetCard, DatasetCoverage } from '../../model/dataset.ts';
import { coverageOf } from '../../datasets/coverage/coverageCounter.ts';
import { openFiles } from '../../datasets/opening/openFiles.ts';
import type { ColumnMapping } from '../../datasets/reading/readRow.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText, wholeText } from '../print/numbers.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { agoText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { coverageLines } from './coverageLines.ts';
import { datasetChoice } from './datasetChoice.ts';
import { shortId, standingCell } from './printing.ts';

export interface ShowDatasetFlags {
  readonly map?: ColumnMapping;
}

const looksShown = 10;

/** @returns the exit code */
export async function showDataset(
  context: CommandContext,
  typed: string,
  flags: ShowDatasetFlags,
): Promise<number> {
  const choice = await datasetChoice(typed);
  if (choice.kind === 'files') return showFiles(context, choice.path, flags);
  return withData(context, async ({ client }) => {
    const { version, events } = await client.datasets.version(choice.name, choice.reference);
    const { items: looks, next } = await client.datasets.looks(choice.name, { limit: looksShown });
    if (context.flags.json === true) {
      sayJson(context, { version, events, looks });
      return exitCodes.pass;
    }
    say(context, [
      ...headLines(context, version, version.card, version.coverage),
      ...eventLines(context, version, events),
      ...lookLines(context, looks, next !== null),
    ]);
    return exitCodes.pass;
  });
}

async function showFiles(context: CommandContext, path: string, { map }: ShowDatasetFlags): Promise<number> {
  const { examples, ...dataset } = await openFiles(path, process.cwd(), map);
  const coverage = coverageOf(examples, dataset.slices);
  if (context.flags.json === true) sayJson(context, { dataset, coverage });
  else say(context, headLines(context, dataset, dataset.card, coverage));
  return exitCodes.pass;
}

function headLines(
  context: CommandContext,
  head: {
    readonly name: string;
    readonly versionId: string;
    readonly standing: string;
    readonly label: string | null;
    readonly source?: string;
  },
  card: DatasetCard,
  coverage: DatasetCoverage,
): string[] {
  const { style, width } = context;
  const standing = standingCell(head.standing, style);
  const title = [
    style.strong(visibleText(head.name)),
    ...(head.label === null ? [] : [style.strong(visibleText(head.label))]),
    typeof standing === 'string' ? standing : standing.paint(standing.text),
    countText(coverage.examples, 'example'),
  ].join('  ');
  const people = [
    ['curator', card.curator],
    ['custodian', card.custodian],
    ['classified', card.classification],
    ['licence', card.licence],
    ['read from', head.source ?? null],
  ].map(([key, value]): Cell[] => [{ text: key ?? '', paint: style.quiet }, visibleText(value ?? '–')]);
  const limits = card.limitations.map((text, index): Cell[] => [
    { text: index === 0 ? 'limits' : '', paint: style.quiet },
    visibleText(text),
  ]);
  const rows = head.source === undefined ? people.slice(0, -1) : people;
  return [
    title,
    style.accent(head.versionId),
    ...(card.description === null ? [] : ['', visibleText(card.description)]),
    '',
    ...tableLines([{ title: '' }, { title: '', least: 20 }], [...rows, ...limits], {
      indent: 2,
      width,
      titles: null,
    }),
    '',
    ...coverageLines(context, coverage),
  ];
}

function eventLines(
  { style, width, now }: CommandContext,
  { author }: WireDatasetVersion,
  events: readonly WireDatasetEvent[],
): string[] {
  const rows = events.map(({ kind, actor, note, detail, at }): Cell[] => [
    agoText(at, now()),
    kind.replaceAll('-', ' '),
    visibleText(actor ?? (kind === 'pushed' ? (author ?? '–') : '–')),
    {
      text: visibleText([note, ...reasons(detail)].filter((text) => text !== null).join('; ')),
      paint: style.quiet,
    },
  ]);
  return [
    '',
    ...tableLines(
      [
        { title: 'WHEN', align: 'right' },
        { title: 'WHAT' },
        { title: 'WHO', least: 6 },
        { title: 'WHY', least: 10 },
      ],
      rows,
      { indent: 2, width, titles: style.quiet },
    ),
  ];
}

function reasons(detail: WireDatasetEvent['detail']): readonly (string | null)[] {
  const { reviewer, withoutReview, acknowledged, leaks, nearDuplicates } = detail;
  return [
    typeof reviewer === 'string' ? `for ${reviewer}` : null,
    typeof withoutReview === 'string' ? `without review: ${withoutReview}` : null,
    typeof acknowledged === 'string'
      ? `${numberText(nearDuplicates)} near-duplicates and ${numberText(leaks)} leaks acknowledged: ${acknowledged}`
      : null,
  ];
}

const numberText = (value: unknown): string => (typeof value === 'number' ? wholeText(value) : '?');

function lookLines(
  { style, width, now }: CommandContext,
  looks: readonly WireHoldoutLook[],
  hasMore: boolean,
): string[] {
  if (looks.length === 0) return [];
  const rows = looks.map(({ at, purpose, actor, versionId, examples, reason, gateRunId }): Cell[] => [
    agoText(at, now()),
    purpose,
    visibleText(actor ?? '–'),
    { text: shortId(versionId), paint: style.accent },
    wholeText(examples),
    {
      text: visibleText(
        [gateRunId === null ? null : `gate run ${gateRunId.slice(0, 8)}`, reason]
          .filter((text) => text !== null)
          .join('; '),
      ),
      paint: style.quiet,
    },
  ]);
  const columns = [
    { title: 'LOOKED', align: 'right' as const },
    { title: 'FOR' },
    { title: 'WHO', least: 6 },
    { title: 'VERSION' },
    { title: 'HOLDOUT', align: 'right' as const },
    { title: 'WHY', least: 10 },
  ];
  return [
    '',
    ...tableLines(columns, rows, { indent: 2, width, titles: style.quiet }),
    ...(hasMore ? [style.quiet(`  the last ${looks.length} looks`)] : []),
  ];
}
