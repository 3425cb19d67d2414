/** The contract of a server under measurement: how it is started, where it listens, how it is stopped. */

/** A server that has given its first answer. */
export interface RunningServer {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  /** From starting the process to the first whole answer. */
  readonly startMs: number;
  /** Ends the process and everything it started, and resolves when they are gone. */
  stop(): Promise<void>;
}

/** A kind of server that can be started on a data directory, empty or filled. */
export interface Subject {
  readonly label: string;
  start(dataDir: string, port: number): Promise<RunningServer>;
}
