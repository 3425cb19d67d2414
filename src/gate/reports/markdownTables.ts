// Objectives and slices as rows of Markdown tables. Not which of them are shown.
import type { GateRun } from '../../model/gateRun.ts';
import type { Check } from '../../model/judgement.ts';
import {
  candidateText,
  differenceText,
  floorText,
  intervalText,
  levelText,
  probabilityText,
  toleranceText,
} from './figures.ts';
import { measureOf, type ObjectiveRow } from './gateRows.ts';
import { signs, table } from './markdownParts.ts';
import { codeSpan, plainInline } from './safeMarkdown.ts';

/** More rows than people read in a comment. */
export const mostRows = 60;

export function objectiveCells({
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
    candidateText(main, measure),
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

export function checkTable(run: GateRun, checks: readonly Check[]): string {
  const rows = checks.slice(0, mostRows).map((check) => {
    const measure = measureOf(run, check.objective);
    return [
      codeSpan(check.slice ?? 'all'),
      codeSpan(check.objective),
      levelText(check.baselineMean, measure),
      candidateText(check, measure),
      `${differenceText(check, measure)} ${intervalText(check, measure)}`.trim(),
      probabilityText(check.pAdjusted ?? check.p),
      String(check.pairs),
    ];
  });
  const left = checks.length - rows.length;
  const text = table(['slice', 'objective', 'baseline', 'candidate', 'difference', 'p', 'n'], rows);
  return left > 0 ? `${text}\n\n${left} more are in the JSON report.` : text;
}
