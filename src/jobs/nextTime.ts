// When a cron expression comes next in a time zone. Not what is done then.
import { Cron } from 'croner';
import { AssayError } from '../model/errors.ts';

/**
 * @param cron     five fields, such as `0 3 * * 1-5`
 * @param timezone an IANA name such as `Europe/Berlin`
 * @param after    milliseconds since the epoch
 * @returns the first time later than `after`
 * @throws AssayError `schedule/invalid` for what is no expression, no zone, or never comes
 */
export function nextTime(cron: string, timezone: string, after: number): number {
  refuseUnknownZone(timezone);
  const next = parsed(cron, timezone).nextRun(new Date(after));
  if (next !== null) return next.getTime();
  throw new AssayError('schedule/invalid', `The cron expression '${cron}' never comes.`);
}

function parsed(cron: string, timezone: string): Cron {
  try {
    return new Cron(cron, { timezone, paused: true, mode: '5-part' });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^CronPattern: /, '') : String(cause);
    throw new AssayError('schedule/invalid', `'${cron}' is no cron expression of five fields: ${reason}`);
  }
}

function refuseUnknownZone(timezone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AssayError('schedule/invalid', `'${timezone}' is no time zone.`);
  }
}
