// Says to a person, or in JSON, why a command failed. Not how failures are judged.
import type { GlobalFlags } from './command.ts';
import { wantsColours } from '../server/configuration.ts';
import { explainFailure } from './explainFailure.ts';
import { coloured, uncoloured } from './print/style.ts';
import type { Surroundings } from './surroundings.ts';

/** @returns the exit code */
export function tellFailure(cause: unknown, { err, env }: Surroundings, flags: GlobalFlags): number {
  const { code, message, remedy, exitCode } = explainFailure(cause);
  if (flags.json === true) {
    err.write(`${JSON.stringify({ code, message, remedy })}\n`);
  } else {
    const style = wantsColours(err.isTerminal, env) ? coloured : uncoloured;
    err.write(`${style.bad('error')}  ${message.replaceAll('\n', '\n       ')}\n`);
    if (remedy !== '') err.write(`       ${remedy}\n`);
  }
  if (flags.debug === true) err.write(`${stackOf(cause)}\n`);
  return exitCode;
}

function stackOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const under = cause.cause === undefined ? '' : `\ncaused by ${stackOf(cause.cause)}`;
  return `${cause.stack ?? cause.message}${under}`;
}
