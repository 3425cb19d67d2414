// Prints how often each version of the assistant is right, overall and by slice: `node examples/docs-assistant/measure.ts`. No gate: no intervals, no verdict.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as versions from './assistant.eval.ts';

interface Example {
  readonly input: { readonly question: string };
  readonly expected: { readonly mustContain: readonly string[]; readonly sources: readonly string[] };
  readonly metadata: Readonly<Record<'topic' | 'difficulty' | 'phrasing', string>>;
  readonly tags?: readonly string[];
}

const examples = readFileSync(join(import.meta.dirname, 'golden/questions.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Example);
const names = ['v1_0_0', 'v1_1_0', 'v1_2_0'] as const;
const started = performance.now();
const scored = await Promise.all(
  examples.map(async (example) => {
    const { mustContain, sources } = example.expected;
    const outputs = await Promise.all(names.map((name) => versions[name](example)));
    return {
      slices: ['all', ...slicesOf(example)],
      right: outputs.map(({ output }) => mustContain.every((text) => output.answer.includes(text))),
      cited: outputs.map(
        ({ output: { citations } }) =>
          (sources.length === 0 && citations.length === 0) ||
          sources.some((source) => citations.includes(source)),
      ),
    };
  }),
);
const tookMs = (performance.now() - started) / (examples.length * names.length);

console.log(
  [
    'slice'.padEnd(24),
    'n'.padStart(4),
    ...names.map((name) => name.padStart(8)),
    '  lost and won by 1.1.0, 1.2.0',
  ].join(' '),
);
for (const slice of [...new Set(scored.flatMap(({ slices }) => slices))].sort()) {
  print(slice, (one) => one.right, slice);
}
print('all', (one) => one.cited, 'all: source cited');
console.log(`${tookMs.toFixed(2)} ms a question, index included`);

function print(slice: string, of: (one: (typeof scored)[number]) => readonly boolean[], title: string): void {
  const members = scored.filter(({ slices }) => slices.includes(slice)).map(of);
  const shares = names.map(
    (_, i) => `${((100 * members.filter((one) => one[i]).length) / members.length).toFixed(1)} %`,
  );
  const changes = [1, 2].map(
    (i) =>
      `−${members.filter((one) => one[0] && !one[i]).length} +${members.filter((one) => !one[0] && one[i]).length}`,
  );
  console.log(
    [
      title.padEnd(24),
      String(members.length).padStart(4),
      ...shares.map((share) => share.padStart(8)),
      ` ${changes.join('   ')}`,
    ].join(' '),
  );
}

function slicesOf({ metadata, tags = [] }: Example): readonly string[] {
  return [
    ...(['topic', 'difficulty', 'phrasing'] as const).map((key) => `${key}: ${metadata[key]}`),
    ...tags,
  ];
}
