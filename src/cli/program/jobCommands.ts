// Declares the commands of jobs, schedules, alerts and components.
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ListAlertsFlags } from '../alerts/alerts.ts';
import type { ListJobsFlags } from '../jobs/listJobs.ts';
import type { QueueFlags, QueueGateFlags } from '../jobs/queueWork.ts';
import type { ScheduleFlags } from '../jobs/schedules.ts';
import type { Carry } from './carry.ts';
import { itemLimit } from './optionValues.ts';

const goOn = 'go on where a list ended';
const higherFirst = 'higher first (default 0)';
const whoAsks = 'who asks';
const json = 'JSON, or @file with some in it (default {})';

export function addJobCommands(program: Command, carry: Carry): void {
  addQueueCommands(program.command('jobs').description('work that the server does later'), carry);
  addAlertCommands(program.command('alerts').description('what a person should look at'), carry);
  addComponentCommands(program.command('components').description('what is evaluated'), carry);
}

function addQueueCommands(jobs: Command, carry: Carry): void {
  jobs
    .command('list')
    .description('a table of jobs, newest first')
    .addOption(
      new Option('-s, --state <state>', 'only in this state').choices([
        'queued',
        'running',
        'done',
        'dead',
        'cancelled',
      ]),
    )
    .option('-k, --kind <kind>', 'only of this kind')
    .option('-n, --limit <n>', 'most jobs to show (default 20)', itemLimit)
    .option('--after <token>', goOn)
    .action(async (flags: ListJobsFlags, command: Command) => {
      const { listJobs } = await import('../jobs/listJobs.ts');
      await carry(command, (context) => listJobs(context, flags));
    });
  jobs
    .command('show')
    .description('everything about one job')
    .argument('<job>', 'its id')
    .action(async (jobId: string, _flags, command: Command) => {
      const { showJob } = await import('../jobs/showJob.ts');
      await carry(command, (context) => showJob(context, jobId));
    });
  jobs
    .command('cancel')
    .description('end a queued job, or ask a running one to stop')
    .argument('<job>', 'its id')
    .action(async (jobId: string, _flags, command: Command) => {
      const { cancelJob } = await import('../jobs/changeJob.ts');
      await carry(command, (context) => cancelJob(context, jobId));
    });
  jobs
    .command('retry')
    .description('queue a dead or cancelled job afresh')
    .argument('<job>', 'its id')
    .action(async (jobId: string, _flags, command: Command) => {
      const { retryJob } = await import('../jobs/changeJob.ts');
      await carry(command, (context) => retryJob(context, jobId));
    });
  jobs
    .command('gate')
    .description('have the server carry out a gate run')
    .argument('[file]', 'a gate file, or a folder with an assay.yaml', 'assay.yaml')
    .addOption(tierOption())
    .option('--priority <n>', higherFirst, priorityValue)
    .option('--force', 'go on although a demand cannot be met by any outcome')
    .option('--as <name>', whoAsks)
    .action(async (file: string, flags: QueueGateFlags, command: Command) => {
      const { queueGateRun } = await import('../jobs/queueWork.ts');
      await carry(command, (context) => queueGateRun(context, file, flags));
    });
  jobs
    .command('queue')
    .description('queue a job of any kind')
    .argument('<kind>', 'such as verify-dataset')
    .option('--payload <json>', json)
    .option('--priority <n>', higherFirst, priorityValue)
    .option('--as <name>', whoAsks)
    .action(async (kind: string, flags: QueueFlags, command: Command) => {
      const { queueJob } = await import('../jobs/queueWork.ts');
      await carry(command, (context) => queueJob(context, kind, flags));
    });
  addScheduleCommands(jobs, carry);
}

function addScheduleCommands(jobs: Command, carry: Carry): void {
  const name = 'the name of a schedule';
  jobs
    .command('schedules')
    .description('work that comes again and again, and when it comes next')
    .action(async (_flags, command: Command) => {
      const { listSchedules } = await import('../jobs/schedules.ts');
      await carry(command, (context) => listSchedules(context));
    });
  jobs
    .command('schedule')
    .description('queue a job at the times of a cron expression; the same name replaces')
    .argument('<name>', name)
    .requiredOption('--cron <fields>', 'minute, hour, day, month, weekday, such as "0 3 * * 1-5"')
    .option('--timezone <zone>', 'such as Europe/Berlin (default UTC)')
    .option('--gate <file>', 'a gate run by this gate file')
    .addOption(tierOption())
    .option('--kind <kind>', 'a job of this kind instead')
    .option('--payload <json>', json)
    .option('--priority <n>', higherFirst, priorityValue)
    .action(async (schedule: string, flags: ScheduleFlags, command: Command) => {
      const { keepSchedule } = await import('../jobs/schedules.ts');
      await carry(command, (context) => keepSchedule(context, schedule, flags));
    });
  for (const [verb, isPaused, description] of [
    ['pause', true, 'make no jobs until it is resumed'],
    ['resume', false, 'go on with the next time from now'],
  ] as const) {
    jobs
      .command(verb)
      .description(description)
      .argument('<name>', name)
      .action(async (schedule: string, _flags, command: Command) => {
        const { pauseSchedule } = await import('../jobs/schedules.ts');
        await carry(command, (context) => pauseSchedule(context, schedule, isPaused));
      });
  }
  jobs
    .command('unschedule')
    .description('delete a schedule; jobs that it made stay')
    .argument('<name>', name)
    .action(async (schedule: string, _flags, command: Command) => {
      const { removeSchedule } = await import('../jobs/schedules.ts');
      await carry(command, (context) => removeSchedule(context, schedule));
    });
}

function addAlertCommands(alerts: Command, carry: Carry): void {
  alerts
    .command('list')
    .description('a table of alerts, newest first')
    .option('-n, --limit <n>', 'most alerts to show (default 20)', itemLimit)
    .option('--after <token>', goOn)
    .action(async (flags: ListAlertsFlags, command: Command) => {
      const { listAlerts } = await import('../alerts/alerts.ts');
      await carry(command, (context) => listAlerts(context, flags));
    });
  alerts
    .command('acknowledge')
    .description('say that somebody has seen them')
    .argument('<alerts...>', 'their ids')
    .action(async (ids: readonly string[], _flags, command: Command) => {
      const { acknowledgeAlerts } = await import('../alerts/alerts.ts');
      await carry(command, (context) => acknowledgeAlerts(context, ids));
    });
}

function addComponentCommands(components: Command, carry: Carry): void {
  components
    .command('list')
    .description('a table of components')
    .action(async (_flags, command: Command) => {
      const { listComponents } = await import('../components/components.ts');
      await carry(command, (context) => listComponents(context));
    });
  components
    .command('show')
    .description('the versions of a component, or the manifest of one')
    .argument('<component>', 'such as customer-faq, or customer-faq@1.2.0')
    .option('-n, --limit <n>', 'most versions to show (default 50)', itemLimit)
    .option('--after <token>', goOn)
    .action(
      async (
        reference: string,
        flags: { readonly limit?: number; readonly after?: string },
        command: Command,
      ) => {
        const { showComponent } = await import('../components/components.ts');
        await carry(command, (context) => showComponent(context, reference, flags));
      },
    );
}

function tierOption(): Option {
  return new Option('--tier <tier>', 'which tier of the policy (default merge)').choices([
    'pr',
    'merge',
    'canary',
    'production',
  ]);
}

function priorityValue(text: string): number {
  const priority = Number(text);
  if (!Number.isInteger(priority) || Math.abs(priority) > 1000) {
    throw new InvalidArgumentError('It must be a whole number from -1000 to 1000.');
  }
  return priority;
}
