// `assay doctor`: looks at everything that can be wrong, and says what to do where something is.
import { readReach } from '../server/configuration.ts';
import { type CommandContext, say, sayJson } from './command.ts';
import { checkData } from './doctor/checkData.ts';
import { checkFolder } from './doctor/checkFolder.ts';
import { checkNode } from './doctor/checkNode.ts';
import { checkSpool } from './doctor/checkSpool.ts';
import type { Finding } from './doctor/finding.ts';
import { exitCodes } from './exitCodes.ts';
import { cellWidth, wrapTo } from './print/cellWidth.ts';
import { countText } from './print/numbers.ts';
import type { Style } from './print/style.ts';

export interface DoctorFlags {
  readonly deep?: boolean;
}

/** @returns the exit code: 5 when something is a problem; warnings do not count */
export async function doctor(context: CommandContext, { deep = false }: DoctorFlags): Promise<number> {
  const where = readReach(context.flags, context.env);
  const findings: Finding[] = [
    checkNode(process.versions.node),
    ...(await checkFolder(where.dataFolder, where.isDataGiven)),
    ...(await checkData(context, where, deep)),
    ...(await checkSpool(where.spoolFolder)),
  ];
  const problems = findings.filter(({ state }) => state === 'problem').length;
  const warnings = findings.filter(({ state }) => state === 'warning').length;
  const exitCode = problems === 0 ? exitCodes.pass : exitCodes.verificationFailed;
  if (context.flags.json === true) {
    sayJson(context, { isSound: problems === 0, problems, warnings, findings });
    return exitCode;
  }
  say(context, [
    ...findings.flatMap((finding) => findingLines(finding, findings, context)),
    '',
    summary(problems, warnings, context.style),
  ]);
  return exitCode;
}

const words = { ok: 'ok', warning: 'warn', problem: 'PROBLEM' } as const;

function findingLines(
  { state, about, says, remedy }: Finding,
  all: readonly Finding[],
  { style, width }: CommandContext,
): string[] {
  const paint = { ok: style.good, warning: style.warning, problem: style.bad }[state];
  const stateWidth = Math.max(...all.map((each) => words[each.state].length));
  const aboutWidth = Math.max(...all.map((each) => cellWidth(each.about)));
  const indent = ' '.repeat(stateWidth + 2 + aboutWidth + 2);
  const wrapped = (text: string): string[] =>
    width === null ? [text] : wrapTo(text, Math.max(30, width - indent.length));
  const [first = '', ...rest] = wrapped(says);
  return [
    `${paint(words[state].padEnd(stateWidth))}  ${about.padEnd(aboutWidth)}  ${first}`,
    ...rest.map((line) => `${indent}${line}`),
    ...(remedy === '' ? [] : wrapped(remedy).map((line) => `${indent}${style.accent(line)}`)),
  ];
}

function summary(problems: number, warnings: number, style: Style): string {
  if (problems > 0) return style.bad(`${countText(problems, 'problem')} to solve.`);
  if (warnings > 0) return style.warning(`Sound, with ${countText(warnings, 'warning')}.`);
  return style.good('All is sound.');
}
