// Declares the commands of runs.
import { type Command, Option } from 'commander';
import type { ListRunsFlags } from '../runs/listRuns.ts';
import type { CompareRunsFlags } from '../runs/compareRuns.ts';
import type { ExportRunsFlags } from '../runs/exportRuns.ts';
import type { NoteRunFlags } from '../runs/noteRun.ts';
import type { DeclareRepeatFlags } from '../runs/declareRepeat.ts';
import type { Carry } from './carry.ts';
import { itemLimit, nameList, textList } from './optionValues.ts';

const anyRun = 'the id of a run, or enough of its beginning';

export function addRunCommands(program: Command, carry: Carry): void {
  const runs = program.command('runs').description('see, compare, export and annotate runs');

  runs
    .command('list')
    .description('a table of runs, newest first')
    .option(
      '-e, --experiment <name>',
      'only runs of this experiment, by name or id; may be repeated',
      textList,
    )
    .option('-f, --filter <filter>', 'such as "metrics.loss < 0.1 AND params.model = \'small\'"')
    .option('--order <clause>', 'such as "metrics.loss ASC"; may be repeated', textList)
    .option('-n, --limit <n>', 'most runs to show (default 20)', itemLimit)
    .option('--after <token>', 'go on where a list ended')
    .option('--all', 'show every run that matches')
    .option('--columns <names>', 'which columns, such as id,name,metrics.loss,params.lr', nameList)
    .option('--deleted', 'show deleted runs instead')
    .action(async (flags: ListRunsFlags, command: Command) => {
      const { listRuns } = await import('../runs/listRuns.ts');
      await carry(command, (context) => listRuns(context, flags));
    });

  runs
    .command('show')
    .description('everything that was recorded of a run, and what makes it evidence')
    .argument('<run>', anyRun)
    .action(async (run: string, _flags, command: Command) => {
      const { showRun } = await import('../runs/showRun.ts');
      await carry(command, (context) => showRun(context, run));
    });

  runs
    .command('compare')
    .description('what differs between runs, and which metrics differ by more than noise')
    .argument('<runs...>', 'two or more runs; the first is what the others are compared with')
    .option('--all', 'also show params that are the same')
    .action(async (ids: readonly string[], flags: CompareRunsFlags, command: Command) => {
      const { compareRuns } = await import('../runs/compareRuns.ts');
      await carry(command, (context) => compareRuns(context, ids, flags));
    });

  runs
    .command('export')
    .description('runs as a table for other tools, or the metric points of some runs')
    .argument('[runs...]', 'only these runs')
    .option(
      '-e, --experiment <name>',
      'only runs of this experiment, by name or id; may be repeated',
      textList,
    )
    .option('-f, --filter <filter>', 'only runs that match')
    .option('--order <clause>', 'such as "metrics.loss ASC"; may be repeated', textList)
    .addOption(
      new Option('--format <format>', 'how (default: by the ending of --output, else csv)').choices([
        'csv',
        'json',
        'jsonl',
        'parquet',
      ]),
    )
    .option('-o, --output <file>', 'a file to write (default: standard output)')
    .option('--series', 'metric points instead of a row a run')
    .option('--metric <key>', 'with --series: only these metrics; may be repeated', textList)
    .option('--deleted', 'deleted runs instead')
    .action(async (ids: readonly string[], flags: ExportRunsFlags, command: Command) => {
      const { exportRuns } = await import('../runs/exportRuns.ts');
      await carry(command, (context) => exportRuns(context, ids, flags));
    });

  runs
    .command('tag')
    .description('set tags of a run; KEY= with nothing after it removes one')
    .argument('<run>', anyRun)
    .argument('<tags...>', 'such as assay.purpose="does dropout help?"')
    .action(async (run: string, tags: readonly string[], _flags, command: Command) => {
      const { tagRun } = await import('../runs/tagRun.ts');
      await carry(command, (context) => tagRun(context, run, tags));
    });

  runs
    .command('note')
    .description('add a paragraph to the note of a run')
    .argument('<run>', anyRun)
    .argument('<text>', 'Markdown')
    .option('--replace', 'in place of what the note says now')
    .action(async (run: string, text: string, flags: NoteRunFlags, command: Command) => {
      const { noteRun } = await import('../runs/noteRun.ts');
      await carry(command, (context) => noteRun(context, run, text, flags));
    });

  runs
    .command('ticket')
    .description('link a run to a ticket')
    .argument('<run>', anyRun)
    .argument('<url>', 'where the ticket is')
    .action(async (run: string, url: string, _flags, command: Command) => {
      const { linkTicket } = await import('../runs/linkTicket.ts');
      await carry(command, (context) => linkTicket(context, run, url));
    });

  runs
    .command('repeat')
    .description('declare that a run repeats another, or belongs to a group of repeats')
    .argument('<run>', anyRun)
    .requiredOption('--of <run-or-group>', 'the run it repeats, or a name that the repeats share')
    .action(async (run: string, flags: DeclareRepeatFlags, command: Command) => {
      const { declareRepeat } = await import('../runs/declareRepeat.ts');
      await carry(command, (context) => declareRepeat(context, run, flags));
    });

  runs
    .command('delete')
    .description('put runs away; nothing is destroyed, and they can be restored')
    .argument('<runs...>', anyRun)
    .action(async (ids: readonly string[], _flags, command: Command) => {
      const { deleteRuns } = await import('../runs/deleteRuns.ts');
      await carry(command, (context) => deleteRuns(context, ids));
    });

  runs
    .command('restore')
    .description('bring deleted runs back')
    .argument('<runs...>', anyRun)
    .action(async (ids: readonly string[], _flags, command: Command) => {
      const { restoreRuns } = await import('../runs/restoreRuns.ts');
      await carry(command, (context) => restoreRuns(context, ids));
    });
}
