// How hard a run may ask its targets and what it may spend. Plain data: read from a gate file, obeyed by the runner.

/** What a run may spend; null for no bound. Answers from the cache cost nothing. */
export interface Budget {
  readonly costUsd: number | null;
  /** Input and output together, as the endpoints report them. */
  readonly tokens: number | null;
  readonly minutes: number | null;
}

export interface RunnerSettings {
  /** Calls at once per limit key to begin with; the runner adapts it. */
  readonly concurrency: number;
  readonly mostConcurrency: number;
  /** Longest time one attempt may take. */
  readonly timeoutMs: number;
  /** Attempts per call, the first included. */
  readonly mostAttempts: number;
  /** No attempt begins later than this after the first, in milliseconds. */
  readonly callDeadlineMs: number;
  readonly mostOutputBytes: number;
}
