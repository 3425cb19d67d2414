// Runs the gate of an example when a server starts with no verdict on it yet, so that there is something to see; later it says where that is.
import { gateOutcome } from '../../gate/reports/gateOutcome.ts';
import { terminalReport } from '../../gate/reports/terminalReport.ts';
import { runGate } from '../../gate/run/runGate.ts';
import type { GateContext } from '../../gate/context.ts';
import { type CommandContext, say } from '../command.ts';
import { gateOrigin } from './gateOrigin.ts';
import { readGate } from './readGate.ts';
import { reportPrinter } from './reportPrinter.ts';

/** A first look, not the whole list. */
const mostExamples = 3;

/** @param path of the example's gate file or its folder */
export async function showExample(context: CommandContext, gate: GateContext, path: string): Promise<void> {
  const file = await readGate(path);
  const { items } = await gate.store.gateRuns.list(
    {
      component: file.component.name,
      datasetName: null,
      datasetVersionId: null,
      verdict: null,
      status: 'DECIDED',
    },
    { limit: 1, after: null },
  );
  const [known] = items;
  if (known !== undefined) {
    say(context, [
      `The last gate of the example ${file.component.name}: ${known.verdict ?? known.status}. See it: npx assay gate show ${known.gateRunId.slice(0, 8)}`,
      '',
    ]);
    return;
  }
  say(context, [
    `The gate of the example ${file.component.name} (${path}): may its version ${file.candidate.label ?? ''} replace ${file.baseline?.label ?? ''}?`,
    '',
  ]);
  const { run, results } = await runGate(
    gate,
    {
      file,
      tier: 'merge',
      origin: gateOrigin(context.env, file.source.folder),
      isForced: false,
      usesCache: true,
    },
    {},
    new AbortController().signal,
  );
  const { outcome } = gateOutcome(run);
  const id = run.gateRunId.slice(0, 8);
  const lines = terminalReport(
    {
      run,
      examples: results,
      url: null,
      next: [
        {
          command: `npx assay gate examples ${id} --slice identifiers`,
          purpose: 'every example that changed',
        },
        {
          command: `npx assay gate ${path}`,
          purpose: `after you exchange the candidate in ${file.source.path}`,
        },
      ],
    },
    reportPrinter(context),
    { mostExamples },
  );
  say(context, [...lines, '', `Only PASS exits with 0; this is ${outcome}.`, '']);
}
