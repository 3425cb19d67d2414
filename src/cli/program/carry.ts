// How a declared command hands over what it does, once its arguments are understood.
import type { Command } from 'commander';
import type { CommandContext } from '../command.ts';

export type Carry = (command: Command, work: (context: CommandContext) => Promise<number>) => Promise<void>;
