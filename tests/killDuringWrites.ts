// Kills a server with `kill -9` under 64 concurrent writers, again and again, and checks that everything it acknowledged is still there.
//
//     npm run test:kill -- --times 20 [--writers 64] [--seed 1] [--keep]
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openSqliteStore } from '../src/store/sqlite/sqliteStore.ts';
import { checkLedgers } from './kill/checkLedgers.ts';
import { keepWriting } from './kill/keepWriting.ts';
import { Ledger } from './kill/ledger.ts';
import { startServer } from './kill/runningServer.ts';
import { seededRandom } from './kill/seededRandom.ts';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '20' },
    writers: { type: 'string', default: '64' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
});
const times = Number(values.times);
const writers = Number(values.writers);
const seed = Number(values.seed);

/** Several writers share a run, so that batches of one run meet in one commit and its points grow enough to be packed into blocks. */
const writersPerRun = 16;
const shortestLifeMs = 150;
const longestLifeMs = 1500;
/** Every fourth round lives long enough to die while points are packed and the log is written back. */
const longLifeEvery = 4;
const longLifeMs = 7000;
const mostProblemsShown = 10;

const dataFolder = mkdtempSync(join(tmpdir(), 'assay-kill-'));
console.log(`${times} times, ${writers} writers, seed ${seed}, data in ${dataFolder}`);
const everything: Ledger[] = [];
let failed = 0;
for (let round = 1; round <= times; round += 1) {
  const startedAt = performance.now();
  const { ledgers, lifeMs } = await writeUntilKilled(round);
  everything.push(...ledgers);
  // The last round looks at all that any round wrote.
  const problems = await checkAfterwards(round === times ? everything : ledgers);
  const took = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `${problems.length === 0 ? 'ok  ' : 'FAIL'} round ${round}: killed after ${lifeMs} ms; acknowledged ` +
      `${sum(ledgers, (ledger) => ledger.acknowledged)} writes with ${sum(ledgers, ({ points }) => points.size)} points; ` +
      `${ledgers.filter(({ inDoubt }) => inDoubt !== null).length} under way; ${took} s`,
  );
  for (const problem of problems.slice(0, mostProblemsShown)) console.log(`       ${problem}`);
  if (problems.length > mostProblemsShown)
    console.log(`       and ${problems.length - mostProblemsShown} more`);
  if (problems.length > 0) failed += 1;
}
console.log(`${times - failed} passed, ${failed} failed`);
if (failed === 0 && !values.keep) rmSync(dataFolder, { recursive: true });
process.exitCode = failed === 0 ? 0 : 1;

async function writeUntilKilled(round: number): Promise<{ ledgers: readonly Ledger[]; lifeMs: number }> {
  const random = seededRandom(seed * 1000 + round);
  const server = await startServer(dataFolder);
  try {
    const runIds = await Promise.all(
      Array.from({ length: Math.ceil(writers / writersPerRun) }, () => startRun(server.url)),
    );
    const ledgers = Array.from(
      { length: writers },
      (_, i) => new Ledger(runIds[Math.floor(i / writersPerRun)] ?? '', `w${round}x${i}`),
    );
    const writing = ledgers.map((ledger, i) =>
      keepWriting(server.url, ledger, seededRandom(seed * 1_000_000 + round * 1000 + i)),
    );
    const lifeMs = random.between(shortestLifeMs, round % longLifeEvery === 0 ? longLifeMs : longestLifeMs);
    // The one thing that must not wait for a condition: the moment of death.
    await Promise.race([pause(lifeMs), Promise.all(writing)]);
    await server.kill();
    await Promise.all(writing);
    return { ledgers, lifeMs };
  } finally {
    await server.kill();
  }
}

async function checkAfterwards(ledgers: readonly Ledger[]): Promise<string[]> {
  const server = await startServer(dataFolder);
  let problems: string[];
  try {
    problems = await checkLedgers(server.url, ledgers);
    const leftovers = readdirSync(join(dataFolder, 'incoming'));
    if (leftovers.length > 0) problems.push(`${leftovers.length} broken-off uploads were left behind`);
  } finally {
    await server.stop();
  }
  const store = openSqliteStore({ folder: dataFolder, isInMemory: false, now: () => Date.now() });
  try {
    const integrity = await store.checkIntegrity('contents');
    return [...problems, ...integrity.problems];
  } finally {
    await store.close();
  }
}

async function startRun(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/2.0/mlflow/runs/create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ experiment_id: '0', start_time: 1 }),
  });
  if (!answer.ok) throw new Error(`A run could not be started: ${answer.status} ${await answer.text()}`);
  // The wire's own tests hold the shape of this answer.
  return ((await answer.json()) as { run: { info: { run_id: string } } }).run.info.run_id;
}

function sum(ledgers: readonly Ledger[], count: (ledger: Ledger) => number): number {
  return ledgers.reduce((total, ledger) => total + count(ledger), 0);
}
