// The completion script for fish.
import type { CompletedCommand } from './completedCommand.ts';

/** Install with `assay completion fish > ~/.config/fish/completions/assay.fish`. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  return `# fish completion for assay; made by: assay completion fish
function __assay_words
    for word in (commandline -opc)[2..]
        string match -q -- '-*' $word; or echo $word
    end
end
function __assay_in
    set -l words (__assay_words)
    set -l n (count $argv)
    test $n -eq 0; and return 0
    test (count $words) -ge $n; or return 1
    test "$words[1..$n]" = "$argv"
end
function __assay_at
    __assay_in $argv; and test (count (__assay_words)) -eq (count $argv)
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
  const choices = args.flatMap((argument) => argument.choices);
  return [
    ...children.map(
      ({ name, description }) => `complete -c assay ${at} -a ${name} -d '${quoted(description)}'`,
    ),
    ...(choices.length === 0 ? [] : [`complete -c assay ${at} -a '${choices.join(' ')}'`]),
    ...(args.some(({ isPath }) => isPath) ? [`complete -c assay ${at} -F`] : []),
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
