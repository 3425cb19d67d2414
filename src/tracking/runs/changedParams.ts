// Words the refusal of changed params as MLflow does, for one param or for a batch. The decision is storage's.
import { AssayError } from '../../model/errors.ts';

/** To be given to `catch` of a write of one param. */
export function rewordChangedParam(reason: unknown): never {
  const refusal = changesIn(reason);
  const change = refusal?.changes[0];
  if (refusal === undefined || change === undefined) throw reason;
  throw new AssayError(
    'run/param-changed',
    `Changing param values is not allowed. Param with key='${change.key}' was already logged with value='${change.oldValue}' for run ID='${refusal.runId}'. Attempted logging new value '${change.newValue}'.`,
    refusal.details,
  );
}

/** To be given to `catch` of a write of a batch. */
export function rewordChangedParams(reason: unknown): never {
  const refusal = changesIn(reason);
  if (refusal === undefined) throw reason;
  const list = refusal.changes
    .map(
      ({ key, oldValue, newValue }) =>
        `{'key': ${quoted(key)}, 'old_value': ${quoted(oldValue)}, 'new_value': ${quoted(newValue)}}`,
    )
    .join(', ');
  throw new AssayError(
    'run/param-changed',
    `Changing param values is not allowed. Params were already logged='[${list}]' for run ID='${refusal.runId}'.`,
    refusal.details,
  );
}

interface Change {
  readonly key: string;
  readonly oldValue: string;
  readonly newValue: string;
}

interface Refusal {
  readonly runId: string;
  readonly changes: readonly Change[];
  readonly details: Readonly<Record<string, unknown>>;
}

function changesIn(reason: unknown): Refusal | undefined {
  if (!(reason instanceof AssayError) || reason.code !== 'run/param-changed') return undefined;
  const { runId, changed } = reason.details;
  if (typeof runId !== 'string' || !Array.isArray(changed)) return undefined;
  return { runId, changes: changed.filter(isChange), details: reason.details };
}

function isChange(value: unknown): value is Change {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    'oldValue' in value &&
    'newValue' in value
  );
}

/** A text as Python's `repr` quotes it: clients match on this form. */
function quoted(text: string): string {
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t');
  return escaped.includes("'") && !escaped.includes('"')
    ? `"${escaped}"`
    : `'${escaped.replace(/'/g, "\\'")}'`;
}
