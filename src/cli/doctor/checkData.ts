// Looks at the data from inside, through its server or opened here: versions, figures, integrity.
import { ApiError } from 'assay-sdk';
import { AssayError, errorTable } from '../../model/errors.ts';
import type { ReachConfiguration } from '../../server/configuration.ts';
import { version } from '../../server/version.ts';
import type { CommandContext } from '../command.ts';
import { bytesText, countText } from '../print/numbers.ts';
import { spanText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { hasData, type Reach, reachData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

/** More problems of one store than this are counted, not listed. */
const mostListed = 20;

export async function checkData(
  context: CommandContext,
  where: ReachConfiguration,
  isDeep: boolean,
): Promise<Finding[]> {
  let reach: Reach;
  try {
    reach = await reachData(context);
  } catch (cause) {
    return [unreachable(cause, where)];
  }
  try {
    return [
      await checkServer(reach),
      ...(await checkStore(reach)),
      ...(await checkSoundness(reach, isDeep, context.now)),
    ];
  } finally {
    await reach.close();
  }
}

function unreachable(cause: unknown, where: ReachConfiguration): Finding {
  if (!where.isUrlGiven && !where.isDataGiven && !hasData(where.dataFolder)) {
    return warning('server', `none answers at ${where.url}`, 'Start one with `assay serve`.');
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof AssayError)
    return problem('store', visibleText(message), errorTable[cause.code].remedy);
  if (cause instanceof Refusal) return problem('server', visibleText(message), cause.remedy);
  return where.isUrlGiven
    ? problem(
        'server',
        visibleText(message),
        'Look whether it runs, and whether --url or ASSAY_URL is right.',
      )
    : problem(
        'store',
        `cannot be opened: ${visibleText(message)}`,
        'Restore a backup with `assay restore`, or ask for help with this message.',
      );
}

async function checkServer({ client, source, isInProcess }: Reach): Promise<Finding> {
  if (isInProcess) return ok('server', `none runs; ${source} was opened here`);
  const info = await client.info();
  const says = `${source} answers, version ${info.version}`;
  if (info.version !== version) {
    return warning('server', `${says}, but this is assay ${version}`, 'Use the same version on both sides.');
  }
  return info.durable
    ? ok('server', says)
    : warning(
        'server',
        `${says}, in memory`,
        'Everything ends with its process; leave out --memory to keep it.',
      );
}

async function checkStore({ client }: Reach): Promise<Finding[]> {
  const figures = await client.figures();
  return [
    ok('schema', `version ${figures.schemaVersion}`),
    ok(
      'stored',
      [
        countText(figures.experiments, 'experiment'),
        countText(figures.runs, 'run'),
        countText(figures.metricPoints, 'metric point'),
        `${bytesText(figures.bytesOnDisk)} beside artifacts`,
      ].join(', '),
    ),
  ];
}

async function checkSoundness({ client }: Reach, isDeep: boolean, now: () => number): Promise<Finding[]> {
  const startedAt = now();
  let problems: readonly string[];
  try {
    ({ problems } = await client.checkIntegrity(isDeep ? 'contents' : 'records'));
  } catch (cause) {
    if (!(cause instanceof ApiError && cause.code === 'request/only-local')) throw cause;
    return [warning('integrity', 'only the machine of the server may look', cause.problem.remedy)];
  }
  const took = spanText(now() - startedAt);
  if (problems.length === 0) {
    const what = isDeep
      ? 'every record and every byte of every artifact and gate run is sound'
      : 'every record is sound; --deep reads artifacts too';
    return [ok('integrity', `${what} (${took})`)];
  }
  const listed = problems.slice(0, mostListed).map((says) => problem('integrity', visibleText(says), ''));
  const rest = problems.length - listed.length;
  const last = problem(
    'integrity',
    rest > 0 ? `and ${countText(rest, 'problem')} more` : `${countText(problems.length, 'problem')} in all`,
    'Stop the server, keep a copy of the data directory, and restore the last backup with `assay restore`.',
  );
  return [...listed, last];
}
