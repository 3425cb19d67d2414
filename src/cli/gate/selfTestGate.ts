// `assay gate selftest`: proves the gate on the user's own stored data: how often it errs when nothing changed, or when much did.
import { scoreTableOf } from '../../gate/run/scoreTableOf.ts';
import { decodeResults } from '../../gate/run/resultLines.ts';
import { type RoundShare, selfTest } from '../../gate/selftest/selfTest.ts';
import type { GateRun } from '../../model/gateRun.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';

export interface SelfTestFlags {
  readonly rounds?: number;
  readonly seed?: number;
}

/** @returns 0 when the error rates hold, 5 when they do not */
export async function selfTestGate(
  context: CommandContext,
  gateRunId: string | undefined,
  { rounds = 200, seed = 1 }: SelfTestFlags,
): Promise<number> {
  return withData(context, async ({ client }) => {
    const [newest] = (await client.gateRuns.list({ status: 'DECIDED', limit: 1 })).items;
    const id = gateRunId ?? newest?.gateRunId;
    if (id === undefined) {
      throw new Refusal(
        'There is no decided gate run to test the gate on.',
        'Run a gate first, best with a known-good version and `epochs: 4` or more.',
      );
    }
    const run: GateRun = await client.gateRuns.get(id);
    const results = decodeResults(await client.gateRuns.results(run.gateRunId));
    const { policy, evaluators, epochs } = run;
    const table = scoreTableOf({
      results,
      policy,
      evaluators,
      blocked: {},
      epochs,
      hasBaseline: run.baseline !== null,
    });
    const test = selfTest(table, policy, { rounds, seed });
    if (context.flags.json === true) sayJson(context, { gateRunId: run.gateRunId, seed, ...test });
    else {
      const { style, width } = context;
      say(context, [
        `${test.holds ? style.good('holds') : style.bad('does not hold')}  the gate of ${run.component} on ${run.dataset.name}, ${rounds} rounds, seed ${seed}, from gate run ${run.gateRunId}`,
        `  ${test.meaning}`,
        '',
        `  Nothing changed:  ${shareText(test.falseFail)} wrongly FAIL`,
        test.falsePass === null
          ? '  Made worse:       no objective could be made worse by twice its tolerance'
          : `  Made worse:       ${shareText(test.falsePass)} wrongly PASS, with one objective worse by twice its tolerance`,
        `  Verdicts when nothing changed: ${Object.entries(test.verdicts)
          .map(([verdict, count]) => `${verdict} ${count}`)
          .join(', ')}`,
        ...(test.noise.length === 0 ? [] : ['', ...noiseTable()]),
        ...test.warnings.map((warning) => `${style.warning('note')}  ${warning}`),
      ]);

      function noiseTable(): string[] {
        return tableLines(
          [
            { title: 'OBJECTIVE', least: 12 },
            { title: 'RERUN NOISE', align: 'right' },
            { title: 'FLIPS', align: 'right' },
            { title: 'TOLERANCE', align: 'right' },
            { title: 'CONSISTENT' },
          ],
          test.noise.map((noise): Cell[] => [
            noise.objective,
            noise.leastDifference === null ? '–' : `±${noise.leastDifference.toFixed(4)}`,
            noise.flipRate === null ? '–' : `${(100 * noise.flipRate).toFixed(1)} %`,
            `${noise.margin}${noise.isMarginWide ? '' : ' (narrow for this noise)'}`,
            noise.isConsistent
              ? { text: 'yes', paint: style.good }
              : { text: 'not shown', paint: style.warning },
          ]),
          { indent: 2, width, titles: style.quiet },
        );
      }
    }
    return test.holds ? exitCodes.pass : exitCodes.verificationFailed;
  });
}

function shareText({ count, rounds, share, interval, allowed }: RoundShare): string {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  return `${count} of ${rounds} (${percent(share)}, 95 % interval ${percent(interval[0])} to ${percent(interval[1])}; at most ${percent(allowed)})`;
}
