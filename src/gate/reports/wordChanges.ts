// What changed between two texts, word by word, with long equal passages left out. Not how it is coloured.
import { diffWordsWithSpace } from 'diff';

export interface TextPart {
  readonly kind: 'same' | 'removed' | 'added' | 'left-out';
  readonly text: string;
}

/** Texts beyond this are cut before they are compared. */
const mostCharacters = 4000;
/** Comparing two unlike texts takes the square of the words that differ; beyond this they are shown whole. */
const mostEdits = 400;
/** Equal passages shorter than this are words that any two texts share. */
const shortestPassage = 12;
/** With more of them the texts are told apart by eye, not by marks. */
const mostScraps = 6;
/** Characters of an equal passage that are kept beside a change. */
const context = 40;

/**
 * @param most characters that the result shows at most, the marks not counted
 */
export function wordChanges(before: string, after: string, most: number): readonly TextPart[] {
  const [from, to] = [before.slice(0, mostCharacters), after.slice(0, mostCharacters)];
  if (from === to) return shortened([{ kind: 'same', text: from }], most);
  const changes = diffWordsWithSpace(from, to, { maxEditLength: mostEdits });
  const parts: TextPart[] =
    changes === undefined || isMostlyNew(changes, from, to)
      ? [
          { kind: 'removed', text: from },
          { kind: 'added', text: to },
        ]
      : changes.map(({ value, added, removed }) => ({
          kind: added ? 'added' : removed ? 'removed' : 'same',
          text: value,
        }));
  return shortened(withoutLongSame(parts), most);
}

/** Interleaved scraps of two unrelated texts help nobody. */
function isMostlyNew(
  changes: readonly { readonly value: string; readonly added: boolean; readonly removed: boolean }[],
  from: string,
  to: string,
): boolean {
  const same = changes
    .filter(({ added, removed }) => !added && !removed)
    .map(({ value }) => value.trim().length);
  const scraps = same.filter((length) => length < shortestPassage).length;
  return (
    scraps > mostScraps ||
    same.reduce((sum, length) => sum + length, 0) < 0.5 * Math.min(from.length, to.length)
  );
}

function withoutLongSame(parts: readonly TextPart[]): TextPart[] {
  return parts.flatMap((part, index): TextPart[] => {
    if (part.kind !== 'same' || part.text.length <= 2 * context + 10) return [part];
    const isFirst = index === 0;
    const isLast = index === parts.length - 1;
    const head = isFirst ? '' : part.text.slice(0, context);
    const tail = isLast ? '' : part.text.slice(-context);
    return [
      ...(head === '' ? [] : [{ kind: 'same', text: head } as const]),
      { kind: 'left-out', text: ' … ' },
      ...(tail === '' ? [] : [{ kind: 'same', text: tail } as const]),
    ];
  });
}

/** The parts up to `most` characters; each removed or added part keeps its share, so that one does not hide the other. */
function shortened(parts: readonly TextPart[], most: number): readonly TextPart[] {
  const total = parts.reduce((sum, { text }) => sum + text.length, 0);
  if (total <= most) return parts;
  const changed = parts.filter(({ kind }) => kind === 'removed' || kind === 'added').length;
  const share = Math.max(40, Math.floor(most / Math.max(1, changed)));
  const kept: TextPart[] = [];
  let left = most;
  for (const part of parts) {
    if (left <= 0) {
      kept.push({ kind: 'left-out', text: ' …' });
      break;
    }
    const text =
      part.text.length > Math.min(share, left) ? `${part.text.slice(0, Math.min(share, left))}…` : part.text;
    kept.push({ ...part, text });
    left -= text.length;
  }
  return kept;
}
