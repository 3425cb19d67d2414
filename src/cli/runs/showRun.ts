// `assay runs show`: a run with everything that was recorded of it, the most important first.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { withData } from '../reach/reachData.ts';
import { findRun } from './findRun.ts';
import { runDetails } from './runDetails.ts';
import { artifactsSection } from './show/artifactsSection.ts';
import { dataSection } from './show/dataSection.ts';
import { environmentSection } from './show/environmentSection.ts';
import { evidenceSection } from './show/evidenceSection.ts';
import { heading } from './show/heading.ts';
import { metricsSection } from './show/metricsSection.ts';
import { modelsSection } from './show/modelsSection.ts';
import { notesSection } from './show/notesSection.ts';
import { paramsSection } from './show/paramsSection.ts';
import { relativesSection } from './show/relativesSection.ts';
import { repeatsSection } from './show/repeatsSection.ts';
import { sectionLines } from './show/section.ts';
import { tagsSection } from './show/tagsSection.ts';

const sections = [
  metricsSection,
  paramsSection,
  evidenceSection,
  repeatsSection,
  relativesSection,
  dataSection,
  modelsSection,
  artifactsSection,
  environmentSection,
  notesSection,
  tagsSection,
];

/** @returns the exit code */
export async function showRun(context: CommandContext, typed: string): Promise<number> {
  return withData(context, async ({ client }) => {
    const details = await runDetails(client, await findRun(client, typed));
    if (context.flags.json === true) {
      sayJson(context, details);
      return exitCodes.pass;
    }
    say(context, heading(details, context));
    for (const section of sections) say(context, sectionLines(section(details, context), context));
    return exitCodes.pass;
  });
}
