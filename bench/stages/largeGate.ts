/** The gate on ten thousand recorded answers of two versions: weighed by one measure, judged again by another. */
import path from 'node:path';
import type { Bench } from '../contract.ts';
import { writeAssayProject } from './gateProject.ts';
import { type GateFound, readReport, runAssay } from './gateTools.ts';
import { once } from './once.ts';

export interface LargeGate {
  readonly examples: number;
  readonly folder: string;
  readonly found: GateFound;
  readonly wallMs: number;
  readonly peakBytes: number | undefined;
}

/** Undefined without Assay. */
export const largeGate = once(async (bench: Bench): Promise<LargeGate | undefined> => {
  if (bench.assay === undefined) return undefined;
  const examples = bench.isQuick ? 2000 : 10_000;
  const folder = path.join(bench.scratch, 'gate-large');
  writeAssayProject(folder, {
    examples,
    arms: ['candidate', 'baseline'],
    endpoint: undefined,
    hasSlices: true,
  });
  bench.say(`a gate on ${examples} recorded examples of two versions`);
  const { wallMs } = await runAssay(folder, ['gate']);
  const { peakBytes, output } = await runAssay(folder, ['gate', '--json', '--quiet'], true);
  return { examples, folder, found: readReport(output), wallMs, peakBytes };
});
