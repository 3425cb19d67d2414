// The verdicts of a comparison in words, signs and colours. Not how they are reached.
import type { WireVerdict } from 'assay-sdk/wireEvidence';
import type { Paint, Style } from '../../print/style.ts';

export const verdictSigns: Readonly<Record<WireVerdict, string>> = {
  identical: '=',
  reproduced: '✓',
  'not-reproduced': '✗',
  'within-noise': '≈',
  different: '≠',
  unknown: '',
};

export function verdictText(verdict: WireVerdict, hasFloor: boolean): string {
  switch (verdict) {
    case 'identical':
      return 'identical';
    case 'reproduced':
      return 'reproduced';
    case 'not-reproduced':
      return 'not reproduced';
    case 'within-noise':
      return 'within noise';
    case 'different':
      return 'different';
    case 'unknown':
      return hasFloor ? 'not comparable' : 'no noise floor known';
  }
}

/** A difference is neither good nor bad here: nobody has said which direction is better. */
export function verdictPaint(verdict: WireVerdict, style: Style): Paint {
  switch (verdict) {
    case 'reproduced':
      return style.good;
    case 'not-reproduced':
      return style.bad;
    case 'different':
      return style.strong;
    case 'identical':
    case 'within-noise':
    case 'unknown':
      return style.quiet;
  }
}
