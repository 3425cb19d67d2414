// `assay noise`: how far a metric scatters over repeats of the same thing.
import type { WireNoise } from 'assay-sdk/wireEvidence';
import { type CommandContext, say, sayJson } from './command.ts';
import { exitCodes } from './exitCodes.ts';
import { countText, metricText } from './print/numbers.ts';
import { type Cell, tableLines } from './print/table.ts';
import { visibleText } from './print/visibleText.ts';
import { withData } from './reach/reachData.ts';
import { experimentIds } from './runs/experimentChoice.ts';
import { shortId } from './runs/findRun.ts';

export interface ShowNoiseFlags {
  readonly experiment?: readonly string[];
  readonly group?: string;
}

/** @returns the exit code */
export async function showNoise(
  context: CommandContext,
  key: string,
  flags: ShowNoiseFlags,
): Promise<number> {
  return withData(context, async ({ client }) => {
    const noise = await client.evidence.noise({
      key,
      experimentIds: await experimentIds(client, flags.experiment ?? []),
      group: flags.group,
    });
    if (context.flags.json === true) sayJson(context, noise);
    else say(context, [...headLines(noise, context), ...groupLines(noise, context)]);
    return exitCodes.pass;
  });
}

function headLines({ key, floor, unknownBecause, isCut }: WireNoise, { style }: CommandContext): string[] {
  const title = style.strong(`Noise floor of ${visibleText(key)}`);
  if (floor === null) {
    return [
      `${title}  ${style.warning('not known')}`,
      `  ${unknownBecause ?? ''}`,
      `  ${style.quiet('Declare repeats: assay runs repeat RUN --of OTHER-RUN')}`,
    ];
  }
  const percent = Math.round(floor.confidence * 100);
  const [low, high] = floor.sdInterval.map(metricText);
  return [
    title,
    `  Two runs of the same thing differ by less than ${style.strong(metricText(floor.leastDifference))} in ${percent} of 100 cases.`,
    `  Standard deviation ${metricText(floor.sd)} ${style.quiet(`(${percent} % interval ${low} to ${high})`)}, from ${countText(floor.n, 'repeat')} in ${countText(floor.groups, 'group')}.`,
    ...(isCut ? [`  ${style.warning('Only the newest repeats were read.')}`] : []),
  ];
}

const mostValues = 8;

function groupLines({ groups }: WireNoise, { style, width }: CommandContext): string[] {
  if (groups.length === 0) return [];
  return [
    '',
    ...tableLines(
      [
        { title: 'group', least: 12 },
        { title: 'n', align: 'right' },
        { title: 'mean', align: 'point' },
        { title: 'values', least: 16 },
      ],
      groups.map(({ group, values }): Cell[] => [
        { text: /^[0-9a-f]{32}$/.test(group) ? shortId(group) : visibleText(group), paint: style.accent },
        String(values.length),
        metricText(values.reduce((sum, value) => sum + value, 0) / values.length),
        {
          text: `${values.slice(0, mostValues).map(metricText).join('  ')}${values.length > mostValues ? '  …' : ''}`,
          paint: style.quiet,
        },
      ]),
      { indent: 2, width, titles: style.quiet },
    ),
  ];
}
