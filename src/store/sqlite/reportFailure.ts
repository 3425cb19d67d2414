// Tells the operator about work that nobody waits for and that failed. Not a log: each message is told once.
const told = new Set<string>();
const mostTold = 1_000;

/** @param work  what failed and what becomes of it, as the beginning of a sentence */
export function reportFailure(work: string, reason: unknown): void {
  const message = `${work}: ${reason instanceof Error ? reason.message : String(reason)}`;
  if (told.has(message) || told.size >= mostTold) return;
  told.add(message);
  process.emitWarning(message, { type: 'AssayWarning' });
}
