// The limit of calls in flight rises while all goes well and falls once for every round that was throttled.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CallLimit, type CallTicket } from './callLimit.ts';

function round(limit: CallLimit, how: 'answered' | 'throttled' | 'failed'): void {
  const tickets: CallTicket[] = [];
  while (limit.hasRoom(0)) tickets.push(limit.begin());
  for (const ticket of tickets) limit.end(ticket, how);
}

test('every round of answers raises it by one, up to its bound', () => {
  const limit = new CallLimit({ concurrency: 4, mostConcurrency: 6 });
  expect(limit.limit).toBe(4);
  round(limit, 'answered');
  round(limit, 'answered');
  expect(limit.limit).toBeGreaterThanOrEqual(5);
  for (let i = 0; i < 10; i++) round(limit, 'answered');
  expect(limit.limit).toBe(6);
  expect(limit.highest).toBe(6);
});

test('a throttled round halves it once, whatever the number of refusals; it never falls below one and recovers', () => {
  const limit = new CallLimit({ concurrency: 16, mostConcurrency: 16 });
  round(limit, 'throttled');
  expect(limit.limit).toBe(8);
  for (let i = 0; i < 10; i++) round(limit, 'throttled');
  expect(limit.limit).toBe(1);
  for (let i = 0; i < 40; i++) round(limit, 'answered');
  expect(limit.limit).toBe(16);
});

test('failures that say nothing about the load leave it as it is', () => {
  const limit = new CallLimit({ concurrency: 5, mostConcurrency: 9 });
  for (let i = 0; i < 10; i++) round(limit, 'failed');
  expect(limit.limit).toBe(5);
});

test('a limit that is not used up does not rise', () => {
  const limit = new CallLimit({ concurrency: 5, mostConcurrency: 9 });
  for (let i = 0; i < 100; i++) limit.end(limit.begin(), 'answered');
  expect(limit.limit).toBe(5);
});

test('whatever happens, it stays between one and its bound, and nobody is counted twice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('begin', 'answered', 'throttled', 'failed'), { maxLength: 300 }),
      fc.integer({ min: 1, max: 20 }),
      (events, most) => {
        const limit = new CallLimit({ concurrency: 8, mostConcurrency: most });
        const open: CallTicket[] = [];
        for (const event of events) {
          if (event === 'begin') {
            if (limit.hasRoom(0)) open.push(limit.begin());
          } else {
            const ticket = open.shift();
            if (ticket !== undefined) limit.end(ticket, event);
          }
          expect(limit.limit).toBeGreaterThanOrEqual(1);
          expect(limit.limit).toBeLessThanOrEqual(most);
          expect(limit.inFlight).toBe(open.length);
          expect(limit.inFlight).toBeLessThanOrEqual(most);
        }
      },
    ),
  );
});
