// The command line as a whole: it is documented both ways, and it says what was wrong with what was typed.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { completedCommands } from './completion.ts';
import { exitCodes } from './exitCodes.ts';
import { buildProgram } from './program.ts';
import { nobodyAnswers, runCaptured } from './testProgram.ts';

const document = readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/cli.md'), 'utf8');
const silent = { write: () => undefined, isTerminal: false, columns: null };
const program = buildProgram(
  { out: silent, err: silent, env: {}, now: () => 0, fetch: nobodyAnswers },
  async () => undefined,
);
const commands = completedCommands(program);
const everywhere = new Set(commands[0]?.options.map(({ long }) => long));

/** The options in the table below a heading, until the next one. */
function documentedOptions(heading: string): string[] {
  const [, section = ''] = document.split(`${heading}\n`);
  const [own = ''] = section.split(/\n#+ /);
  return [...own.matchAll(/^\| `(--[a-z-]+)`/gm)].map(([, option = '']) => option);
}

test('docs/cli.md has a section for every command, and no other', () => {
  const leaves = commands.filter(({ children }) => children.length === 0).map(({ path }) => path.join(' '));
  const sections = [...document.matchAll(/^### `assay ([a-z ]+)`$/gm)].map(([, name]) => name);
  expect(sections.toSorted()).toEqual(leaves.toSorted());
});

test.each(commands.filter(({ children }) => children.length === 0))(
  'docs/cli.md has every option of assay $path, and no other',
  ({ path, options }) => {
    const own = options.map(({ long }) => long).filter((long) => !everywhere.has(long));
    expect(documentedOptions(`### \`assay ${path.join(' ')}\``).toSorted()).toEqual(own.toSorted());
  },
);

test('docs/cli.md has the options of every command, and every exit code', () => {
  expect(documentedOptions('## Everywhere').toSorted()).toEqual([...everywhere].toSorted());
  const documented = [...document.matchAll(/^\| (\d) +\|/gm)].map(([, code]) => Number(code));
  expect(documented).toEqual(Object.values(exitCodes));
});

test('the version and help are printed and are no failure', async () => {
  const version = await runCaptured(['--version'], { fetch: nobodyAnswers });
  expect(version).toMatchObject({ exitCode: 0, err: '' });
  expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  for (const args of [
    ['--help'],
    ['help'],
    ['runs', '--help'],
    ['help', 'runs'],
    ['runs', 'list', '--help'],
  ]) {
    expect((await runCaptured(args, { fetch: nobodyAnswers })).exitCode).toBe(0);
  }
});

test.each([
  [['frobnicate'], 'unknown command'],
  [['rnus', 'list'], 'Did you mean runs?'],
  [['runs', 'list', '--fliter', 'x'], 'Did you mean --filter?'],
  [['runs', 'list', '--limit', '0'], 'from 1 to 1000'],
  [['runs', 'show'], "missing required argument 'run'"],
  [['serve', '--port', '99999'], 'port number'],
  [['runs', 'repeat', 'x'], "required option '--of"],
])('%j is wrong usage, said in a sentence', async (args, said) => {
  const { exitCode, out, err } = await runCaptured(args, { fetch: nobodyAnswers });
  expect(exitCode).toBe(3);
  expect(out).toBe('');
  expect(err).toContain(said);
});
