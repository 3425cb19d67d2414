// `assay gate precheck`: what a gate can show with its examples, before anything is spent. Asks no target.
import { prepareGate } from '../../gate/run/prepareGate.ts';
import type { Tier } from '../../model/gatePolicy.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { spanText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { bringForGate } from '../datasets/bringForGate.ts';
import { gateOrigin } from './gateOrigin.ts';
import { openGate } from './openGate.ts';
import { readGate } from './readGate.ts';

/** @returns 0 when the gate can pass, 3 when a demand of it cannot be met by any outcome */
export async function precheckGate(
  context: CommandContext,
  path: string | undefined,
  { tier = 'merge' }: { readonly tier?: Tier },
): Promise<number> {
  const file = await readGate(path);
  const open = await openGate(context, file.component.name);
  try {
    const origin = gateOrigin(context.env, file.source.folder);
    await bringForGate(open, file, tier, origin.actor);
    const gate = await prepareGate(open.gate, { file, tier, origin, isForced: true, usesCache: true });
    await gate.close();
    const { precheck } = gate;
    const code = precheck.refusals.length > 0 ? exitCodes.wrongUsage : exitCodes.pass;
    if (context.flags.json === true) {
      sayJson(context, precheck);
      return code;
    }
    const { style } = context;
    const share = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(0)} %`);
    const points = (value: number | null): string => (value === null ? '–' : (100 * value).toFixed(1));
    say(context, [
      `${visibleText(file.component.name)} · ${tier} · ${countText(gate.examples.length, 'example')} of ${visibleText(gate.dataset.name)} · ${countText(precheck.estimatedCalls, 'call')}${precheck.estimatedCostUsd === null ? '' : ` · about ${precheck.estimatedCostUsd.toFixed(2)} USD`}${precheck.estimatedSeconds === null ? '' : ` · about ${spanText(precheck.estimatedSeconds * 1_000)}`}`,
      '',
      ...tableLines(
        [
          { title: 'OBJECTIVE', least: 12 },
          { title: 'TOLERANCE', align: 'right' },
          { title: 'CERTIFIABLE', align: 'right' },
          { title: 'PASS IF NOTHING CHANGED', align: 'right' },
          { title: 'LOSS THAT FAILS', align: 'right' },
          { title: 'EXAMPLES NEEDED', align: 'right' },
          { title: 'SPREAD FROM' },
        ],
        precheck.objectives.map((each): Cell[] => [
          visibleText(each.objective),
          points(each.margin),
          points(each.certifiableMargin),
          {
            text: share(each.passIfNoChange),
            paint: (each.passIfNoChange ?? 1) < 0.5 ? style.warning : (text) => text,
          },
          points(each.detectableLoss),
          each.requiredN === null ? '–' : String(each.requiredN),
          { text: each.margin === null ? '–' : each.spreadFrom, paint: style.quiet },
        ]),
        { indent: 0, width: context.width, titles: style.quiet },
      ),
      style.quiet(
        'Tolerances and losses in points of the score, or in percent of growth where a ratio is compared.',
      ),
      // Where the chance is poor, a warning below says it already.
      ...(precheck.passIfNoChange === null ||
      precheck.warnings.some((warning) => warning.startsWith('Together'))
        ? []
        : [
            `Together: PASS with a chance of ${share(precheck.passIfNoChange[0])} to ${share(precheck.passIfNoChange[1])} if nothing changed.`,
          ]),
      ...precheck.refusals.map((refusal) => `${style.bad('cannot pass')}  ${refusal}`),
      ...precheck.warnings.map((warning) => `${style.warning('note')}  ${warning}`),
    ]);
    return code;
  } finally {
    await open.close();
  }
}
