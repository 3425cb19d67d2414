// Declares the commands of a server and its data directory: serve, doctor, backup, restore, completion.
import { Argument, type Command } from 'commander';
import type { DoctorFlags } from '../doctor.ts';
import type { Carry } from './carry.ts';
import { jobCount, portNumber } from './optionValues.ts';

export function addServerCommands(program: Command, carry: Carry): void {
  program
    .command('serve')
    .description('start the server on a data directory')
    .option('--host <host>', 'address to listen on (default 127.0.0.1)')
    .option('--port <port>', 'port to listen on; 0 takes a free one (default 5080)', portNumber)
    .option('--memory', 'keep everything in memory; it ends with the process')
    .option('--artifact-root <uri>', 'where artifacts of new experiments live (default: served by Assay)')
    .option('--allowed-host <name...>', 'further names this server may be asked for under; * allows any')
    .option('--jobs <n>', 'queued jobs to do at a time (default 1)', jobCount)
    .option('--allow-code', 'let queued gate runs use commands, modules and files of this machine')
    .option('--example <path>', 'run the gate of this example when it has no verdict yet, and show it')
    .action(async (_flags, command: Command) => {
      const { serve } = await import('../serve.ts');
      await carry(command, (context) => serve(context, command.optsWithGlobals()));
    });

  program
    .command('doctor')
    .description('look whether everything is sound, and say what to do where it is not')
    .option(
      '--deep',
      'also read every artifact and the results of every gate run, and compare them with their hashes',
    )
    .action(async (flags: DoctorFlags, command: Command) => {
      const { doctor } = await import('../doctor.ts');
      await carry(command, (context) => doctor(context, flags));
    });

  program
    .command('backup')
    .description('copy everything into a folder, also while the server runs')
    .argument('<folder>', 'an empty or new folder')
    .action(async (folder: string, _flags, command: Command) => {
      const { backup } = await import('../backup.ts');
      await carry(command, (context) => backup(context, folder));
    });

  program
    .command('restore')
    .description('make a data directory out of a backup, after proving every byte of it')
    .argument('<folder>', 'a folder that `assay backup` made')
    .action(async (folder: string, _flags, command: Command) => {
      const { restore } = await import('../restore.ts');
      await carry(command, (context) => restore(context, folder));
    });

  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: 'bash' | 'zsh' | 'fish', _flags, command: Command) => {
      const { completion } = await import('../completion.ts');
      await carry(command, (context) => completion(context, shell, program));
    });
}
