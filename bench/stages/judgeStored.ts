/** A process that judges a stored gate run again, several times, and prints how long each part took. It writes nothing. */
import { readConfiguration } from '../../src/server/configuration.ts';
import { openRules } from '../../src/server/openRules.ts';
import { decodeResults } from '../../src/gate/run/resultLines.ts';
import { scoreTableOf } from '../../src/gate/run/scoreTableOf.ts';
import { judgeScores } from '../../src/gate/judgement/judgeScores.ts';

const [data = '', gateRunId = ''] = process.argv.slice(2);
const times = 5;

const rules = openRules(readConfiguration({ data, memory: false, logLevel: 'silent' }, {}));
const { gateRuns } = rules.store;
const run = await gateRuns.get(gateRunId);
const bytes = await gateRuns.results(gateRunId);
if (run === undefined || bytes === undefined) throw new Error(`there is no gate run ${gateRunId}`);

const startedAt = performance.now();
const results = decodeResults(bytes);
const decodedAt = performance.now();
const table = scoreTableOf({
  results,
  policy: run.policy,
  evaluators: run.evaluators,
  blocked: run.blocked,
  epochs: run.epochs,
  hasBaseline: run.baseline !== null,
});
const tabledAt = performance.now();
const judgeMs = Array.from({ length: times }, () => {
  const from = performance.now();
  judgeScores(table, run.policy);
  return performance.now() - from;
});
await rules.close();
console.log(JSON.stringify({ decodeMs: decodedAt - startedAt, tableMs: tabledAt - decodedAt, judgeMs }));
