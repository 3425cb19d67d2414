// Completion scripts: they know every command and option, and bash's really completes.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { completedCommands } from '../completion.ts';
import { buildProgram } from '../program.ts';
import { nobodyAnswers, runCaptured } from '../testProgram.ts';

const silent = { write: () => undefined, isTerminal: false, columns: null };
const program = buildProgram(
  { out: silent, err: silent, env: {}, now: () => 0, fetch: nobodyAnswers },
  async () => undefined,
);
const scriptFor = async (shell: string) =>
  (await runCaptured(['completion', shell], { fetch: nobodyAnswers })).out;

test.each(['bash', 'zsh', 'fish'])('the script for %s names every command and option', async (shell) => {
  const script = await scriptFor(shell);
  for (const { path, options } of completedCommands(program)) {
    for (const word of path) expect(script).toContain(word);
    for (const { long } of options) expect(script).toContain(shell === 'fish' ? `-l ${long.slice(2)}` : long);
  }
});

test.each([
  [
    ['assay', ''],
    ['serve', 'runs', 'doctor', '--version'],
  ],
  [
    ['assay', 'runs', ''],
    ['list', 'show', 'compare', 'export'],
  ],
  [['assay', 'runs', 'ex'], ['export']],
  [
    ['assay', 'runs', 'export', '--f'],
    ['--filter', '--format'],
  ],
  [['assay', 'runs', 'export', '--format', 'p'], ['parquet']],
  [
    ['assay', 'completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
])('bash completes %j', async (words, expected) => {
  const script = await scriptFor('bash');
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const probe = `${script}
COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _assay; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const replies = execFileSync('bash', ['-c', probe], { encoding: 'utf8' }).trim().split('\n');
  expect(replies).toEqual(expect.arrayContaining(expected));
});

test('a shell that is not known is refused', async () => {
  const { exitCode, err } = await runCaptured(['completion', 'powershell'], { fetch: nobodyAnswers });
  expect(exitCode).toBe(3);
  expect(err).toContain('bash, zsh, fish');
});
