// Whether a run repeats others, found by hashes or declared.
import type { WireRunReference } from 'assay-sdk/wireEvidence';
import type { CommandContext } from '../../command.ts';
import { countText } from '../../print/numbers.ts';
import { agoText } from '../../print/times.ts';
import { visibleText } from '../../print/visibleText.ts';
import { shortId } from '../findRun.ts';
import type { RunDetails } from '../runDetails.ts';
import type { Section } from './section.ts';

const mostShown = 5;

export function repeatsSection({ run, repeats }: RunDetails, context: CommandContext): Section | null {
  const { identical, declared, group } = repeats;
  const others = declared.filter(({ runId }) => runId !== run.runId);
  const lines = [
    ...named('same manifest, data and seed as', identical, context),
    ...named(groupWords(group, run.runId), others, context),
  ];
  if (lines.length > 0) return { title: 'Repeats', remark: countOf([...identical, ...others]), lines };
  // Whether it repeats something matters only where it can be known.
  return null;
}

function countOf(runs: readonly WireRunReference[]): string {
  return countText(new Set(runs.map(({ runId }) => runId)).size, 'run');
}

function groupWords(group: string | null, runId: string): string {
  if (group === null) return '';
  if (group === runId) return 'declared as repeats of this run';
  return /^[0-9a-f]{32}$/.test(group)
    ? 'declared repeats of one run'
    : `declared repeats of '${visibleText(group)}'`;
}

function named(words: string, runs: readonly WireRunReference[], { style, now }: CommandContext): string[] {
  if (runs.length === 0) return [];
  const shown = runs.slice(0, mostShown);
  return [
    `  ${style.quiet(words)}`,
    ...shown.map(
      ({ runId, name, startTime }) =>
        `    ${style.accent(shortId(runId))}  ${visibleText(name)}  ${style.quiet(agoText(startTime, now()))}`,
    ),
    ...(runs.length > shown.length ? [`    ${style.quiet(`and ${runs.length - shown.length} more`)}`] : []),
  ];
}
