// The head of a run: its name, state, id, place and time, and why it exists.
import type { WireEvidence } from 'assay-sdk/wireEvidence';
import type { CommandContext } from '../../command.ts';
import { statusPaint } from '../../print/statusPaint.ts';
import { agoText, momentText } from '../../print/times.ts';
import { visibleText } from '../../print/visibleText.ts';
import { tookText } from '../runColumns.ts';
import type { RunDetails } from '../runDetails.ts';
import { shortId } from '../findRun.ts';
import { labelled, tagOf } from './section.ts';

export function heading(
  { run, experiment, evidence, parent, repeats }: RunDetails,
  context: CommandContext,
): string[] {
  const { style, now } = context;
  const took = tookText(run, now());
  const state = statusPaint(run.status, style)(run.status.toLowerCase());
  const deleted = run.lifecycleStage === 'deleted' ? `  ${style.bad('deleted')}` : '';
  const started = `${momentText(run.startTime)} ${style.quiet(`(${agoText(run.startTime, now())})`)}`;
  const error = tagOf(run.tags, 'assay.error');
  const tickets = run.tags
    .filter(({ key }) => key.startsWith('assay.ticket'))
    .map(({ value }) => visibleText(value));
  const pairs: [string, string][] = [
    ['experiment', `${visibleText(experiment.name)} ${style.quiet(`(id ${experiment.experimentId})`)}`],
    ['started', took === '' ? started : `${started}, took ${took}`],
  ];
  const purpose = purposeOf(evidence);
  if (purpose !== undefined) pairs.push(['purpose', visibleText(purpose)]);
  if (error !== undefined) pairs.push(['error', style.bad(visibleText(error))]);
  if (run.userId !== '') pairs.push(['by', visibleText(run.userId)]);
  if (evidence.seed !== null) pairs.push(['seed', visibleText(evidence.seed.value)]);
  if (parent !== null)
    pairs.push(['parent', `${style.accent(shortId(parent.runId))}  ${visibleText(parent.name)}`]);
  else if (run.parentRunId !== null) pairs.push(['parent', visibleText(run.parentRunId)]);
  const [original] = repeats.identical;
  if (original !== undefined && Number(original.startTime) <= Number(run.startTime)) {
    const named = `${style.accent(shortId(original.runId))}  ${visibleText(original.name)}`;
    pairs.push(['repeats', `${named}  ${style.quiet('same manifest, data and seed')}`]);
  }
  for (const ticket of tickets) pairs.push(['ticket', ticket]);
  return [
    `${style.strong(visibleText(run.name))}  ${state}${deleted}`,
    style.accent(run.runId),
    '',
    ...labelled(pairs, context),
  ];
}

/** As evidence has it: the tag of its own, or the description that MLflow clients give a run. */
export function purposeOf({ fields }: WireEvidence): string | undefined {
  return fields.find(({ id }) => id === 'purpose')?.found[0]?.value;
}
