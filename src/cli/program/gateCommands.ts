// Declares the commands of the gate.
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RunGateFlags } from '../gate/runGate.ts';
import type { ListGateRunsFlags } from '../gate/listGateRuns.ts';
import type { SelfTestFlags } from '../gate/selfTestGate.ts';
import type { WaiveFlags } from '../gate/waivers.ts';
import type { ExamplesFlags } from '../gate/showExamples.ts';
import { type ReportKind, reportKinds, type ReportTarget } from '../gate/reportTarget.ts';
import type { Carry } from './carry.ts';
import { itemLimit } from './optionValues.ts';

const anyGateRun = 'the id of a gate run, or enough of its beginning';
const gateFile = 'assay.yaml, a folder with one, or a *.eval.ts module (default: ./assay.yaml)';
interface PrecheckFlags {
  readonly tier?: (typeof tiers)[number];
}

const tiers = ['pr', 'merge', 'canary', 'production'] as const;

export function addGateCommands(program: Command, carry: Carry): void {
  const gate = program
    .command('gate')
    .description('judge a candidate against its baseline: PASS, FAIL or INCONCLUSIVE');

  gate
    .command('run', { isDefault: true })
    .description('carry a gate run out (`run` may be left out)')
    .argument('[file]', gateFile)
    .addOption(tierOption())
    .option(
      '-r, --report <kind=path>',
      `also write a report: ${reportKinds.join(', ')}; may be repeated`,
      reportTargets,
    )
    .option('--comment', 'write or renew the comment on the pull request this runs for')
    .option('--force', 'go on although a demand cannot be met by any outcome')
    .option('--no-cache', 'ask everything anew, also what was answered before')
    .option('-q, --quiet', 'print nothing; the exit code and the reports say it all')
    .action(async (file: string | undefined, flags: RunGateFlags, command: Command) => {
      const { runGate } = await import('../gate/runGate.ts');
      await carry(command, (context) => runGate(context, file, flags));
    });

  gate
    .command('precheck')
    .description('what a gate can show with its examples, before anything is spent')
    .argument('[file]', gateFile)
    .addOption(tierOption())
    .action(async (file: string | undefined, flags: PrecheckFlags, command: Command) => {
      const { precheckGate } = await import('../gate/precheckGate.ts');
      await carry(command, (context) => precheckGate(context, file, flags));
    });

  gate
    .command('list')
    .description('a table of gate runs, newest first')
    .option('-c, --component <name>', 'only gate runs of this component')
    .option('-d, --dataset <name>', 'only on this dataset')
    .addOption(
      new Option('-v, --verdict <verdict>', 'only with this verdict').choices([
        'PASS',
        'FAIL',
        'INCONCLUSIVE',
      ]),
    )
    .option('-n, --limit <n>', 'most gate runs to show (default 20)', itemLimit)
    .option('--after <token>', 'go on where a list ended')
    .action(async (flags: ListGateRunsFlags, command: Command) => {
      const { listGateRuns } = await import('../gate/listGateRuns.ts');
      await carry(command, (context) => listGateRuns(context, flags));
    });

  gate
    .command('show')
    .description('a gate run as it was reported when it ended')
    .argument('<gate-run>', anyGateRun)
    .option('--examples <n>', 'most examples to show (default 5)', itemLimit)
    .action(async (id: string, flags: { readonly examples?: number }, command: Command) => {
      const { showGateRun } = await import('../gate/showGateRun.ts');
      await carry(command, (context) => showGateRun(context, id, flags));
    });

  gate
    .command('examples')
    .description('the examples of a gate run, those that got worse first')
    .argument('<gate-run>', anyGateRun)
    .option('-o, --objective <name>', 'by this objective (default: the worst of all)')
    .option('-s, --slice <name>', 'only examples of this slice')
    .option('--all', 'also those that did not change')
    .option('-n, --limit <n>', 'most examples to show (default 20)', itemLimit)
    .option('--after <token>', 'go on where a list ended')
    .action(async (id: string, flags: ExamplesFlags, command: Command) => {
      const { showExamples } = await import('../gate/showExamples.ts');
      await carry(command, (context) => showExamples(context, id, flags));
    });

  gate
    .command('verify')
    .description('compute the verdict of a gate run again from what is stored, and compare every byte')
    .argument('<gate-run>', anyGateRun)
    .action(async (id: string, _flags, command: Command) => {
      const { verifyGateRun } = await import('../gate/verifyGateRun.ts');
      await carry(command, (context) => verifyGateRun(context, id));
    });

  gate
    .command('selftest')
    .description('prove the gate on your own data: how often it errs when nothing changed, or when much did')
    .argument('[gate-run]', `${anyGateRun} (default: the newest)`)
    .option('--rounds <n>', 'pairs of pseudo-variants to judge (default 200)', itemLimit)
    .option('--seed <n>', 'the same seed gives the same result (default 1)', itemLimit)
    .action(async (id: string | undefined, flags: SelfTestFlags, command: Command) => {
      const { selfTestGate } = await import('../gate/selfTestGate.ts');
      await carry(command, (context) => selfTestGate(context, id, flags));
    });

  gate
    .command('thresholds')
    .description('hold a run to the quality thresholds its MLflow client recorded with it')
    .argument('<run>', 'the id of a run, or enough of its beginning')
    .action(async (run: string, _flags, command: Command) => {
      const { checkRunThresholds } = await import('../gate/checkRunThresholds.ts');
      await carry(command, (context) => checkRunThresholds(context, run));
    });

  gate
    .command('waive')
    .description('answer, until a day, for a check that does not pass')
    .argument('<component>', 'whose gate')
    .argument('<objective>', 'which objective')
    .option('-s, --slice <name>', 'only on this slice (default: on the whole set)')
    .requiredOption('--owner <name>', 'who answers for it')
    .requiredOption('--reason <text>', 'why it is acceptable for now')
    .requiredOption('--until <day>', 'such as 2026-12-31; at most a year')
    .action(async (component: string, objective: string, flags: WaiveFlags, command: Command) => {
      const { waive } = await import('../gate/waivers.ts');
      await carry(command, (context) => waive(context, component, objective, flags));
    });

  gate
    .command('unwaive')
    .description('take a waiver back')
    .argument('<waiver>', 'its id')
    .action(async (waiverId: string, _flags, command: Command) => {
      const { unwaive } = await import('../gate/waivers.ts');
      await carry(command, (context) => unwaive(context, waiverId));
    });

  gate
    .command('waivers')
    .description('all waivers of a component, also those that ended')
    .argument('<component>', 'whose gate')
    .action(async (component: string, _flags, command: Command) => {
      const { listWaivers } = await import('../gate/waivers.ts');
      await carry(command, (context) => listWaivers(context, component));
    });
}

function tierOption(): Option {
  return new Option('-t, --tier <tier>', 'how thoroughly (default merge)').choices([...tiers]);
}

function reportTargets(text: string, before: readonly ReportTarget[] = []): readonly ReportTarget[] {
  const [name = '', path = ''] = text.split(/=(.*)/s);
  const kind = reportKinds.find((known): known is ReportKind => known === name);
  if (kind === undefined || path === '') {
    throw new InvalidArgumentError(`Write it as kind=path; the kinds are ${reportKinds.join(', ')}.`);
  }
  return [...before, { kind, path }];
}
