// What every command is given, and how it says its answer. Not which commands there are.
import { wantsColours } from '../server/configuration.ts';
import { coloured, type Style, uncoloured } from './print/style.ts';
import type { Surroundings } from './surroundings.ts';

/** The options that every command takes. */
export interface GlobalFlags {
  readonly url?: string;
  readonly data?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

export interface CommandContext extends Surroundings {
  readonly flags: GlobalFlags;
  readonly style: Style;
  /** Cells of a line of the terminal; null in a pipe, where nothing is cut. */
  readonly width: number | null;
}

export function commandContext(surroundings: Surroundings, flags: GlobalFlags): CommandContext {
  const { out, env } = surroundings;
  return {
    ...surroundings,
    flags,
    style: wantsColours(out.isTerminal, env) ? coloured : uncoloured,
    width: out.isTerminal ? (out.columns ?? 80) : null,
  };
}

/** Writes lines for people. */
export function say(context: CommandContext, lines: readonly string[]): void {
  context.out.write(lines.map((line) => `${line}\n`).join(''));
}

/** Writes one JSON document, indented on a terminal, one line in a pipe. */
export function sayJson(context: CommandContext, value: unknown): void {
  context.out.write(`${JSON.stringify(value, null, context.out.isTerminal ? 2 : 0)}\n`);
}
