// The command line: which commands there are and what each takes. Not what they do.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { version } from '../server/version.ts';
import { exitCodes } from './exitCodes.ts';

/** @returns the exit code; output goes to stdout, refusals to stderr */
export async function runProgram(args: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.pass;
  const program = new Command('assay')
    .description('The lab notebook and the gate of AI work.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(run with --help to see what is possible)');

  program
    .command('serve')
    .description('start the server on a data directory')
    .option('--host <host>', 'address to listen on (default 127.0.0.1)')
    .option('--port <port>', 'port to listen on; 0 takes a free one (default 5080)', portNumber)
    .option('--data <folder>', 'data directory (default ./.assay)')
    .option('--memory', 'keep everything in memory; it ends with the process')
    .option('--artifact-root <uri>', 'where artifacts of new experiments live (default: served by Assay)')
    .option('--allowed-host <name...>', 'further names this server may be asked for under; * allows any')
    .action(async (flags) => {
      const { serve } = await import('./serve.ts');
      exitCode = await serve(flags);
    });

  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? exitCodes.pass : exitCodes.wrongUsage;
    throw cause;
  }
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new InvalidArgumentError('It must be a port number from 0 to 65535.');
  }
  return port;
}
