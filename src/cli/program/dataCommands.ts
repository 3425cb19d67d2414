// Declares the commands of experiments and of noise.
import type { Command } from 'commander';
import type { ListExperimentsFlags } from '../experiments/listExperiments.ts';
import type { ShowNoiseFlags } from '../showNoise.ts';
import type { Carry } from './carry.ts';
import { itemLimit, textList } from './optionValues.ts';

export function addDataCommands(program: Command, carry: Carry): void {
  const experiments = program.command('experiments').description('see experiments');

  experiments
    .command('list')
    .description('a table of experiments, newest change first')
    .option('-f, --filter <filter>', 'such as "name LIKE \'churn%\'"')
    .option('-n, --limit <n>', 'most experiments to show (default 100)', itemLimit)
    .option('--after <token>', 'go on where a list ended')
    .option('--deleted', 'show deleted experiments instead')
    .action(async (flags: ListExperimentsFlags, command: Command) => {
      const { listExperiments } = await import('../experiments/listExperiments.ts');
      await carry(command, (context) => listExperiments(context, flags));
    });

  program
    .command('noise')
    .description('how far a metric scatters over repeats of the same thing')
    .argument('<metric>', 'its key')
    .option('-e, --experiment <name>', 'repeats of this experiment, by name or id; may be repeated', textList)
    .option('--group <group>', 'only the repeats that declare this group')
    .action(async (metric: string, flags: ShowNoiseFlags, command: Command) => {
      const { showNoise } = await import('../showNoise.ts');
      await carry(command, (context) => showNoise(context, metric, flags));
    });
}
