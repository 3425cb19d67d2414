// How the status of a run is coloured.
import type { WireRunStatus } from 'assay-sdk/wire';
import type { Paint, Style } from './style.ts';

export function statusPaint(status: WireRunStatus, style: Style): Paint {
  switch (status) {
    case 'FINISHED':
      return style.good;
    case 'FAILED':
    case 'KILLED':
      return style.bad;
    case 'RUNNING':
      return style.accent;
    case 'SCHEDULED':
      return style.quiet;
  }
}
