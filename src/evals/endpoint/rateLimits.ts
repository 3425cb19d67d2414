// What an endpoint says about how soon it may be asked again, in the headers that are in use. Not what is done about it.

/**
 * How long to wait after a refusal, in milliseconds: `retry-after-ms`, else `retry-after` (seconds or a date), else the reset of a
 * limit that is used up. Null when the endpoint does not say.
 *
 * @param now milliseconds since the epoch
 * @source RFC 9110, 10.2.3; the headers of OpenAI and Anthropic
 */
export function retryAfter(headers: Headers, now: number): number | null {
  const milliseconds = headers.get('retry-after-ms');
  if (milliseconds !== null && /^\d+(\.\d+)?$/.test(milliseconds.trim())) return Number(milliseconds);
  const said = headers.get('retry-after')?.trim();
  if (said !== undefined && /^\d+(\.\d+)?$/.test(said)) return Number(said) * 1000;
  if (said !== undefined) {
    const date = Date.parse(said);
    if (Number.isFinite(date)) return Math.max(0, date - now);
  }
  return untilReset(headers, now);
}

/** How long until a limit that is used up is reset, in milliseconds; null while every limit that is named has something left. */
export function untilReset(headers: Headers, now: number): number | null {
  let longest: number | null = null;
  for (const kind of ['requests', 'tokens', 'input-tokens', 'output-tokens']) {
    const pairs = [
      [`x-ratelimit-remaining-${kind}`, `x-ratelimit-reset-${kind}`],
      [`anthropic-ratelimit-${kind}-remaining`, `anthropic-ratelimit-${kind}-reset`],
    ] as const;
    for (const [remaining, reset] of pairs) {
      if (headers.get(remaining)?.trim() !== '0') continue;
      const wait = durationOrDate(headers.get(reset), now);
      if (wait !== null) longest = Math.max(longest ?? 0, wait);
    }
  }
  return longest;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `6m0s`, `20ms`, `1.5` (seconds) or a date. */
function durationOrDate(text: string | null, now: number): number | null {
  const said = text?.trim();
  if (said === undefined || said === '') return null;
  if (/^\d+(\.\d+)?$/.test(said)) return Number(said) * 1000;
  if (/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(said)) {
    return [...said.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)].reduce(
      (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0),
      0,
    );
  }
  const date = Date.parse(said);
  return Number.isFinite(date) ? Math.max(0, date - now) : null;
}
