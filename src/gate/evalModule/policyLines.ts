// Where in a stored policy its parts stand, whatever language it was written in. Not reading it.
import { gateFileLines } from '../policy/readGateFile.ts';
import { literalPlaces } from './literalPlaces.ts';

/** Files that say a policy as a module; others are YAML. */
export const isModulePath = (path: string): boolean => /\.[cm]?[jt]s$/.test(path);

/** Lines, from 1, by JSON pointer; of what stands in place. */
export function policyLines({
  path,
  text,
}: {
  readonly path: string;
  readonly text: string;
}): ReadonlyMap<string, number> {
  if (!isModulePath(path)) return gateFileLines(text);
  const { keys, values } = literalPlaces(text);
  return new Map([...values, ...keys].map(([pointer, { line }]) => [pointer, line]));
}
