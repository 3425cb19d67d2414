/** The most memory that a gate on ten thousand examples of two versions takes: recorded outputs, and an endpoint that answers at once. */
import path from 'node:path';
import type { Bench, Finding, Measure } from '../contract.ts';
import { duration, figure, megabytes } from '../format.ts';
import { startEndpoint } from '../servers/endpoint.ts';
import { writeAssayProject } from '../stages/gateProject.ts';
import { readReport, runAssay } from '../stages/gateTools.ts';
import { largeGate } from '../stages/largeGate.ts';

const targetBytes = 500 * 2 ** 20;
const concurrency = 25;

interface Weighed {
  readonly wallMs: number;
  readonly peakBytes: number | undefined;
}

export const gateMemory: Measure = { name: 'gate-memory', run };

async function run(bench: Bench): Promise<Finding> {
  const recorded = await largeGate(bench);
  const asked = recorded && (await throughEndpoint(bench, recorded.examples));
  const peaks = [recorded, asked].flatMap((gate) => gate?.peakBytes ?? []);
  const peak = peaks.length === 0 ? undefined : Math.max(...peaks);
  const row = (what: string, gate: Weighed | undefined): string[] => [
    what,
    megabytes(gate?.peakBytes),
    duration(gate?.wallMs),
  ];
  return {
    sections: [
      {
        title: `A gate on ${figure(recorded?.examples)} examples × 2 versions: 5 checks, 20 slices`,
        headers: ['', 'peak memory', 'wall time'],
        rows: [row('recorded outputs', recorded), row('a local endpoint that answers at once', asked)],
        notes: [
          'all processes of the gate, without the endpoint; every answer is made durable before it counts',
          'the time of the second is of the run that was weighed',
        ],
      },
    ],
    verdicts: [
      {
        what: `peak memory of a gate on ${figure(recorded?.examples)} examples`,
        target: '< 500 MB',
        measured: megabytes(peak),
        isMet: peak === undefined ? undefined : peak < targetBytes,
      },
    ],
    raw: { recorded, asked },
  };
}

async function throughEndpoint(bench: Bench, examples: number): Promise<Weighed> {
  const endpoint = await startEndpoint(path.join(bench.scratch, 'endpoint-at-once'), 0);
  try {
    const folder = path.join(bench.scratch, 'gate-large-endpoint');
    writeAssayProject(folder, {
      examples,
      arms: ['candidate', 'baseline'],
      endpoint: { baseUrl: endpoint.baseUrl, concurrency },
      hasSlices: true,
    });
    bench.say(`a gate that asks ${examples * 2} questions`);
    const { wallMs, peakBytes, output } = await runAssay(folder, ['gate', '--json', '--quiet'], true);
    const { candidate } = readReport(output);
    if (candidate.calls !== examples || candidate.errors > 0) {
      throw new Error(`of ${examples} answers ${candidate.calls} came and ${candidate.errors} failed`);
    }
    return { wallMs, peakBytes };
  } finally {
    await endpoint.stop();
  }
}
