// What the commands are given of the world: where to write, the environment, the clock, the network. Tests give their own.
import { type Environment, processEnvironment } from '../server/configuration.ts';
import type { FetchLike } from 'assay-sdk';

export interface Output {
  write(chunk: string | Uint8Array): void;
  readonly isTerminal: boolean;
  /** Cells of a line; null when it is no terminal. */
  readonly columns: number | null;
}

export interface Surroundings {
  readonly out: Output;
  readonly err: Output;
  readonly env: Environment;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly fetch: FetchLike;
}

export function realSurroundings(): Surroundings {
  return {
    out: outputOf(process.stdout),
    err: outputOf(process.stderr),
    env: processEnvironment,
    now: () => Date.now(),
    fetch: (url, init) => fetch(url, init),
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  // A reader that has seen enough (`| head`) ends the program, quietly.
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') process.exit(0);
    throw cause;
  });
  return {
    write: (chunk) => void stream.write(chunk),
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : null,
  };
}
