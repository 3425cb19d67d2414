// A gate run as the comment of a pull request: the verdict first, examples of what broke, details folded. Not how it is posted.
import type { GateRun } from '../../model/gateRun.ts';
import type { Check } from '../../model/judgement.ts';
import {
  countText,
  dayText,
  differenceText,
  floorText,
  intervalText,
  levelText,
  probabilityText,
  shortHash,
  spanText,
  toleranceText,
} from './figures.ts';
import { type FlippedExample, flippedExamples } from './flippedExamples.ts';
import { gateOutcome, type Outcome } from './gateOutcome.ts';
import type { GateReport } from './gateReport.ts';
import {
  brokenSlices,
  measureOf,
  type ObjectiveRow,
  objectiveRows,
  runWarnings,
  waiverText,
  warningChecks,
} from './gateRows.ts';
import { codeSpan, fencedBlock, plainInline } from './safeMarkdown.ts';
import { wordChanges } from './wordChanges.ts';

/** GitHub refuses comments of more than 65,536 characters. */
export const mostCharacters = 65_000;

const mostRows = 60;
const mostExampleCharacters = 1500;

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
    ...noteSection(run),
    ...detailSection(report),
  ];
}

const signs: { readonly [outcome in Outcome]: string } = {
  PASS: '✅',
  FAIL: '❌',
  INCONCLUSIVE: '⚠️',
  ERROR: '⛔',
  CANCELLED: '⏹️',
  RUNNING: '⏳',
};

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

function objectiveCells({
  objective,
  title,
  verdict,
  criticality,
  measure,
  main,
  floor,
  notes,
}: ObjectiveRow): string[] {
  const isDeciding = criticality === 'required' || criticality === 'critical';
  const sign = verdict === null ? '–' : isDeciding ? `${signs[verdict]} ${verdict}` : `(${verdict})`;
  return [
    sign,
    `${codeSpan(objective)}${title === null ? '' : ` ${plainInline(title)}`}`,
    floor === null || floor.floor === null
      ? '–'
      : `${floorText(floor.floor, measure)}${floor.verdict === 'PASS' ? '' : ` (${floor.verdict})`}`,
    levelText(main?.baselineMean ?? null, measure),
    levelText(main?.candidateMean ?? null, measure),
    main === null ? '–' : `${differenceText(main, measure)} ${intervalText(main, measure)}`.trim(),
    toleranceText(main?.margin ?? null, measure),
    probabilityText(main?.pAdjusted ?? main?.p ?? null),
    main === null ? '–' : String(main.pairs > 0 ? main.pairs : main.n),
    [criticality === 'required' ? '' : criticality, ...notes]
      .filter((note) => note !== '')
      .map(plainInline)
      .join(', '),
  ];
}

function checkTable(run: GateRun, checks: readonly Check[]): string {
  const rows = checks.slice(0, mostRows).map((check) => {
    const measure = measureOf(run, check.objective);
    return [
      codeSpan(check.slice ?? 'all'),
      codeSpan(check.objective),
      levelText(check.baselineMean, measure),
      levelText(check.candidateMean, measure),
      `${differenceText(check, measure)} ${intervalText(check, measure)}`.trim(),
      probabilityText(check.pAdjusted ?? check.p),
      String(check.pairs),
    ];
  });
  const left = checks.length - rows.length;
  const text = table(['slice', 'objective', 'baseline', 'candidate', 'difference', 'p', 'n'], rows);
  return left > 0 ? `${text}\n\n${left} more are in the JSON report.` : text;
}

function exampleSection({ run, examples }: GateReport, most: number): string[] {
  const { shown, counts, focus, kind } = flippedExamples(run, examples, most);
  if (shown.length === 0) return [];
  const where = focus === null || focus.slice === null ? '' : `, those of ${plainInline(focus.slice)} first`;
  return [
    `<details><summary>${countText(shown.length, 'example')} that ${kind === 'failing' ? (shown.length === 1 ? 'misses a demand' : 'miss a demand') : 'got worse'}${where}; in all ${countText(counts.worse, 'score')} got worse and ${counts.better} better</summary>`,
    ...shown.map((example) => oneExample(run, example)),
    '</details>',
  ];
}

function oneExample(run: GateRun, example: FlippedExample): string {
  const scores = example.scores
    .map(({ objective, baseline, candidate }) => {
      const measure = measureOf(run, objective);
      return `${codeSpan(objective)} ${levelText(baseline, measure)} → ${candidate === null ? 'no result' : levelText(candidate, measure)}`;
    })
    .join(', ');
  const slices = example.slices.length === 0 ? '' : ` · ${example.slices.map(plainInline).join(', ')}`;
  const lines = [
    ...(example.input === null ? [] : prefixed('input     ', example.input)),
    ...(example.expected === null ? [] : prefixed('expected  ', example.expected)),
    ...changeLines(example),
  ];
  const head = `**${codeSpan(shortHash(example.exampleId))}** ${scores}${slices}`;
  return lines.length === 0 ? head : `${head}\n\n${fencedBlock(lines.join('\n'), 'diff')}`;
}

/** Lines of a diff, which is coloured where Markdown is shown: both answers whole, then the words that changed. */
function changeLines({ baseline, candidate }: FlippedExample): string[] {
  const said = (answer: NonNullable<FlippedExample['candidate']>): string =>
    answer.kind === 'error' ? `error ${answer.code}: ${answer.text}` : answer.text;
  const lines = [
    ...(baseline === null ? [] : prefixed('- ', said(baseline))),
    ...(candidate === null ? [] : prefixed('+ ', said(candidate))),
  ];
  if (baseline?.kind !== 'answer' || candidate?.kind !== 'answer') return lines;
  const parts = wordChanges(baseline.text.trim(), candidate.text.trim(), mostExampleCharacters);
  if (!parts.some(({ kind }) => kind === 'same')) return lines;
  const words = parts
    .map(({ kind, text }) => (kind === 'removed' ? `[-${text}-]` : kind === 'added' ? `{+${text}+}` : text))
    .join('');
  return [...lines, ...prefixed('  ', words)];
}

/** Each line begins with the prefix, so that no line of a stranger can pass for one of the diff. */
function prefixed(prefix: string, text: string): string[] {
  const cut = text.length > mostExampleCharacters ? `${text.slice(0, mostExampleCharacters)}…` : text;
  const rest = prefix.length > 2 ? ' '.repeat(prefix.length) : prefix;
  return cut
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line, index) => (index === 0 ? prefix : rest) + line);
}

function settleSection(run: GateRun): string[] {
  const settle = run.judgement?.settle ?? [];
  return settle.length === 0 ? [] : ['**What would settle it**', list(settle.slice(0, 20))];
}

function noteSection(run: GateRun): string[] {
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
  const notes = [...undecided, ...waivers, ...human, ...runWarnings(run)];
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

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.trim()).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

const details = (summary: string, body: string): string =>
  `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;

const list = (lines: readonly string[]): string => lines.map((line) => `- ${plainInline(line)}`).join('\n');
