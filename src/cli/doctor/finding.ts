// What one look of the doctor found. Not how it is printed.

export interface Finding {
  readonly state: 'ok' | 'warning' | 'problem';
  /** What was looked at, in a word or two. */
  readonly about: string;
  /** What was found, a sentence without a full stop. */
  readonly says: string;
  /** What to do; '' when nothing needs to be done. */
  readonly remedy: string;
}

export function ok(about: string, says: string): Finding {
  return { state: 'ok', about, says, remedy: '' };
}

export function warning(about: string, says: string, remedy: string): Finding {
  return { state: 'warning', about, says, remedy };
}

export function problem(about: string, says: string, remedy: string): Finding {
  return { state: 'problem', about, says, remedy };
}
