// How datasets look on a terminal: ids, standings, counts. Not which commands show them.
import type { CountTable } from '../../model/dataset.ts';
import { wholeText } from '../print/numbers.ts';
import type { Style } from '../print/style.ts';
import type { Cell } from '../print/table.ts';
import { visibleText } from '../print/visibleText.ts';

export function shortId(versionId: string): string {
  return versionId.slice(0, 12);
}

export function standingCell(standing: string, style: Style): Cell {
  if (standing === 'published') return { text: standing, paint: style.good };
  if (standing === 'withdrawn') return { text: standing, paint: style.bad };
  return { text: standing, paint: standing === 'in-review' ? style.warning : style.quiet };
}

/** `billing 90 · login 41 · 7 more`; a dash for nothing. */
export function countsText({ counts, others }: CountTable, most: number): string {
  const shown = counts.slice(0, most).map(({ name, count }) => `${visibleText(name)} ${wholeText(count)}`);
  const more = counts.length - Math.min(most, counts.length) + others;
  if (more > 0) shown.push(`${wholeText(more)} more`);
  return shown.length === 0 ? '–' : shown.join(' · ');
}

/** `90 (26 %)`. */
export function shareText(count: number, all: number): string {
  return all === 0 ? wholeText(count) : `${wholeText(count)} (${percentText(count / all)})`;
}

/** Never rounded to nothing or to all. */
export function percentText(share: number): string {
  if (share > 0 && share < 0.01) return '< 1 %';
  if (share < 1 && share > 0.99) return '> 99 %';
  return `${Math.round(100 * share)} %`;
}
