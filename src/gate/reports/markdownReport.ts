// A gate run as the comment of a pull request: the verdict first, examples of what broke, details folded. Not how it is posted.
import type { GateRun } from '../../model/gateRun.ts';
import { failureNotes } from './failureNotes.ts';
import { countText, dayText, shortHash, spanText } from './figures.ts';
import { gateOutcome } from './gateOutcome.ts';
import type { GateReport } from './gateReport.ts';
import { brokenSlices, objectiveRows, runWarnings, waiverText, warningChecks } from './gateRows.ts';
import { exampleSection } from './markdownExamples.ts';
import { details, list, signs, table } from './markdownParts.ts';
import { checkTable, mostRows, objectiveCells } from './markdownTables.ts';
import { codeSpan, fencedBlock, plainInline } from './safeMarkdown.ts';

/** GitHub refuses comments of more than 65,536 characters. */
export const mostCharacters = 65_000;

/** Names the comment, so that the next run finds and replaces it. Hidden when rendered. */
export function commentMarker({ component, tier }: Pick<GateRun, 'component' | 'tier'>): string {
  // `--` would end the comment early.
  const name = component.replaceAll(/[^\p{L}\p{N}._ ]+/gu, '-');
  return `<!-- assay-gate:${name}:${tier} -->`;
}

/** At most `mostCharacters`; fewer examples are shown, and at last none, when it would be longer. */
export function markdownReport(report: GateReport, most: number = mostCharacters): string {
  for (const examples of [10, 5, 2, 0]) {
    const text = sections(report, examples).join('\n\n');
    if (text.length + 1 <= most) return `${text}\n`;
  }
  const text = [...opening(report), '_The rest is too long for a comment; see the report of the job._'].join(
    '\n\n',
  );
  return `${text.slice(0, most - 1)}\n`;
}

function sections(report: GateReport, mostExamples: number): string[] {
  const { run } = report;
  return [
    ...opening(report),
    ...brokenSection(run),
    ...tableSection(run),
    ...exampleSection(report, mostExamples),
    ...settleSection(run),
    ...noteSection(report),
    ...detailSection(report),
  ];
}

function opening({ run, url }: GateReport): string[] {
  const { outcome, sentence } = gateOutcome(run);
  const name = ({ label, hash }: { readonly label: string | null; readonly hash: string }): string =>
    codeSpan(label ?? shortHash(hash));
  const arms =
    run.baseline === null ? name(run.candidate) : `${name(run.candidate)} against ${name(run.baseline)}`;
  return [
    commentMarker(run),
    `### ${signs[outcome]} ${outcome} · ${plainInline(run.component)} · ${run.tier}`,
    `**${plainInline(sentence)}**`,
    `${arms} on ${countText(run.dataset.examples, 'example')} of ${codeSpan(run.dataset.name)}${url === null ? '' : ` · [open](${encodeURI(url).replaceAll(')', '%29')})`}`,
    ...(run.status === 'DECIDED'
      ? []
      : [
          `There is no verdict${run.status === 'RUNNING' ? ' yet' : ': this is neither PASS nor FAIL'}.${run.error === null ? '' : ` Code ${codeSpan(run.error.code)}.`}`,
        ]),
  ];
}

function brokenSection(run: GateRun): string[] {
  const broken = brokenSlices(run);
  if (broken.length === 0) return [];
  return [
    `**${broken.length === 1 ? 'The slice that broke' : 'The slices that broke'}**`,
    checkTable(run, broken),
  ];
}

function tableSection(run: GateRun): string[] {
  if (run.judgement === null) return [];
  const rows = objectiveRows(run);
  const warnings = warningChecks(run).filter(({ slice }) => slice !== null);
  return [
    table(
      ['', 'objective', 'floor', 'baseline', 'candidate', 'difference', 'tolerance', 'p', 'n', ''],
      rows.slice(0, mostRows).map(objectiveCells),
    ),
    ...(warnings.length === 0
      ? []
      : [
          details(
            `${countText(warnings.length, 'slice')} that ${warnings.length === 1 ? 'warns' : 'warn'}, deciding nothing`,
            checkTable(run, warnings),
          ),
        ]),
  ];
}

function settleSection(run: GateRun): string[] {
  const settle = run.judgement?.settle ?? [];
  return settle.length === 0 ? [] : ['**What would settle it**', list(settle.slice(0, 20))];
}

function noteSection(report: GateReport): string[] {
  const { run } = report;
  const waivers = run.waivers.map(
    (waiver) =>
      `${waiver.objective}${waiver.slice === null ? '' : ` on ${waiver.slice}`} is ${waiverText(waiver)}`,
  );
  const human = run.humanReview.isRequired
    ? [`People must look at this too: ${run.humanReview.because.join('; ')}.`]
    : [];
  const undecided = objectiveRows(run)
    .filter(({ verdict }) => verdict !== 'PASS' && verdict !== null)
    .flatMap(({ objective, checks }) =>
      checks
        .filter(({ verdict }) => verdict !== 'PASS')
        .flatMap(({ reasons }) => reasons.map(({ message }) => `${objective}: ${message}`)),
    );
  const notes = [...undecided, ...waivers, ...human, ...failureNotes(report), ...runWarnings(run)];
  return notes.length === 0 ? [] : [list(notes.slice(0, 30))];
}

function detailSection({ run, next }: GateReport): string[] {
  const { dataset, candidate, baseline, origin } = run;
  const arms = baseline === null ? [candidate] : [candidate, baseline];
  const total = (of: (arm: (typeof arms)[number]) => number): number =>
    arms.reduce((sum, arm) => sum + of(arm), 0);
  const costs = arms.flatMap(({ costUsd }) => (costUsd === null ? [] : [costUsd]));
  const rows = [
    ['gate run', codeSpan(run.gateRunId)],
    [
      'dataset',
      `${codeSpan(dataset.name)} ${dataset.label === null ? '' : codeSpan(dataset.label)} ${codeSpan(shortHash(dataset.versionId))}, ${dataset.standing}`,
    ],
    [
      'candidate',
      `${candidate.label === null ? '' : codeSpan(candidate.label)} ${codeSpan(shortHash(candidate.hash))}`,
    ],
    ...(baseline === null
      ? []
      : [
          [
            'baseline',
            `${baseline.label === null ? '' : codeSpan(baseline.label)} ${codeSpan(shortHash(baseline.hash))}`,
          ],
        ]),
    ...(origin.commit === null ? [] : [['commit', codeSpan(shortHash(origin.commit))]]),
    [
      'calls',
      `${total(({ calls }) => calls)}, ${total(({ cached }) => cached)} from the cache, ${countText(
        total(({ retries }) => retries),
        'retry',
        'retries',
      )}, ${countText(
        total(({ errors }) => errors),
        'error',
      )}`,
    ],
    [
      'cost',
      costs.length === 0
        ? 'unknown'
        : `$${costs.reduce((sum, cost) => sum + cost, 0).toFixed(4)}${costs.length < arms.length ? ' of one version; the other is unknown' : ''}`,
    ],
    ['time', run.endedAt === null ? 'not ended' : spanText(run.endedAt - run.startedAt)],
    ['epochs', String(run.epochs)],
    ...(run.judgement === null
      ? []
      : [
          [
            'statistics',
            `${codeSpan(run.judgement.statsVersion)}, inputs ${codeSpan(shortHash(run.judgement.inputsHash))}`,
          ],
        ]),
    ['day', `${dayText(run.startedAt)}, Assay ${plainInline(origin.assayVersion)}`],
  ];
  const commands =
    next.length === 0
      ? ''
      : `\n\n${fencedBlock(next.map(({ command, purpose }) => `${command}  # ${purpose}`).join('\n'), 'sh')}`;
  return [details('Versions, cost and how to look further', `${table(['', ''], rows)}${commands}`)];
}
