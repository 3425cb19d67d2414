// What every engine promises about jobs and schedules.
import { expect, test } from 'vitest';
import type { Job } from '../../model/job.ts';
import type { NewJob } from '../jobStore.ts';
import type { Store } from '../store.ts';

let made = 0;

function newJob(kind: string, changes: Partial<NewJob> = {}): NewJob {
  return {
    jobId: `job-${++made}`,
    kind,
    payload: { n: made },
    priority: 0,
    mostAttempts: 2,
    notBefore: 0,
    sameAs: null,
    origin: 'test',
    ...changes,
  };
}

function leaseOf(job: Job | undefined): { readonly jobId: string; readonly owner: string } {
  if (job === undefined || job.leaseOwner === null) throw new Error('nothing was taken');
  return { jobId: job.jobId, owner: job.leaseOwner };
}

export function jobConformance(store: () => Store): void {
  test('jobs are taken by priority, then in order, and never before their time', async () => {
    const { jobs } = store();
    const [low, high, later, second] = [
      newJob('order'),
      newJob('order', { priority: 5 }),
      newJob('order', { priority: 9, notBefore: 1_000 }),
      newJob('order'),
    ];
    for (const job of [low, high, later, second]) await jobs.enqueue(job, 1);
    const taken: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) taken.push((await jobs.take('w', ['order'], 10, 100))?.jobId);
    expect(taken).toEqual([high.jobId, low.jobId, second.jobId, undefined]);
    expect((await jobs.take('w', ['order'], 1_000, 100))?.jobId).toBe(later.jobId);
    expect(await jobs.take('w', ['another-kind'], 1_000, 100)).toBeUndefined();
  });

  test('a job is one worker’s alone until its lease runs out', async () => {
    const { jobs } = store();
    await jobs.enqueue(newJob('lease'), 1);
    const first = leaseOf(await jobs.take('one', ['lease'], 10, 100));
    expect(await jobs.take('two', ['lease'], 50, 100)).toBeUndefined();
    await jobs.extend(first, 300, { done: 1 });
    expect(await jobs.take('two', ['lease'], 200, 100)).toBeUndefined();
    const again = await jobs.take('two', ['lease'], 300, 100);
    expect(again).toMatchObject({ attempts: 2, leaseOwner: 'two', progress: { done: 1 } });
    await expect(jobs.complete(first, null, 310)).rejects.toMatchObject({ code: 'job/lease-lost' });
    await jobs.complete(leaseOf(again), { ok: true }, 320);
    expect(await jobs.get(first.jobId)).toMatchObject({ state: 'done', result: { ok: true }, endedAt: 320 });
  });

  test('a job whose worker disappears as often as it may be tried is dead, and can be revived', async () => {
    const { jobs } = store();
    const { job } = await jobs.enqueue(newJob('lost', { mostAttempts: 1 }), 1);
    await jobs.take('w', ['lost'], 10, 10);
    expect(await jobs.take('w', ['lost'], 20, 10)).toBeUndefined();
    expect(await jobs.get(job.jobId)).toMatchObject({
      state: 'dead',
      lastError: { code: 'job/worker-lost' },
    });
    await jobs.revive(job.jobId, 30);
    expect(await jobs.take('w', ['lost'], 30, 10)).toMatchObject({ attempts: 1, state: 'running' });
    await expect(jobs.revive(job.jobId, 30)).rejects.toMatchObject({ code: 'job/not-ended' });
  });

  test('a failed job waits until its next attempt, and is dead when there is none', async () => {
    const { jobs } = store();
    await jobs.enqueue(newJob('fails'), 1);
    const error = { code: 'endpoint/down', message: 'refused' };
    await jobs.fail(leaseOf(await jobs.take('w', ['fails'], 10, 100)), error, 500, 20);
    expect(await jobs.take('w', ['fails'], 499, 100)).toBeUndefined();
    const again = await jobs.take('w', ['fails'], 500, 100);
    expect(again).toMatchObject({ lastError: error, attempts: 2 });
    await jobs.fail(leaseOf(again), error, null, 510);
    expect(await jobs.get(leaseOf(again).jobId)).toMatchObject({ state: 'dead', endedAt: 510 });
  });

  test('a job that is given back keeps its attempts', async () => {
    const { jobs } = store();
    await jobs.enqueue(newJob('back'), 1);
    await jobs.release(leaseOf(await jobs.take('w', ['back'], 10, 100)), 11);
    expect(await jobs.take('w', ['back'], 12, 100)).toMatchObject({ attempts: 1 });
  });

  test('a queued job is cancelled at once, a running one is asked to stop', async () => {
    const { jobs } = store();
    const { job } = await jobs.enqueue(newJob('stop'), 1);
    expect(await jobs.cancel(job.jobId, 5)).toMatchObject({ state: 'cancelled', endedAt: 5 });
    await jobs.enqueue(newJob('stop'), 6);
    const lease = leaseOf(await jobs.take('w', ['stop'], 10, 100));
    expect(await jobs.cancel(lease.jobId, 11)).toMatchObject({ state: 'running', isCancelRequested: true });
    expect(await jobs.extend(lease, 200, null)).toMatchObject({ isCancelRequested: true });
    await jobs.fail(lease, { code: 'job/cancelled', message: 'asked to stop' }, 999, 12);
    expect(await jobs.get(lease.jobId)).toMatchObject({ state: 'cancelled' });
    await expect(jobs.cancel('nobody', 1)).rejects.toMatchObject({ code: 'job/not-found' });
  });

  test('the same work is queued once, and again after it ended', async () => {
    const { jobs } = store();
    const first = await jobs.enqueue(newJob('same', { sameAs: 'reevaluate:faq' }), 1);
    const twin = await jobs.enqueue(newJob('same', { sameAs: 'reevaluate:faq' }), 2);
    expect(twin).toMatchObject({ isNew: false, job: { jobId: first.job.jobId } });
    await jobs.complete(leaseOf(await jobs.take('w', ['same'], 10, 100)), null, 11);
    expect((await jobs.enqueue(newJob('same', { sameAs: 'reevaluate:faq' }), 12)).isNew).toBe(true);
  });

  test('a schedule that is due makes one job, however late, and moves on', async () => {
    const { jobs } = store();
    const schedule = {
      scheduleId: 's1',
      name: 'nightly',
      kind: 'scheduled',
      payload: { a: 1 },
      priority: 1,
      cron: '0 3 * * *',
      timezone: 'UTC',
      isPaused: false,
      nextAt: 100,
      lastAt: null,
      createdAt: 1,
    };
    await jobs.keepSchedule(schedule);
    const plan = (): { readonly job: NewJob; readonly nextAt: number } => ({
      job: newJob('scheduled'),
      nextAt: 1_100,
    });
    expect(await jobs.fireDue(99, plan)).toEqual([]);
    expect(await jobs.fireDue(1_000, plan)).toHaveLength(1);
    expect(await jobs.fireDue(1_001, plan)).toEqual([]);
    expect(await jobs.schedules()).toEqual([{ ...schedule, nextAt: 1_100, lastAt: 1_000 }]);
    await expect(jobs.keepSchedule({ ...schedule, scheduleId: 's2' })).rejects.toMatchObject({
      code: 'schedule/name-taken',
    });
    expect(await jobs.removeSchedule('s1')).toBe(true);
    expect(await jobs.removeSchedule('s1')).toBe(false);
  });

  test('figures count what waits and for how long', async () => {
    const { jobs } = store();
    const before = await jobs.figures(5_000);
    await jobs.enqueue(newJob('figures', { notBefore: 4_000 }), 4_000);
    await jobs.enqueue(newJob('figures', { notBefore: 9_000 }), 4_000);
    const after = await jobs.figures(5_000);
    expect(after.counts.queued).toBe(before.counts.queued + 2);
    expect(after.oldestWaitMs).not.toBeNull();
    const { items } = await jobs.list({ state: 'queued', kind: 'figures' }, { limit: 1, after: null });
    expect(items).toHaveLength(1);
  });
}
