/** How near the gate comes to the time that the endpoint alone needs: questions × latency ÷ concurrency. */
import type { Bench, Finding, Measure, Verdict } from '../contract.ts';
import { duration, figure, unknown } from '../format.ts';
import { median } from '../median.ts';
import { concurrency, endpointGates, latencyMs } from '../stages/endpointGate.ts';

const mostOverhead = 0.1;

export const gateEndpoint: Measure = { name: 'gate-endpoint', run };

async function run(bench: Bench): Promise<Finding> {
  const gates = await endpointGates(bench);
  const { idealMs } = gates;
  const own = median(gates.assay?.asking ?? []);
  const asking = median(gates.runnerMs);
  const row = (what: string, wallMs: number | undefined): string[] => [
    what,
    duration(wallMs),
    wallMs === undefined ? unknown : percent(wallMs / idealMs - 1),
  ];
  return {
    sections: [
      {
        title: `A gate on a local endpoint: ${gates.examples} examples × 2 versions, ${latencyMs} ms an answer, ${concurrency} at once`,
        headers: ['', 'wall time', 'over the ideal'],
        rows: [
          ['ideal: questions × latency ÷ concurrency', duration(idealMs), unknown],
          row('Assay, from starting the process to its exit', own),
          row('of which asking and scoring', asking),
          row(`promptfoo ${gates.promptfooVersion ?? ''}`.trim(), median(gates.promptfoo?.asking ?? [])),
        ],
        notes: [
          `both versions ask the same model, so that ${concurrency} is the limit of all questions together; the endpoint is a process of its own`,
          'the endpoint counted as many questions as there are, none twice over; answers are held to the five checks of gate-recorded',
        ],
      },
    ],
    verdicts: [
      verdict('gate on an endpoint over the ideal, asking and scoring', asking, idealMs),
      verdict('the same, from starting the process to its exit', own, idealMs),
    ],
    raw: gates,
  };
}

function verdict(what: string, wallMs: number | undefined, idealMs: number): Verdict {
  const overhead = wallMs === undefined ? undefined : wallMs / idealMs - 1;
  return {
    what,
    target: '≤ 10 %',
    measured: overhead === undefined ? unknown : percent(overhead),
    isMet: overhead === undefined ? undefined : overhead <= mostOverhead,
  };
}

function percent(share: number): string {
  return `${figure(share * 100)} %`;
}
