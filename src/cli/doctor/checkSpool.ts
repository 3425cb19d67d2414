// Looks for what the SDK could not tell a server that was away. Not telling it.
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { countText } from '../print/numbers.ts';
import { type Finding, ok, warning } from './finding.ts';

const usualFolder = '.assay-spool';

/** @param named '' for the folder that the SDK uses when nobody names one */
export async function checkSpool(named: string): Promise<Finding[]> {
  const folder = named === '' ? usualFolder : named;
  let names: string[];
  try {
    names = await readdir(resolve(folder));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
  const waiting = names.filter((name) => !name.startsWith('.'));
  if (waiting.length === 0) return [ok('spool', `nothing waits in ${folder}`)];
  return [
    warning(
      'spool',
      `${countText(waiting.length, 'run')} in ${folder} not yet told to a server`,
      'The next run of a program with assay-sdk delivers it, or call replaySpool() of assay-sdk.',
    ),
  ];
}
