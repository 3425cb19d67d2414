// The exit codes of every command; documented in docs/cli.md.
export const exitCodes = {
  pass: 0,
  fail: 1,
  inconclusive: 2,
  wrongUsage: 3,
  couldNotRun: 4,
  verificationFailed: 5,
} as const;
