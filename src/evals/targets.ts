// The kinds of targets there are: one line each. Not how they are found by name: see findTarget.
import type { TargetKind } from './target.ts';
import { commandTarget } from './targets/commandTarget.ts';
import { httpTarget } from './targets/httpTarget.ts';
import { moduleTarget } from './targets/moduleTarget.ts';
import { openaiTarget } from './targets/openaiTarget.ts';
import { recordedTarget } from './targets/recordedTarget.ts';

export const targets: readonly TargetKind[] = [
  openaiTarget,
  httpTarget,
  commandTarget,
  moduleTarget,
  recordedTarget,
];
