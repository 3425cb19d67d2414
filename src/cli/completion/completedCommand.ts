// What a shell must know of a command to complete it. Not in any shell's words.

export interface CompletedOption {
  /** Such as `-f`; null when it has none. */
  readonly short: string | null;
  readonly long: string;
  readonly description: string;
  readonly takesValue: boolean;
  /** Empty when any value goes. */
  readonly choices: readonly string[];
  /** The value is a file or folder. */
  readonly isPath: boolean;
}

export interface CompletedArgument {
  readonly name: string;
  /** Empty when any value goes. */
  readonly choices: readonly string[];
  /** The value is a folder. */
  readonly isPath: boolean;
  /** It takes all words that follow. */
  readonly isVariadic: boolean;
}

export interface CompletedCommand {
  /** The words after `assay`; empty for the program itself. */
  readonly path: readonly string[];
  readonly children: readonly { readonly name: string; readonly description: string }[];
  /** Its own, then those of every command. */
  readonly options: readonly CompletedOption[];
  readonly arguments: readonly CompletedArgument[];
}
