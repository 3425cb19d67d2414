// `assay dataset list`: what is kept, or the versions of one dataset.
import type { WireDatasetSummary, WireDatasetVersion } from 'assay-sdk/wireDatasets';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText, wholeText } from '../print/numbers.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { agoText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { shortId, standingCell } from './printing.ts';

export interface ListDatasetsFlags {
  readonly limit?: number;
  readonly after?: string;
}

/** @returns the exit code */
export async function listDatasets(
  context: CommandContext,
  name: string | undefined,
  { limit = 100, after }: ListDatasetsFlags,
): Promise<number> {
  return withData(context, async ({ client, source }) => {
    const page = { limit, cursor: after };
    if (name === undefined) {
      const { items, next } = await client.datasets.list(page);
      if (context.flags.json === true) sayJson(context, { items, next });
      else if (items.length === 0)
        say(context, [`No datasets are kept in ${source}.`, 'Keep one: assay dataset push <file or folder>']);
      else say(context, [...datasetLines(context, items), ...more(context, items.length, 'dataset', next)]);
      return exitCodes.pass;
    }
    const { items, next } = await client.datasets.versions(name, page);
    if (context.flags.json === true) sayJson(context, { items, next });
    else say(context, [...versionLines(context, items), ...more(context, items.length, 'version', next)]);
    return exitCodes.pass;
  });
}

function datasetLines({ style, width, now }: CommandContext, items: readonly WireDatasetSummary[]): string[] {
  return tableLines(
    [
      { title: 'NAME', least: 12 },
      { title: 'PUBLISHED' },
      { title: 'NEWEST' },
      { title: 'ID' },
      { title: 'EXAMPLES', align: 'right' },
      { title: 'VERSIONS', align: 'right' },
      { title: 'CUSTODIAN', least: 8 },
      { title: 'CLASSIFIED' },
      { title: 'CHANGED', align: 'right' },
    ],
    items.map(({ name, newest, published, versions }): Cell[] => [
      { text: visibleText(name), paint: style.strong },
      published === null ? '–' : (published.label ?? shortId(published.versionId)),
      published?.versionId === newest.versionId
        ? { text: '=', paint: style.quiet }
        : standingCell(newest.standing, style),
      { text: shortId(newest.versionId), paint: style.accent },
      wholeText(newest.coverage.examples),
      wholeText(versions),
      visibleText(newest.card.custodian ?? '–'),
      newest.card.classification,
      agoText(newest.publishedAt ?? newest.createdAt, now()),
    ]),
    { indent: 0, width, titles: style.quiet },
  );
}

function versionLines({ style, width, now }: CommandContext, items: readonly WireDatasetVersion[]): string[] {
  return tableLines(
    [
      { title: 'ID' },
      { title: 'LABEL' },
      { title: 'STANDING' },
      { title: 'EXAMPLES', align: 'right' },
      { title: 'HOLDOUT', align: 'right' },
      { title: 'AUTHOR', least: 6 },
      { title: 'APPROVED BY', least: 6 },
      { title: 'PUSHED', align: 'right' },
      { title: 'PUBLISHED', align: 'right' },
    ],
    items.map((version): Cell[] => [
      { text: shortId(version.versionId), paint: style.accent },
      version.label ?? '–',
      standingCell(version.standing, style),
      wholeText(version.coverage.examples),
      version.coverage.holdout === 0 ? '–' : wholeText(version.coverage.holdout),
      visibleText(version.author ?? '–'),
      visibleText(
        version.approvedBy ??
          (version.publishedAt !== null && version.approvedAt === null ? 'not reviewed' : '–'),
      ),
      agoText(version.createdAt, now()),
      version.publishedAt === null ? '–' : agoText(version.publishedAt, now()),
    ]),
    { indent: 0, width, titles: style.quiet },
  );
}

function more({ style }: CommandContext, shown: number, what: string, next: string | null): string[] {
  return next === null ? [] : ['', style.quiet(`${countText(shown, what)} shown; more: --after ${next}`)];
}
