// Splits a command line into its words, with quotes. Not a shell: nothing is expanded.

/** `python "my assistant.py"` is two words; a backslash keeps the next character as it is outside of single quotes. */
export function splitCommand(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote === null && /\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (char === '\\' && quote !== "'" && i + 1 < line.length) {
      word = (word ?? '') + line.charAt(++i);
    } else if (quote === null && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (char === quote) {
      quote = null;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (word !== null) words.push(word);
  return words;
}
