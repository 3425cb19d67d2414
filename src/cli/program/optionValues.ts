// Values of options as they are typed. Not what they mean to a command.
import { InvalidArgumentError } from 'commander';

export function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new InvalidArgumentError('It must be a port number from 0 to 65535.');
  }
  return port;
}

export function jobCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 64) {
    throw new InvalidArgumentError('It must be a number from 1 to 64.');
  }
  return count;
}

/** A limit of 1 to 1000 items. */
export function itemLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new InvalidArgumentError('It must be a number from 1 to 1000; --all shows everything.');
  }
  return limit;
}

/** `a,b` and a repeated option both make a list. */
export function nameList(text: string, before: readonly string[] = []): readonly string[] {
  return [
    ...before,
    ...text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ];
}

/** A repeated option makes a list; commas are part of the value. */
export function textList(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
