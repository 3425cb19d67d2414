// How the state of a job is painted.
import type { WireJobState } from 'assay-sdk/wireJobs';
import type { Paint, Style } from '../print/style.ts';

export function jobPaint(state: WireJobState, style: Style): Paint {
  if (state === 'dead') return style.bad;
  if (state === 'done') return style.good;
  return state === 'running' ? style.accent : style.quiet;
}
