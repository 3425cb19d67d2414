// Declares the commands of golden datasets.
import { type Command, Option } from 'commander';
import type { ColumnMapping } from '../../datasets/reading/readRow.ts';
import type { CheckDatasetFlags } from '../datasets/checkDataset.ts';
import { columnMapping } from '../datasets/columnMappings.ts';
import type { DiffDatasetsFlags } from '../datasets/diffDatasetVersions.ts';
import type { ExportDatasetFlags } from '../datasets/exportDataset.ts';
import type { ListDatasetsFlags } from '../datasets/listDatasets.ts';
import type { PublishDatasetFlags } from '../datasets/publishDataset.ts';
import type { PullDatasetFlags } from '../datasets/pullDataset.ts';
import type { PushDatasetFlags } from '../datasets/pushDataset.ts';
import type { ReviewDatasetFlags } from '../datasets/reviewDataset.ts';
import type { ShowDatasetFlags } from '../datasets/showDataset.ts';
import type { VerifyDatasetFlags } from '../datasets/verifyDataset.ts';
import type { WithdrawDatasetFlags } from '../datasets/withdrawDataset.ts';
import type { Carry } from './carry.ts';
import { itemLimit } from './optionValues.ts';

const anyDataset = 'a path to examples, a dataset.yaml or a folder; or a kept dataset: name, name@version';
const keptDataset = 'name, for its newest version, or name@version (a label, or enough of the id)';
const as = ['--as <who>', 'who does it (default: the user of this machine)'] as const;
const noHoldout = ['--no-holdout', 'leave the examples of the holdout out'] as const;
const reason = ['--reason <words>', 'why the holdout is looked at; it is noted'] as const;
const formats = () => new Option('--format <format>', 'of the examples').choices(['jsonl', 'csv', 'parquet']);
const map = () =>
  new Option(
    '--map <from=to>',
    'what a column or key is for, such as question=input.question; may be repeated',
  ).argParser<ColumnMapping>(columnMapping);

export function addDatasetCommands(program: Command, carry: Carry): void {
  const dataset = program
    .command('dataset')
    .description('golden datasets: keep, compare, review, publish and verify them');

  dataset
    .command('list')
    .description('a table of the datasets that are kept, or of the versions of one')
    .argument('[name]', 'a dataset, for its versions')
    .option('-n, --limit <n>', 'most to show (default 100)', itemLimit)
    .option('--after <token>', 'go on where a list ended')
    .action(async (name: string | undefined, flags: ListDatasetsFlags, command: Command) => {
      const { listDatasets } = await import('../datasets/listDatasets.ts');
      await carry(command, (context) => listDatasets(context, name, flags));
    });

  dataset
    .command('show')
    .description('the card of a dataset, what it covers, and what was done with it')
    .argument('<dataset>', anyDataset)
    .addOption(map())
    .action(async (typed: string, flags: ShowDatasetFlags, command: Command) => {
      const { showDataset } = await import('../datasets/showDataset.ts');
      await carry(command, (context) => showDataset(context, typed, flags));
    });

  dataset
    .command('push')
    .description('keep a file or folder as a draft of a dataset')
    .argument('<path>', 'examples as .jsonl, .csv or .parquet, a dataset.yaml, or a folder with them')
    .option('--name <name>', 'of the dataset (default: as its card says, else the name of the file)')
    .addOption(map())
    .option('--note <words>', 'what changed')
    .option(...as)
    .action(async (path: string, flags: PushDatasetFlags, command: Command) => {
      const { pushDataset } = await import('../datasets/pushDataset.ts');
      await carry(command, (context) => pushDataset(context, path, flags));
    });

  dataset
    .command('pull')
    .description('write a kept version to a folder, with its card; the files have the same version id')
    .argument('<dataset>', keptDataset)
    .option('-o, --output <folder>', 'where to (default: a folder with the name of the dataset)')
    .addOption(formats())
    .option(...noHoldout)
    .option(...reason)
    .option(...as)
    .action(async (typed: string, flags: PullDatasetFlags, command: Command) => {
      const { pullDataset } = await import('../datasets/pullDataset.ts');
      await carry(command, (context) => pullDataset(context, typed, flags));
    });

  dataset
    .command('export')
    .description('write the examples as JSON lines, CSV or Parquet; read again they are the same')
    .argument('<dataset>', anyDataset)
    .option('-o, --output <file>', 'where to (default: standard output); its ending chooses the format')
    .addOption(formats())
    .addOption(map())
    .option(...noHoldout)
    .option(...reason)
    .option(...as)
    .action(async (typed: string, flags: ExportDatasetFlags, command: Command) => {
      const { exportDataset } = await import('../datasets/exportDataset.ts');
      await carry(command, (context) => exportDataset(context, typed, flags));
    });

  dataset
    .command('diff')
    .description('what changed between two versions: examples, slices, schema, card')
    .argument('<before>', anyDataset)
    .argument('<after>', anyDataset)
    .option('--all', 'show every example that changed')
    .option(...reason)
    .option(...as)
    .action(async (before: string, after: string, flags: DiffDatasetsFlags, command: Command) => {
      const { diffDatasetVersions } = await import('../datasets/diffDatasetVersions.ts');
      await carry(command, (context) => diffDatasetVersions(context, [before, after], flags));
    });

  dataset
    .command('verify')
    .description('recompute every hash, and raise an alert when one is not what it was')
    .argument('<dataset>', anyDataset)
    .option('--pin <id>', 'the version id that files should have')
    .action(async (typed: string, flags: VerifyDatasetFlags, command: Command) => {
      const { verifyDataset } = await import('../datasets/verifyDataset.ts');
      await carry(command, (context) => verifyDataset(context, typed, flags));
    });

  dataset
    .command('check')
    .description('look for near-duplicates and for examples that leak between splits or datasets')
    .argument('<dataset>', anyDataset)
    .option('--against <dataset>', 'another dataset that must not leak into this one')
    .action(async (typed: string, flags: CheckDatasetFlags, command: Command) => {
      const { checkDataset } = await import('../datasets/checkDataset.ts');
      await carry(command, (context) => checkDataset(context, typed, flags));
    });

  dataset
    .command('review')
    .description('submit a draft for review, approve it, or say what should change')
    .argument('<dataset>', keptDataset)
    .option('--submit', 'give it to review')
    .option('--approve', 'approve it; not by its author')
    .option('--request-changes <what>', 'send it back')
    .option('--reviewer <who>', 'with --submit: who should review it')
    .option('--note <words>', 'kept with the step')
    .option(...as)
    .action(async (typed: string, flags: ReviewDatasetFlags, command: Command) => {
      const { reviewDataset } = await import('../datasets/reviewDataset.ts');
      await carry(command, (context) => reviewDataset(context, typed, flags));
    });

  dataset
    .command('publish')
    .description('publish a version: it never changes again, and decisions are made on it')
    .argument('<dataset>', keptDataset)
    .option('--label <label>', 'such as 1.2.0; a label never moves')
    .option('--without-review <why>', 'publish though nobody approved it')
    .option('--acknowledge <why>', 'publish though near-duplicates or leaks were found')
    .option('--against <dataset>', 'another kept dataset that must not leak into this one')
    .option(...as)
    .action(async (typed: string, flags: PublishDatasetFlags, command: Command) => {
      const { publishDataset } = await import('../datasets/publishDataset.ts');
      await carry(command, (context) => publishDataset(context, typed, flags));
    });

  dataset
    .command('withdraw')
    .description('no longer use a version for decisions; it stays readable')
    .argument('<dataset>', 'name@version')
    .requiredOption('--reason <words>', 'why')
    .option(...as)
    .action(async (typed: string, flags: WithdrawDatasetFlags, command: Command) => {
      const { withdrawDataset } = await import('../datasets/withdrawDataset.ts');
      await carry(command, (context) => withdrawDataset(context, typed, flags));
    });
}
