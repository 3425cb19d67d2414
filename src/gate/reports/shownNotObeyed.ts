// Lines that the runner of GitHub Actions only shows: what a model wrote must not be read as a workflow command. Not their content.

/**
 * @param token cannot be guessed by whoever wrote the lines: from a source of randomness, for one use
 * @source GitHub: workflow commands, stop-commands; the runner looks for commands anywhere in a line
 */
export function shownNotObeyed(lines: readonly string[], token: string): readonly string[] {
  return [`::stop-commands::${token}`, ...lines, `::${token}::`];
}
