// The completion script for bash.
import type { CompletedCommand, CompletedOption } from './completedCommand.ts';

/** Install with `assay completion bash > ~/.local/share/bash-completion/completions/assay`. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ path, children, options, arguments: args }) => {
    const words = [
      ...children.map(({ name }) => name),
      ...args.flatMap(({ choices }) => choices),
      ...options.flatMap(({ short, long }) => (short === null ? [long] : [long, short])),
    ];
    return `    '${path.join(' ')}') words='${words.join(' ')}' ;;`;
  });
  const names = commands.map(({ path }) => `'${path.join(' ')}'`).filter((name) => name !== "''");
  const values = valueCases(commands);
  return `# bash completion for assay; made by: assay completion bash
_assay() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local path='' words='' word longer i
  COMPREPLY=()
  case "$previous" in
${values.join('\n')}
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    longer="\${path:+$path }$word"
    case "$longer" in
      ${names.join('|')}) path="$longer" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _assay assay
`;
}

function valueCases(commands: readonly CompletedCommand[]): string[] {
  const options = new Map<string, CompletedOption>();
  for (const command of commands) for (const option of command.options) options.set(option.long, option);
  return [...options.values()]
    .filter(({ takesValue }) => takesValue)
    .map(({ short, long, choices, isPath }) => {
      const flags = short === null ? long : `${short}|${long}`;
      if (choices.length > 0)
        return `    ${flags}) COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$current")); return ;;`;
      return isPath
        ? `    ${flags}) COMPREPLY=($(compgen -f -- "$current")); return ;;`
        : `    ${flags}) return ;;`;
    });
}
