/** The history of one series of 100,000 points: all pages as a client asks for them, and in one answer. */
import type { Bench, Finding, Measure, Verdict } from '../contract.ts';
import { duration, ratio } from '../format.ts';
import { AskConnection } from '../load/askConnection.ts';
import { getText } from '../load/requestText.ts';
import { median } from '../median.ts';
import {
  assaySeries,
  mlflowSeries,
  pointsPerSeries,
  seriesKey,
  type SeededSeries,
} from '../stages/seriesStage.ts';

const pageSize = 25_000;
const withinMs = 60_000;
const targetMs = 50;

interface Times {
  readonly pages: readonly number[];
  readonly oneAnswer: readonly number[];
}

export const history: Measure = { name: 'history', run };

async function run(bench: Bench): Promise<Finding> {
  const assay = await times(bench, await assaySeries(bench));
  const mlflow = await times(bench, await mlflowSeries(bench));
  const row = (what: string, which: keyof Times): string[] => {
    const [own, peer] = [median(assay?.[which] ?? []), median(mlflow?.[which] ?? [])];
    return [what, duration(own), duration(peer), ratio(peer, own)];
  };
  return {
    sections: [
      {
        title: 'History of a series of 100,000 points (get-history), medians over different series',
        headers: ['', 'Assay', 'MLflow', 'ratio'],
        rows: [row('all pages of 25,000, one after another', 'pages'), row('in one answer', 'oneAnswer')],
        notes: ['until the last byte has come; reading the JSON is not counted'],
      },
    ],
    verdicts: [verdict('all pages', assay?.pages), verdict('in one answer', assay?.oneAnswer)],
    raw: { assay, mlflow },
  };
}

async function times(bench: Bench, seeded: SeededSeries | undefined): Promise<Times | undefined> {
  if (seeded === undefined) return undefined;
  const { label } = seeded.peer.subject;
  bench.say(`history in ${label}`);
  const isSlow = label === 'MLflow';
  const runIds = seeded.runIds.slice(0, isSlow ? 3 : 10);
  const pages: number[] = [];
  const oneAnswer: number[] = [];
  for (const runId of runIds) {
    pages.push(await read(seeded, runId, pageSize));
    oneAnswer.push(await read(seeded, runId, undefined));
  }
  return { pages, oneAnswer };
}

/** Milliseconds to read a series whole. @throws when points are missing: a fast wrong answer has no time */
async function read({ peer }: SeededSeries, runId: string, size: number | undefined): Promise<number> {
  const { host, port } = peer.server;
  const connection = new AskConnection(host, port);
  const bodies: Buffer[] = [];
  let token: string | undefined;
  const startedAt = performance.now();
  do {
    const query = new URLSearchParams({
      run_id: runId,
      metric_key: seriesKey,
      ...(size === undefined ? {} : { max_results: String(size) }),
      ...(token === undefined ? {} : { page_token: token }),
    });
    const answer = await connection.ask(
      getText(host, `/api/2.0/mlflow/metrics/get-history?${query.toString()}`),
      withinMs,
    );
    bodies.push(answer.body ?? Buffer.alloc(0));
    token = tokenOf(answer.body);
  } while (token !== undefined);
  const elapsed = performance.now() - startedAt;
  connection.close();
  const points = bodies.reduce((sum, body) => sum + body.toString('latin1').split('"step"').length - 1, 0);
  if (points !== pointsPerSeries)
    throw new Error(`${peer.subject.label} gave ${points} of ${pointsPerSeries} points`);
  return elapsed;
}

/** Found by its name near one of the ends, as parsing megabytes of JSON would be timed too. */
function tokenOf(body: Buffer | undefined): string | undefined {
  const edge = 300;
  const text =
    body && body.toString('latin1', 0, edge) + body.toString('latin1', Math.max(0, body.length - edge));
  const token = /"next_page_token": *"([^"]+)"/.exec(text ?? '')?.[1];
  return token === '' ? undefined : token;
}

function verdict(what: string, figures: readonly number[] | undefined): Verdict {
  const middle = median(figures ?? []);
  return {
    what: `history of 100,000 points, ${what}`,
    target: `< ${targetMs} ms`,
    measured: duration(middle),
    isMet: middle === undefined ? undefined : middle < targetMs,
  };
}
