// A path as the repository knows it, for annotations: relative to the checkout of a CI job, or else to where the command runs.
import { relative, resolve, sep } from 'node:path';
import type { Environment } from '../../server/configuration.ts';

export function repositoryPath(path: string, env: Environment): string {
  const root = env['GITHUB_WORKSPACE'] ?? env['CI_PROJECT_DIR'] ?? '.';
  const inside = relative(resolve(root), resolve(path));
  return (inside.startsWith('..') ? path : inside).split(sep).join('/');
}
