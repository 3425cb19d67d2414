// The command line: its global options, its groups of commands, and what becomes of a refusal. Not what the commands do.
import { Command, CommanderError } from 'commander';
import { version } from '../server/version.ts';
import { commandContext, type GlobalFlags } from './command.ts';
import { exitCodes } from './exitCodes.ts';
import type { Carry } from './program/carry.ts';
import { addDataCommands } from './program/dataCommands.ts';
import { addDatasetCommands } from './program/datasetCommands.ts';
import { addGateCommands } from './program/gateCommands.ts';
import { addJudgeCommands } from './program/judgeCommands.ts';
import { addJobCommands } from './program/jobCommands.ts';
import { addRunCommands } from './program/runCommands.ts';
import { addServerCommands } from './program/serverCommands.ts';
import { realSurroundings, type Surroundings } from './surroundings.ts';

/**
 * @returns the exit code; answers go to `out`, refusals to `err`
 */
export async function runProgram(
  args: readonly string[],
  surroundings: Surroundings = realSurroundings(),
): Promise<number> {
  let exitCode: number = exitCodes.pass;
  const program = buildProgram(surroundings, async (command, work) => {
    exitCode = await work(commandContext(surroundings, command.optsWithGlobals<GlobalFlags>()));
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (cause) {
    // Commander has said what was wrong, or printed the help that was asked for.
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? exitCodes.pass : exitCodes.wrongUsage;
    const { tellFailure } = await import('./tellFailure.ts');
    return tellFailure(cause, surroundings, program.opts<GlobalFlags>());
  }
}

/** The program with all its commands; `carry` is called with what the chosen one does. */
export function buildProgram({ out, err }: Surroundings, carry: Carry): Command {
  const program = new Command('assay')
    .description('The lab notebook and the gate of AI work.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print what a command takes')
    .option('--url <url>', 'the server to talk to (ASSAY_URL; default http://127.0.0.1:5080)')
    .option('--data <folder>', 'the data directory to use instead (ASSAY_DATA; default .assay)')
    .option('--json', 'answer in JSON')
    .option('--debug', 'show where a failure happened')
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'error  ')),
      getOutHelpWidth: () => out.columns ?? 80,
      getErrHelpWidth: () => err.columns ?? 80,
    })
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError('(run with --help to see what is possible)')
    .showSuggestionAfterError();
  addServerCommands(program, carry);
  addRunCommands(program, carry);
  addDataCommands(program, carry);
  addGateCommands(program, carry);
  addJudgeCommands(program, carry);
  addDatasetCommands(program, carry);
  addJobCommands(program, carry);
  return program;
}
