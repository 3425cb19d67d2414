// Time that passes while nobody asks: what is done again and again. Tests give their own.

export interface Timers {
  /** @returns how to stop */
  every(ms: number, work: () => void): () => void;
}

/** None of them keeps a process alive. */
export const realTimers: Timers = {
  every(ms, work) {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
};
