// A gate on an endpoint, laid out in a folder of its own: examples, a gate file, and the command run as a user would run it.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface EndpointGate {
  readonly folder: string;
  /** The command as a process of its own. */
  start(args?: readonly string[]): ChildProcess;
  /** @returns its exit code and what it printed */
  run(
    args?: readonly string[],
  ): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  dispose(): void;
}

const program = resolve(import.meta.dirname, '../../src/cli/assay.ts');

export function endpointGate(url: string, examples: number): EndpointGate {
  const folder = mkdtempSync(join(tmpdir(), 'assay-gate-'));
  const lines = Array.from({ length: examples }, (_, i) =>
    JSON.stringify({
      input: { question: `What is ${i} plus ${i}?` },
      expected: String(2 * i),
      metadata: { size: i < examples / 2 ? 'small' : 'large' },
    }),
  );
  writeFileSync(join(folder, 'examples.jsonl'), `${lines.join('\n')}\n`);
  writeFileSync(
    join(folder, 'assay.yaml'),
    `component: { name: adder, kind: prompt }
dataset: examples.jsonl
candidate: { version: 2.0.0, openai: { baseUrl: "${url}", model: candidate-2026-11-01, prompt: "{{input.question}}" } }
baseline: { version: 1.0.0, openai: { baseUrl: "${url}", model: baseline-2026-11-01, prompt: "{{input.question}}" } }
objectives:
  answer: { use: exact-match, margin: 0.05, floor: 0.6 }
slices: [{ key: size, critical: [large] }]
runner: { concurrency: 8, mostConcurrency: 8, timeout: 2s, attempts: 12 }
`,
  );
  const start = (args: readonly string[] = []): ChildProcess =>
    spawn(process.execPath, [program, 'gate', '--data', join(folder, '.assay'), ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
  return {
    folder,
    start,
    run: (args) =>
      new Promise((settle) => {
        const child = start(args);
        const [out, err]: [Buffer[], Buffer[]] = [[], []];
        child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
        child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
        child.on('close', (code) =>
          settle({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
        );
      }),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
