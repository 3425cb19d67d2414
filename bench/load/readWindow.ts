/** Asks a server the same kind of question for a few seconds on one connection, one question after another. */
import type { RunningServer } from '../servers/server.ts';
import type { LoadGenerator } from './loadGenerator.ts';
import type { LoadResult } from './plan.ts';

/** How long to ask and how long to wait for the last answer. */
export interface ReadTimes {
  readonly durationMs: number;
  readonly patienceMs: number;
}

/** @param requests asked in turn, so that no server gains from having answered just this one before */
export function readWindow(
  generator: LoadGenerator,
  server: RunningServer,
  requests: readonly string[],
  times: ReadTimes,
): Promise<LoadResult> {
  const { host, port } = server;
  return generator.run({
    host,
    port,
    connections: 1,
    ...times,
    work: { kind: 'rotation', requests: [...requests] },
  });
}
