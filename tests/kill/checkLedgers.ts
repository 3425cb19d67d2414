// Compares what a restarted server has with what writers know: nothing acknowledged is missing, nothing is half there, nothing is made up.
import { createHash } from 'node:crypto';
import { artifactUrl } from './keepWriting.ts';
import type { Batch, Ledger } from './ledger.ts';
import { readRecords, type Records } from './readRecords.ts';

/** @returns one sentence a problem */
export async function checkLedgers(url: string, ledgers: readonly Ledger[]): Promise<string[]> {
  const problems: string[] = [];
  for (const [runId, ofRun] of Map.groupBy(ledgers, (ledger) => ledger.runId)) {
    const records = await readRecords(url, runId);
    for (const ledger of ofRun) {
      problems.push(
        ...checkRecords(ledger, ofWriter(records, ledger.writer)),
        ...(await checkArtifacts(url, ledger)),
      );
    }
  }
  return problems;
}

function ofWriter(records: Records, writer: string): Records {
  const own = <T>(values: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...values].filter(([key]) => key.startsWith(`${writer}.`)));
  return { points: own(records.points), params: own(records.params), tags: own(records.tags) };
}

function checkRecords(ledger: Ledger, found: Records): string[] {
  const doubt = ledger.inDoubt?.kind === 'batch' ? recordsOf(ledger.inDoubt) : null;
  const kept = doubt === null ? 'none' : howMuchOf(doubt, found);
  const expected = kept === 'none' || doubt === null ? ledger : together(ledger, doubt);
  return [
    ...(kept === 'part' ? [`${ledger.writer}: the batch that was under way is there in part`] : []),
    ...differences(`${ledger.writer}: point`, expected.points, found.points),
    ...differences(`${ledger.writer}: param`, expected.params, found.params),
    ...differences(`${ledger.writer}: tag`, expected.tags, found.tags),
  ];
}

function recordsOf(batch: Batch): Records {
  return {
    points: new Map(batch.points.map(({ key, step, value }) => [`${key}@${step}`, value])),
    params: new Map(batch.params.map(({ key, value }) => [key, value])),
    tags: new Map(batch.tags.map(({ key, value }) => [key, value])),
  };
}

function together(known: Records, more: Records): Records {
  return {
    points: new Map([...known.points, ...more.points]),
    params: new Map([...known.params, ...more.params]),
    tags: new Map([...known.tags, ...more.tags]),
  };
}

/** Values are never sent twice, so that finding one means that this very write was kept. */
function howMuchOf(doubt: Records, found: Records): 'none' | 'part' | 'all' {
  const isThere = [
    ...[...doubt.points].map(([key, value]) => found.points.get(key) === value),
    ...[...doubt.params].map(([key, value]) => found.params.get(key) === value),
    ...[...doubt.tags].map(([key, value]) => found.tags.get(key) === value),
  ];
  if (isThere.every((each) => each)) return 'all';
  return isThere.some((each) => each) ? 'part' : 'none';
}

function differences<T>(
  what: string,
  expected: ReadonlyMap<string, T>,
  found: ReadonlyMap<string, T>,
): string[] {
  const missing = [...expected].filter(([key, value]) => found.get(key) !== value);
  const madeUp = [...found].filter(([key]) => !expected.has(key));
  return [
    ...missing.map(
      ([key, value]) => `${what} ${key} should be ${String(value)} but is ${String(found.get(key))}`,
    ),
    ...madeUp.map(([key, value]) => `${what} ${key} is ${String(value)} but was never sent`),
  ];
}

async function checkArtifacts(url: string, ledger: Ledger): Promise<string[]> {
  const problems: string[] = [];
  const doubt = ledger.inDoubt;
  const paths = new Set(ledger.artifacts.keys());
  if (doubt !== null && doubt.kind !== 'batch') paths.add(doubt.path);
  for (const path of paths) {
    const allowed = new Set([ledger.artifacts.get(path)]);
    if (doubt?.kind === 'upload' && doubt.path === path) allowed.add(doubt.sha256);
    if (doubt?.kind === 'deletion' && doubt.path === path) allowed.add(undefined);
    const found = await hashAt(artifactUrl(url, path));
    if (!allowed.has(found))
      problems.push(`artifact ${path} should be one of ${[...allowed].join(', ')} but is ${found}`);
  }
  return problems;
}

/** @returns undefined when there is no artifact */
async function hashAt(url: string): Promise<string | undefined> {
  const answer = await fetch(url);
  const content = Buffer.from(await answer.arrayBuffer());
  if (answer.status === 404) return undefined;
  return answer.ok ? createHash('sha256').update(content).digest('hex') : `an answer ${answer.status}`;
}
