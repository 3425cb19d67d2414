// Page tokens that know which part of a search they belong to, so that a token of another search is refused by saying what differs.
import { createHash } from 'node:crypto';
import { AssayError } from '../../model/errors.ts';
import type { Filter } from '../../model/filter.ts';
import type { LoggedModelOrder } from '../../store/loggedModelStore.ts';

export interface TokenQuestion {
  readonly experimentIds: readonly string[];
  readonly filter: Filter | null;
  readonly orderBy: readonly LoggedModelOrder[];
}

/** @param cursor what storage said of where the page ended */
export function sealPageToken(cursor: string, question: TokenQuestion): string {
  return Buffer.from(JSON.stringify([...prints(question), cursor])).toString('base64url');
}

/** @returns the cursor. @throws AssayError `request/bad-page-token` */
export function openPageToken(token: string, question: TokenQuestion): string {
  const [experiments, filter, order, cursor] = parts(token);
  const [ofExperiments, ofFilter, ofOrder] = prints(question);
  if (experiments !== ofExperiments)
    throw badToken('Experiment IDs in the page token do not match the requested experiment IDs.');
  if (order !== ofOrder) throw badToken('Order by in the page token does not match the requested order by.');
  if (filter !== ofFilter)
    throw badToken('Filter string in the page token does not match the requested filter string.');
  if (typeof cursor !== 'string') throw badToken('Invalid page token');
  return cursor;
}

function prints({ experimentIds, filter, orderBy }: TokenQuestion): readonly [string, string, string] {
  return [print([...experimentIds].sort()), print(filter), print(orderBy)];
}

function print(part: unknown): string {
  const text = JSON.stringify(part, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}

function parts(token: string): readonly unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    // Not a token of this server at all.
    throw badToken('Invalid page token, could not base64-decode');
  }
  if (!Array.isArray(parsed) || parsed.length !== 4) throw badToken('Invalid page token');
  return parsed;
}

function badToken(message: string): AssayError {
  return new AssayError('request/bad-page-token', message);
}
