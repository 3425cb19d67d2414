// Looks at the version of Node.
import { type Finding, ok, problem } from './finding.ts';

const oldest = 24;

export function checkNode(version: string): Finding {
  const [major = 0] = version.split('.').map(Number);
  if (major >= oldest) return ok('node', `Node ${version}`);
  return problem(
    'node',
    `Node ${version} is too old`,
    `Install Node ${oldest} or newer, or run through npm in a checkout.`,
  );
}
