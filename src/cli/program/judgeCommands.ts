// Declares the commands of judges.
import type { Command } from 'commander';
import type { CalibrateFlags } from '../judges/calibrateJudge.ts';
import type { ListCalibrationsFlags } from '../judges/listCalibrations.ts';
import type { ShowCalibrationFlags } from '../judges/showCalibration.ts';
import type { Carry } from './carry.ts';
import { itemLimit } from './optionValues.ts';

const anyCalibration = 'the id of a calibration, or enough of its beginning';

export function addJudgeCommands(program: Command, carry: Carry): void {
  const judge = program.command('judge').description('measure judges against people, and see how they did');

  judge
    .command('calibrate')
    .description('measure the judge of an objective against labels by people')
    .argument('[file]', 'assay.yaml, a folder with one, or a *.eval.ts module (default: ./assay.yaml)')
    .requiredOption('-o, --objective <name>', 'the objective whose judge it is')
    .requiredOption('-l, --labels <file>', 'JSON lines: outputs, and what people said of them')
    .option('--as <who>', 'who does it (default: the user of this machine)')
    .option('--no-cache', 'ask the judge anew, also what it was asked before')
    .action(async (file: string | undefined, flags: CalibrateFlags, command: Command) => {
      const { calibrateJudge } = await import('../judges/calibrateJudge.ts');
      await carry(command, (context) => calibrateJudge(context, file, flags));
    });

  judge
    .command('list')
    .description('a table of calibrations, newest first')
    .option('-c, --component <name>', 'only of this component')
    .option('-o, --objective <name>', 'only of this objective')
    .option('-n, --limit <n>', 'most calibrations to show (default 20)', itemLimit)
    .option('--after <token>', 'go on where a list ended')
    .action(async (flags: ListCalibrationsFlags, command: Command) => {
      const { listCalibrations } = await import('../judges/listCalibrations.ts');
      await carry(command, (context) => listCalibrations(context, flags));
    });

  judge
    .command('show')
    .description('a calibration with every figure, and whether the judge may decide')
    .argument('<calibration>', anyCalibration)
    .option('--critical', 'as a critical objective demands it')
    .action(async (id: string, flags: ShowCalibrationFlags, command: Command) => {
      const { showCalibration } = await import('../judges/showCalibration.ts');
      await carry(command, (context) => showCalibration(context, id, flags));
    });

  judge
    .command('export')
    .description('a calibration with its labels as a file, to keep beside the code')
    .argument('<calibration>', anyCalibration)
    .option('--output <file>', 'a file to write (default: standard output)')
    .action(async (id: string, flags: { readonly output?: string }, command: Command) => {
      const { exportCalibration } = await import('../judges/carryCalibrations.ts');
      await carry(command, (context) => exportCalibration(context, id, flags));
    });

  judge
    .command('import')
    .description('keep calibrations that were exported elsewhere')
    .argument('<files...>', 'files that `assay judge export` wrote')
    .action(async (files: readonly string[], _flags, command: Command) => {
      const { importCalibrations } = await import('../judges/carryCalibrations.ts');
      await carry(command, (context) => importCalibrations(context, files));
    });
}
