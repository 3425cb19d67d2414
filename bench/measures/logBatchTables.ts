/** Reads the cases of log-batch into tables and verdicts; it measures nothing. */
import type { Section, Verdict } from '../contract.ts';
import { duration, figure, ratio, unknown } from '../format.ts';
import type { Rate } from '../load/rate.ts';
import { bareHttp, bareHttpParsing } from '../servers/bare.ts';

const leastRatio = 100;
const leastShare = 0.5;

/** One size with one number of connections, by server. */
export interface Case {
  readonly connections: number;
  readonly points: number;
  readonly rates: ReadonlyMap<string, Rate>;
  /** Processor time of each server for one answer. */
  readonly cpuMs: ReadonlyMap<string, number | undefined>;
}

/** Assay and MLflow side by side. */
export function besideMlflow(cases: readonly Case[]): Section {
  const rows = cases.map((one) => {
    const assay = one.rates.get('Assay');
    const mlflow = one.rates.get('MLflow');
    const perSecond = assay?.perSecond;
    return [
      String(one.connections),
      String(one.points),
      rateCell(assay),
      figure(perSecond === undefined ? undefined : perSecond * one.points),
      p99Cell(assay),
      rateCell(mlflow),
      p99Cell(mlflow),
      ratio(perSecond, mlflow?.perSecond),
    ];
  });
  return {
    title: 'Log-batch, requests a second, each answered after it is durable',
    headers: ['connections', 'points', 'Assay', 'points/s', 'p99', 'MLflow', 'p99', 'ratio'],
    rows,
    notes: [
      'medians of the windows; the servers take turns; each connection logs to a run of its own, ten keys in turn',
      'n stuck: so many requests of a window had no answer when the bench gave up waiting; it is not asked again',
    ],
  };
}

/** Assay beside what Node can do at most. */
export function besideBareHttp(cases: readonly Case[]): Section {
  const rows = cases.map((one) => {
    const [bare, parsing] = [one.rates.get(bareHttp.label), one.rates.get(bareHttpParsing.label)];
    const share = shareOf(one);
    return [
      String(one.connections),
      String(one.points),
      rateCell(bare),
      rateCell(parsing),
      rateCell(one.rates.get('Assay')),
      share === undefined ? unknown : `${figure(share * 100)} %`,
      cpuCell(one, bareHttpParsing.label),
      cpuCell(one, 'Assay'),
      `${figure(Math.max(0, ...(bare?.windows ?? []).map((window) => window.generatorCpu * 100)))} %`,
    ];
  });
  return {
    title: 'The ceiling: the same requests against node:http, nothing stored',
    headers: [
      'connections',
      'points',
      'body read',
      '+ JSON.parse',
      'Assay',
      'of the ceiling',
      'CPU, + parse',
      'CPU, Assay',
      'generator',
    ],
    rows,
    notes: [
      'the ceiling is body read + JSON.parse; with one connection Assay also waits for its own fsync each time',
      'CPU: processor time of the server for one request, all threads; it tells the cost even where others use the cores',
      'generator: its share of one core in the body-read column; near 100 % that column is the generator itself',
    ],
  };
}

/** The targets of log-batch. */
export function verdictsOf(cases: readonly Case[]): Verdict[] {
  return [...ratioVerdicts(cases), ...shareVerdicts(cases), ...collapseVerdict(cases)];
}

function ratioVerdicts(cases: readonly Case[]): Verdict[] {
  return cases
    .filter((one) => one.points >= 10)
    .map((one) => {
      const assay = one.rates.get('Assay')?.perSecond;
      const own = one.rates.get('MLflow')?.perSecond;
      const mlflow = own ?? bestOfMlflow(cases, one.points);
      const isKnown = assay !== undefined && mlflow !== undefined;
      const borrowed = own === undefined && isKnown ? ' (its best at that size: no answer here)' : '';
      return {
        what: nameOf(one),
        target: `≥ ${leastRatio} × MLflow`,
        measured: `${ratio(assay, mlflow)}${borrowed}`,
        isMet: isKnown ? assay >= leastRatio * mlflow : undefined,
      };
    });
}

/** When MLflow stalls with 64 connections it is judged by what it does with one. */
function bestOfMlflow(cases: readonly Case[], points: number): number | undefined {
  const known = cases.flatMap((one) =>
    one.points === points ? (one.rates.get('MLflow')?.perSecond ?? []) : [],
  );
  return known.length === 0 ? undefined : Math.max(...known);
}

function shareVerdicts(cases: readonly Case[]): Verdict[] {
  return cases
    .filter((one) => one.connections > 1)
    .map((one) => {
      const share = shareOf(one);
      return {
        what: nameOf(one),
        target: `≥ ${leastShare * 100} % of bare HTTP + JSON.parse`,
        measured: share === undefined ? unknown : `${figure(share * 100)} %`,
        isMet: share === undefined ? undefined : share >= leastShare,
      };
    });
}

/** Many connections must not be slower than one, at any size. */
function collapseVerdict(cases: readonly Case[]): Verdict[] {
  const assayOf = (one: Case | undefined): number | undefined => one?.rates.get('Assay')?.perSecond;
  const gains = cases.flatMap((many) => {
    const one = cases.find(({ points, connections }) => points === many.points && connections === 1);
    const alone = assayOf(one);
    return many.connections === 1 || alone === undefined ? [] : (assayOf(many) ?? 0) / alone;
  });
  const least = gains.length === 0 ? undefined : Math.min(...gains);
  return [
    {
      what: 'log-batch with 64 connections against one, worst size',
      target: 'no collapse (≥ 1 ×)',
      measured: least === undefined ? unknown : `${figure(least)} ×`,
      isMet: least === undefined ? undefined : least >= 1,
    },
  ];
}

function nameOf({ points, connections }: Case): string {
  const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return `log-batch of ${plural(points, 'point')}, ${plural(connections, 'connection')}`;
}

function shareOf(one: Case): number | undefined {
  const assay = one.rates.get('Assay')?.perSecond;
  const ceiling = one.rates.get(bareHttpParsing.label)?.perSecond;
  return assay === undefined || ceiling === undefined ? undefined : assay / ceiling;
}

function cpuCell(one: Case, label: string): string {
  const ms = one.cpuMs.get(label);
  return ms === undefined ? unknown : `${figure(ms * 1000)} µs`;
}

function rateCell(rate: Rate | undefined): string {
  if (rate === undefined) return unknown;
  const refused = rate.refused > 0 ? `, ${rate.refused} refused` : '';
  if (rate.perSecond === undefined) return `no answer in ${duration(rate.waitedMs)}${refused}`;
  return `${figure(rate.perSecond)}${rate.unanswered > 0 ? ` (${rate.unanswered} stuck)` : ''}${refused}`;
}

function p99Cell(rate: Rate | undefined): string {
  if (rate === undefined) return unknown;
  return rate.p99Ms === undefined ? `> ${duration(rate.waitedMs)}` : duration(rate.p99Ms);
}
