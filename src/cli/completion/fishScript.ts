// The completion script for fish.
import type { CompletedCommand } from './completedCommand.ts';

/** Install with `assay completion fish > ~/.config/fish/completions/assay.fish`. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  return `# fish completion for assay; made by: assay completion fish
function __assay_at
    set -l words
    for word in (commandline -opc)[2..]
        string match -q -- '-*' $word; or set -a words $word
    end
    test "$words[1..(count $argv)]" = "$argv"; or return 1
    test (count $words) -eq (count $argv)
end
function __assay_in
    set -l words
    for word in (commandline -opc)[2..]
        string match -q -- '-*' $word; or set -a words $word
    end
    test "$words[1..(count $argv)]" = "$argv"
end
complete -c assay -f
${commands.flatMap(commandLines).join('\n')}
`;
}

function commandLines({ path, children, options, arguments: args }: CompletedCommand): string[] {
  const at = `-n '__assay_at ${path.join(' ')}'`;
  const inside = path.length === 0 ? '' : ` -n '__assay_in ${path.join(' ')}'`;
  // What every command takes is said once, at the top.
  const own = path.length === 0 ? options : options.filter(({ long }) => !everywhere.has(long));
  const choices = args.flat();
  return [
    ...children.map(
      ({ name, description }) => `complete -c assay ${at} -a ${name} -d '${quoted(description)}'`,
    ),
    ...(choices.length === 0 ? [] : [`complete -c assay ${at} -a '${choices.join(' ')}'`]),
    ...(children.length > 0 || choices.length > 0 || args.length === 0 ? [] : [`complete -c assay ${at} -F`]),
    ...own.map(({ short, long, description, takesValue, choices: values, isPath }) => {
      const flags = `${short === null ? '' : ` -s ${short.slice(1)}`} -l ${long.slice(2)}`;
      const value = !takesValue
        ? ''
        : values.length > 0
          ? ` -x -a '${values.join(' ')}'`
          : isPath
            ? ' -r -F'
            : ' -x';
      return `complete -c assay${inside}${flags}${value} -d '${quoted(description)}'`;
    }),
  ];
}

const everywhere = new Set(['--url', '--data', '--json', '--debug', '--help']);
const quoted = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
