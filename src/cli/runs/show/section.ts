// One part of what is shown of a run: a title, a remark beside it, and lines. Not which parts there are.
import type { CommandContext } from '../../command.ts';
import { wrapTo } from '../../print/cellWidth.ts';

export interface Section {
  readonly title: string;
  /** Beside the title; '' for none. */
  readonly remark: string;
  readonly lines: readonly string[];
}

/** Nothing at all when there is no section, so that what was not recorded is not noise. */
export function sectionLines(section: Section | null, { style }: CommandContext): string[] {
  if (section === null) return [];
  const remark = section.remark === '' ? '' : `  ${style.quiet(section.remark)}`;
  return ['', `${style.strong(section.title)}${remark}`, ...section.lines];
}

/** A label and its value, the values below each other and wrapped at the edge of the terminal. */
export function labelled(
  pairs: readonly (readonly [label: string, value: string])[],
  { style, width }: CommandContext,
): string[] {
  const labelWidth = Math.max(0, ...pairs.map(([label]) => label.length));
  const indent = 2 + labelWidth + 2;
  return pairs.flatMap(([label, value]) => {
    const lines = width === null ? [value] : wrapTo(value, Math.max(20, width - indent));
    return lines.map((line, at) =>
      at === 0 ? `  ${style.quiet(label.padEnd(labelWidth))}  ${line}` : `${' '.repeat(indent)}${line}`,
    );
  });
}

/** The value of a tag; undefined when it is absent or blank. */
export function tagOf(
  tags: readonly { readonly key: string; readonly value: string }[],
  key: string,
): string | undefined {
  const value = tags.find((tag) => tag.key === key)?.value;
  return value === undefined || value.trim() === '' ? undefined : value;
}
