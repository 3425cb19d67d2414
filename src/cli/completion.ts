// `assay completion`: scripts for shells, made from the program's own commands, so that they know what it knows.
import type { Command, Option } from 'commander';
import type { CommandContext } from './command.ts';
import { bashScript } from './completion/bashScript.ts';
import type { CompletedCommand, CompletedOption } from './completion/completedCommand.ts';
import { fishScript } from './completion/fishScript.ts';
import { zshScript } from './completion/zshScript.ts';
import { exitCodes } from './exitCodes.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** @returns the exit code */
export async function completion(
  context: CommandContext,
  shell: keyof typeof scripts,
  program: Command,
): Promise<number> {
  context.out.write(scripts[shell](completedCommands(program)));
  return exitCodes.pass;
}

/** Every command by its path, the program itself first. */
export function completedCommands(program: Command): CompletedCommand[] {
  const inherited = optionsOf(program);
  const visit = (command: Command, path: readonly string[]): CompletedCommand[] => {
    const children = command.commands.map((child) => ({
      name: child.name(),
      description: child.description(),
    }));
    const own: CompletedCommand = {
      path,
      children,
      options:
        path.length === 0
          ? inherited
          : onceEach([...optionsOf(command), ...inherited.filter(({ long }) => long !== '--version')]),
      arguments: command.registeredArguments.map((argument) => ({
        name: argument.name(),
        choices: argument.argChoices ?? [],
        isPath: argument.name() === 'folder',
        isVariadic: argument.variadic,
      })),
    };
    return [own, ...command.commands.flatMap((child) => visit(child, [...path, child.name()]))];
  };
  return visit(program, []);
}

const help: CompletedOption = {
  short: '-h',
  long: '--help',
  description: 'print what a command takes',
  takesValue: false,
  choices: [],
  isPath: false,
};

function optionsOf(command: Command): CompletedOption[] {
  return onceEach([...command.options.map(toCompleted), help]);
}

function onceEach(options: readonly CompletedOption[]): CompletedOption[] {
  return [...new Map(options.map((option) => [option.long, option])).values()];
}

function toCompleted(option: Option): CompletedOption {
  return {
    short: option.short ?? null,
    long: option.long ?? '',
    description: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
    isPath: /<(folder|file)>/.test(option.flags),
  };
}
