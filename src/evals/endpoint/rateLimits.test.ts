// The headers by which endpoints say when they may be asked again, as they are met in the wild.
import { expect, test } from 'vitest';
import { retryAfter, untilReset } from './rateLimits.ts';

const now = Date.UTC(2026, 0, 1);

test.each<[Record<string, string>, number | null]>([
  [{}, null],
  [{ 'retry-after': '2' }, 2000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, 7000],
  [{ 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after-ms': '120', 'retry-after': '9' }, 120],
  [{ 'retry-after-ms': '-1', 'retry-after': '9' }, 9000],
  [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0s' }, 360_000],
  [{ 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': '1s' }, null],
])('after a refusal with %j one waits %s ms', (headers, ms) => {
  expect(retryAfter(new Headers(headers), now)).toBe(ms);
});

test.each<[Record<string, string>, number | null]>([
  [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '20ms' }, 20],
  [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1h2m3.5s' }, 3_723_500],
  [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '4' }, 4000],
  [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': 'never' }, null],
  [{ 'x-ratelimit-remaining-requests': '0' }, null],
  [
    {
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:03Z',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '1s',
    },
    3000,
  ],
])('a limit that is used up (%j) is reset in %s ms', (headers, ms) => {
  expect(untilReset(new Headers(headers), now)).toBe(ms);
});
