// The completion script for zsh.
import type { CompletedCommand, CompletedOption } from './completedCommand.ts';

/** Install as `_assay` in a folder of `$fpath`. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef assay
# zsh completion for assay; made by: assay completion zsh
${commands.map(commandFunction).join('\n')}
if [ "$funcstack[1]" = "_assay" ]; then _assay "$@"; else compdef _assay assay; fi
`;
}

function commandFunction({ path, children, options, arguments: args }: CompletedCommand): string {
  const specs = options.flatMap(optionSpecs);
  const name = functionName(path);
  if (children.length === 0) {
    const positions = args.map((argument, at) => {
      const { choices, isPath, isVariadic } = argument;
      const values = choices.length > 0 ? `(${choices.join(' ')})` : isPath ? '_files -/' : ' ';
      return `'${isVariadic ? '*' : at + 1}:${argument.name}:${values}'`;
    });
    return `${name}() {
  _arguments -s ${[...specs, ...positions].join(' \\\n    ')}
}`;
  }
  const described = children.map((child) => `'${quoted(child.name)}:${quoted(child.description)}'`);
  const calls = children.map((child) => `      ${child.name}) ${functionName([...path, child.name])} ;;`);
  return `${name}() {
  local line state
  _arguments -C -s ${[...specs, "'1: :->command'", "'*:: :->rest'"].join(' \\\n    ')}
  case $state in
    command) local -a names=(${described.join(' ')}); _describe command names ;;
    rest) case $line[1] in
${calls.join('\n')}
      esac ;;
  esac
}`;
}

function optionSpecs({ short, long, description, takesValue, choices, isPath }: CompletedOption): string[] {
  const values = choices.length > 0 ? `:value:(${choices.join(' ')})` : `:value:${isPath ? '_files' : ' '}`;
  const rest = `[${bracketed(description)}]${takesValue ? values : ''}`;
  const flags = short === null ? [long] : [long, short];
  return flags.map((flag) => `'*${flag}${rest}'`);
}

const functionName = (path: readonly string[]): string => ['_assay', ...path].join('_').replaceAll('-', '_');
const quoted = (text: string): string => text.replaceAll("'", "'\\''").replaceAll(':', '\\:');
const bracketed = (text: string): string => quoted(text).replaceAll('[', '\\[').replaceAll(']', '\\]');
