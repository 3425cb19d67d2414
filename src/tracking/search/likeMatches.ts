// LIKE patterns, as SQL means them: % is any text, _ is one character, nothing is escaped. Linear in practice, never exponential.

/**
 * Whether a text fits a pattern from end to end.
 *
 * @param isCaseIgnored ILIKE; both sides are compared in lower case, in every script
 */
export function likeMatches(text: string, pattern: string, isCaseIgnored: boolean): boolean {
  const have = Array.from(isCaseIgnored ? text.toLowerCase() : text);
  const want = Array.from(isCaseIgnored ? pattern.toLowerCase() : pattern);
  let at = 0;
  let wanted = 0;
  // Where to go back to: after the last %, taking one character more.
  let lastAny = -1;
  let retryAt = 0;
  while (at < have.length) {
    const next = want[wanted];
    if (next === '%') {
      lastAny = wanted;
      retryAt = at;
      wanted += 1;
    } else if (next !== undefined && (next === '_' || next === have[at])) {
      at += 1;
      wanted += 1;
    } else if (lastAny >= 0) {
      retryAt += 1;
      at = retryAt;
      wanted = lastAny + 1;
    } else {
      return false;
    }
  }
  while (want[wanted] === '%') wanted += 1;
  return wanted === want.length;
}
