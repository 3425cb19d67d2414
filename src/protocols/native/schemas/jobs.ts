// Schemas of jobs and schedules.
import { z } from 'zod';
import type { WirePage } from 'assay-sdk/wire';
import type {
  WireJob,
  WireJobFigures,
  WireNewJob,
  WireNewSchedule,
  WireQueuedGateRun,
  WireSchedule,
} from 'assay-sdk/wireJobs';
import { tier } from '../../../gate/record/policySchema.ts';
import { jsonValue } from '../../../gate/record/values.ts';
import { cursor, limitIn, pageOf, timeOut } from './values.ts';

const state = z.enum(['queued', 'running', 'done', 'dead', 'cancelled']).meta({
  description: '`dead`: tried as often as allowed, and waiting for a person.',
});

export const jobOut = z
  .object({
    jobId: z.string(),
    kind: z.string(),
    payload: jsonValue,
    priority: z.int(),
    state,
    attempts: z.int(),
    mostAttempts: z.int(),
    notBefore: timeOut.meta({ description: 'It is not begun earlier.' }),
    sameAs: z.string().nullable(),
    origin: z.string().meta({ description: 'Who asked.' }),
    leaseOwner: z.string().nullable(),
    leaseUntil: timeOut.nullable(),
    isCancelRequested: z.boolean(),
    progress: jsonValue,
    result: jsonValue,
    lastError: z.object({ code: z.string(), message: z.string() }).nullable(),
    createdAt: timeOut,
    startedAt: timeOut.nullable(),
    endedAt: timeOut.nullable(),
  })
  .meta({ id: 'Job' }) satisfies z.ZodType<WireJob>;

export const jobPage = pageOf(jobOut).meta({ id: 'JobPage' }) satisfies z.ZodType<WirePage<WireJob>>;

const name = z.string().min(1).max(200);
const priority = z
  .int()
  .min(-1000)
  .max(1000)
  .default(0)
  .meta({ description: 'Higher first; 0 for what nobody waits for.' });
const actor = name.meta({ description: 'Who asks.' });

export const jobQuery = z.strictObject({
  state: state.optional(),
  kind: name.optional(),
  limit: limitIn(1000, 50),
  cursor: cursor.optional(),
});
export const jobPath = z.strictObject({ jobId: z.string().min(1) });

export const newJob = z
  .strictObject({
    kind: name.meta({ examples: ['verify-dataset'] }),
    payload: jsonValue,
    priority,
    notBefore: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'Milliseconds since the epoch; at once when absent.' }),
    sameAs: name
      .optional()
      .meta({ description: 'While a job with this key is queued or running, that job is the answer.' }),
    actor: actor.optional(),
  })
  .meta({ id: 'NewJob' });
newJob satisfies z.ZodType<WireNewJob>;

export const queuedGateRun = z
  .strictObject({
    policy: z.string().min(1).max(1_000_000).meta({ description: 'The text of a gate file (assay.yaml).' }),
    tier: tier.default('merge'),
    priority,
    isForced: z.boolean().default(false).meta({ description: 'Goes on although the precheck refuses.' }),
    actor: actor.optional(),
  })
  .meta({ id: 'QueuedGateRun' });
queuedGateRun satisfies z.ZodType<WireQueuedGateRun>;

export const jobFigures = z
  .object({
    counts: z.object({
      queued: z.int(),
      running: z.int(),
      done: z.int(),
      dead: z.int(),
      cancelled: z.int(),
    }),
    oldestWaitMs: z
      .int()
      .nullable()
      .meta({ description: 'How long the oldest job that could be begun has waited; null when none waits.' }),
  })
  .meta({ id: 'JobFigures' }) satisfies z.ZodType<WireJobFigures>;

export const scheduleOut = z
  .object({
    scheduleId: z.string(),
    name: z.string(),
    kind: z.string(),
    payload: jsonValue,
    priority: z.int(),
    cron: z.string(),
    timezone: z.string(),
    isPaused: z.boolean(),
    nextAt: timeOut.nullable(),
    lastAt: timeOut.nullable(),
    createdAt: timeOut,
  })
  .meta({ id: 'Schedule' }) satisfies z.ZodType<WireSchedule>;

export const scheduleList = z
  .object({ items: z.array(scheduleOut), next: z.null() })
  .meta({ id: 'ScheduleList' });

export const newSchedule = z
  .strictObject({
    kind: name,
    payload: jsonValue,
    priority,
    cron: name.meta({
      description: 'Five fields: minute, hour, day, month, weekday.',
      examples: ['0 3 * * 1-5'],
    }),
    timezone: name.default('UTC').meta({ description: 'An IANA name.', examples: ['Europe/Berlin'] }),
    isPaused: z.boolean().default(false),
  })
  .meta({ id: 'NewSchedule' });
newSchedule satisfies z.ZodType<WireNewSchedule>;

export const schedulePath = z.strictObject({ name });
