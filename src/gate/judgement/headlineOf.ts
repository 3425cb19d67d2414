// A verdict in one or two sentences: what decided. Not the table of checks.
import type { Check, Verdict } from '../../model/judgement.ts';
import { countsAs } from './countsAs.ts';
import * as words from './words.ts';

/** How many checks a headline names before it counts the rest. */
const mostNamed = 3;

/** @param deciding the checks that took part, those of critical slices included */
export function headlineOf(verdict: Verdict, deciding: readonly Check[], examples: number): string {
  const ofWholeSet = deciding.filter(({ slice }) => slice === null);
  if (verdict === 'PASS') {
    const improved = ofWholeSet.filter(({ flags }) => flags.includes('improvement'));
    const gains =
      improved.length === 0 ? '' : ` Improved: ${named(unique(improved.map(({ objective }) => objective)))}.`;
    return `${all(ofWholeSet.length)} on ${words.counted(examples, 'example')}.${gains}`;
  }
  const decisive = deciding.filter((check) => countsAs(check) === verdict);
  if (decisive.length === 0) return 'No check that decides was made, and nothing never passes.';
  const told = decisive.map(
    (check) => `${nameOf(check)}: ${lowered(check.reasons[0]?.message ?? check.verdict)}`,
  );
  const rest = told.length - mostNamed;
  const more = rest > 0 ? ` And ${words.counted(rest, 'more check')}.` : '';
  return `${told.slice(0, mostNamed).join(' ')}${more}`;
}

/** The objective, and the slice if it is about one. */
export function nameOf({ objective, slice }: Pick<Check, 'objective' | 'slice'>): string {
  return slice === null ? objective : `${objective} on ${slice}`;
}

function all(count: number): string {
  return count === 1 ? 'The one deciding check holds' : `All ${count} deciding checks hold`;
}

function named(names: readonly string[]): string {
  const rest = names.length - mostNamed;
  return rest > 0 ? `${names.slice(0, mostNamed).join(', ')} and ${rest} more` : names.join(', ');
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
