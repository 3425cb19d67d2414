// `assay gate examples`: the examples of a gate run with what both arms answered, those that got worse first.
import { jsonText } from '../../gate/reports/flippedExamples.ts';
import type { EpochResult } from '../../model/gateRun.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { cutTo } from '../print/cellWidth.ts';
import { differenceText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';

export interface ExamplesFlags {
  readonly objective?: string;
  readonly slice?: string;
  readonly all?: boolean;
  readonly limit?: number;
  readonly after?: string;
}

/** In a pipe nothing should be cut, and yet an answer may have megabytes. */
const mostOfAnAnswer = 2_000;

/** @returns the exit code */
export async function showExamples(
  context: CommandContext,
  gateRunId: string,
  { objective, slice, all = false, limit = 20, after }: ExamplesFlags,
): Promise<number> {
  return withData(context, async ({ client }) => {
    const page = await client.gateRuns.examples(gateRunId, {
      objective,
      slice,
      ...(all ? {} : { only: 'flips' }),
      limit,
      cursor: after,
    });
    if (context.flags.json === true) {
      sayJson(context, page);
      return exitCodes.pass;
    }
    const { style, width } = context;
    const most = width === null ? mostOfAnAnswer : Math.max(60, width - 14);
    const field = (name: string, text: string): string =>
      `    ${style.quiet(name.padEnd(10))}${cutTo(visibleText(text), most)}`;
    for (const item of page.items) {
      const moved = Object.entries(item.differences)
        .filter(([, difference]) => difference !== null && difference !== 0)
        .map(([name, difference]) => {
          const paint = (difference ?? 0) < 0 ? style.bad : style.good;
          return paint(`${visibleText(name)} ${differenceText(difference ?? Number.NaN)}`);
        });
      say(context, [
        `${style.accent(item.exampleId.slice(0, 12))}  ${moved.join(', ')}${item.slices.length === 0 ? '' : style.quiet(` · ${visibleText(item.slices.join(', '))}`)}`,
        field('input', jsonText(item.input)),
        ...(item.expected === null ? [] : [field('expected', jsonText(item.expected))]),
        ...(item.baseline[0] === undefined ? [] : [field('baseline', answerText(item.baseline[0]))]),
        ...(item.candidate[0] === undefined ? [] : [field('candidate', answerText(item.candidate[0]))]),
        '',
      ]);
    }
    if (page.items.length === 0) say(context, [all ? 'No examples match.' : 'No example changed.']);
    if (page.next !== null) {
      say(context, [style.quiet(`${page.items.length} shown; more: --after ${page.next}`)]);
    }
    return exitCodes.pass;
  });
}

function answerText({ outcome }: EpochResult): string {
  return outcome.kind === 'answered'
    ? jsonText(outcome.answer.output)
    : `error ${outcome.error.code}: ${outcome.error.message}`;
}
