// How complete a run is as evidence: each field with what was found, then how to add what is missing.
import type { WireEvidenceField, WireMissing } from 'assay-sdk/wireEvidence';
import type { CommandContext } from '../../command.ts';
import { cutTo, wrapTo } from '../../print/cellWidth.ts';
import type { Paint, Style } from '../../print/style.ts';
import { visibleText } from '../../print/visibleText.ts';
import { shortId } from '../findRun.ts';
import type { RunDetails } from '../runDetails.ts';
import type { Section } from './section.ts';

export function evidenceSection({ evidence, run }: RunDetails, context: CommandContext): Section {
  const { presentFields, requiredFields, isComplete, fields } = evidence;
  const labelWidth = Math.max(...fields.map(({ label }) => label.length));
  const missing = fields.flatMap((field) => field.missing);
  return {
    title: 'Evidence',
    remark: isComplete
      ? `complete, ${presentFields} of ${requiredFields}`
      : `${presentFields} of ${requiredFields}; an incomplete run cannot justify a promotion`,
    lines: [
      ...fields.map((field) => fieldLine(field, labelWidth, context)),
      ...adviceLines(missing, shortId(run.runId), context),
    ],
  };
}

function fieldLine(
  { status, label, found, missing }: WireEvidenceField,
  labelWidth: number,
  { style, width }: CommandContext,
): string {
  const { sign, paint } = signs(style)[status];
  const lacks = missing.map(({ what }) => what).join(' and ');
  const facts = found.map(({ what, value, from }) => factText(what, value, from)).join('; ');
  const before = `  ${sign} ${label.padEnd(labelWidth)}  `;
  const room = width === null ? null : width - before.length;
  const lacksText = lacks === '' ? '' : `no ${lacks}`;
  const left =
    room === null ? facts : cutTo(facts, Math.max(16, room - (lacksText === '' ? 0 : lacksText.length + 2)));
  const parts = [lacksText === '' ? '' : paint(lacksText), left === '' ? '' : style.quiet(left)];
  return `  ${paint(sign)} ${label.padEnd(labelWidth)}  ${parts.filter((part) => part !== '').join('; ')}`;
}

/** Values that speak for themselves stand alone; lists of params are only named. */
function factText(what: string, value: string, from: string): string {
  if (/^\d+ params$/.test(from)) return from;
  // The environment has a part of its own.
  if (from === 'tags assay.env.*') return 'captured with the run';
  return `${what} ${visibleText(value)}`;
}

function signs(
  style: Style,
): Readonly<Record<WireEvidenceField['status'], { readonly sign: string; readonly paint: Paint }>> {
  return {
    present: { sign: '✓', paint: style.good },
    partial: { sign: '±', paint: style.warning },
    missing: { sign: '✗', paint: style.bad },
  };
}

/** The command that adds it to this run, where there is one; how to log it from the start otherwise. */
function adviceLines(
  missing: readonly WireMissing[],
  id: string,
  { style, width }: CommandContext,
): string[] {
  if (missing.length === 0) return [];
  const labelWidth = Math.max(...missing.map(({ what }) => what.length));
  const indent = ' '.repeat(4 + labelWidth + 2);
  return [
    '',
    `  To add what is missing  ${style.quiet('(how to log it from the start: --json, docs/evidence.md)')}`,
    ...missing.flatMap(({ what, howToAdd }) => {
      const command = /assay runs tag RUN \S+?="[^"]*"/.exec(howToAdd)?.[0].replace('RUN', id);
      const lines =
        command !== undefined || width === null
          ? [command ?? howToAdd]
          : wrapTo(howToAdd, Math.max(40, width - indent.length));
      return lines.map((line, at) =>
        at === 0 ? `    ${style.quiet(what.padEnd(labelWidth))}  ${line}` : `${indent}${line}`,
      );
    }),
  ];
}
