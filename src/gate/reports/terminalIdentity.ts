// What a gate run cost, and by which ids it is found again, on a terminal. Not what came of it.
import type { GateRun } from '../../model/gateRun.ts';
import { countText, dayText, shortHash, spanText } from './figures.ts';
import type { GateReport } from './gateReport.ts';
import type { Printer } from './printer.ts';
import { hanging, wrapped } from './terminalLines.ts';

export function costLines(run: GateRun, printer: Printer): string[] {
  const arms = [run.candidate, ...(run.baseline === null ? [] : [run.baseline])];
  const sum = (of: (arm: (typeof arms)[number]) => number): number =>
    arms.reduce((total, arm) => total + of(arm), 0);
  const calls = sum(({ calls }) => calls);
  const cached = sum(({ cached }) => cached);
  const scoring = run.execution?.scoringCostUsd ?? null;
  const costs = arms.map(({ costUsd }) => costUsd).filter((cost) => cost !== null);
  const cost =
    costs.length === 0
      ? 'cost unknown'
      : `$${costs.reduce((total, each) => total + each, 0).toFixed(4)}${costs.length < arms.length ? ' (of one version; the other is unknown)' : ''}`;
  const tokens = arms
    .flatMap(({ inputTokens, outputTokens }) => [inputTokens, outputTokens])
    .filter((each) => each !== null);
  const told = [
    run.endedAt === null ? 'not ended' : spanText(run.endedAt - run.startedAt),
    `${countText(calls, 'call')}${cached > 0 ? `, ${cached === calls ? 'all' : cached} from the cache` : ''}`,
    ...(sum(({ retries }) => retries) > 0
      ? [
          countText(
            sum(({ retries }) => retries),
            'retry',
            'retries',
          ),
        ]
      : []),
    ...(sum(({ errors }) => errors) > 0
      ? [
          countText(
            sum(({ errors }) => errors),
            'error',
          ),
        ]
      : []),
    ...(tokens.length === 0
      ? []
      : [
          countText(
            tokens.reduce((total, each) => total + each, 0),
            'token',
          ),
        ]),
    ...(run.epochs > 1 ? [`${run.epochs} epochs`] : []),
    cost,
    ...(scoring === null ? [] : [`$${scoring.toFixed(4)} for scoring`]),
  ].join(' · ');
  return wrapped(told, printer.width, printer).map(printer.style.quiet);
}

export function identityLines({ run, url }: GateReport, printer: Printer): string[] {
  const { dataset, candidate, baseline, origin } = run;
  const named = (label: string | null, hash: string): string =>
    label === null ? shortHash(hash) : `${label} (${shortHash(hash)})`;
  const lines: readonly (readonly [string, string | null])[] = [
    ['gate run', `${run.gateRunId}, ${dayText(run.startedAt)}`],
    ['dataset', `${dataset.name} ${named(dataset.label, dataset.versionId)}, ${dataset.standing}`],
    ['candidate', named(candidate.label, candidate.hash)],
    ['baseline', baseline === null ? null : named(baseline.label, baseline.hash)],
    [
      'commit',
      origin.commit === null
        ? null
        : `${shortHash(origin.commit)}${origin.branch === null ? '' : ` on ${origin.branch}`}`,
    ],
    ['open', url],
  ];
  return lines.flatMap(([name, value]) =>
    value === null
      ? []
      : hanging(
          `${name.padEnd(10)} `,
          printer.visibleText(value),
          printer,
          printer.style.quiet,
          printer.style.quiet,
        ),
  );
}
