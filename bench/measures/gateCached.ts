/** The same gate again with nothing changed: every answer is known, and nothing is asked. */
import type { Bench, Finding, Measure } from '../contract.ts';
import { duration, ratio } from '../format.ts';
import { median } from '../median.ts';
import { endpointGates } from '../stages/endpointGate.ts';

const targetMs = 1000;

export const gateCached: Measure = { name: 'gate-cached', run };

async function run(bench: Bench): Promise<Finding> {
  const gates = await endpointGates(bench);
  const own = median(gates.assay?.again ?? []);
  const other = median(gates.promptfoo?.again ?? []);
  return {
    sections: [
      {
        title: `The same gate again, every answer kept: ${gates.examples} examples × 2 versions`,
        headers: ['', 'wall time', '× Assay'],
        rows: [
          ['Assay', duration(own), ratio(own, own)],
          [`promptfoo ${gates.promptfooVersion ?? ''}`.trim(), duration(other), ratio(other, own)],
        ],
        notes: ['from starting the process to its exit; the endpoint counted no question of Assay'],
      },
    ],
    verdicts: [
      {
        what: 'gate again, every answer kept',
        target: '< 1 s',
        measured: duration(own),
        isMet: own === undefined ? undefined : own < targetMs,
      },
    ],
    raw: { assay: gates.assay?.again, promptfoo: gates.promptfoo?.again },
  };
}
