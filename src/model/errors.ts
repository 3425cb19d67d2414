// The one table of errors: every refusal a caller can meet, its kind, what it says and what the reader can do. Not how a wire spells it.

/** What sort of refusal it is; each protocol translates the kind to its own status and code. */
export type ErrorKind = 'not-found' | 'conflict' | 'invalid' | 'forbidden' | 'busy' | 'broken';

interface ErrorEntry {
  readonly kind: ErrorKind;
  /** One sentence for the table in the docs: when this is raised. */
  readonly when: string;
  /** What the reader can do about it. */
  readonly remedy: string;
}

/** Codes are never renamed or reused; docs/errors.md is checked against this table both ways. */
export const errorTable = {
  'request/not-json': {
    kind: 'invalid',
    when: 'The body is not valid JSON.',
    remedy: 'Send a JSON object encoded in UTF-8.',
  },
  'request/invalid-field': {
    kind: 'invalid',
    when: 'A field is missing, of the wrong type or out of range.',
    remedy: 'Correct the field named in the message.',
  },
  'request/too-large': {
    kind: 'invalid',
    when: 'The body is larger than the limit of its route.',
    remedy: 'Split the request; artifacts are streamed and have no such limit.',
  },
  'request/bad-page-token': {
    kind: 'invalid',
    when: 'The page token was not made by this server for this question.',
    remedy: 'Start again from the first page without a token.',
  },
  'request/unknown-route': {
    kind: 'not-found',
    when: 'No such route.',
    remedy: 'See the API document at /api/v1/openapi.json.',
  },
  'search/invalid-filter': {
    kind: 'invalid',
    when: 'The filter string cannot be understood.',
    remedy: 'Correct the filter at the position shown.',
  },
  'search/invalid-order': {
    kind: 'invalid',
    when: 'An order_by clause cannot be understood.',
    remedy: 'Use `entity.key ASC` or `entity.key DESC`.',
  },
  'experiment/not-found': {
    kind: 'not-found',
    when: 'No experiment has this id or name.',
    remedy: 'List experiments with `assay experiments list`.',
  },
  'experiment/exists': {
    kind: 'conflict',
    when: 'Another experiment, possibly a deleted one, has this name.',
    remedy: 'Choose another name, or restore the deleted experiment.',
  },
  'experiment/not-active': {
    kind: 'invalid',
    when: 'The experiment is deleted and cannot be written to.',
    remedy: 'Restore the experiment first.',
  },
  'experiment/tag-not-found': {
    kind: 'not-found',
    when: 'The experiment has no tag with this key.',
    remedy: 'Read the experiment to see its tags.',
  },
  'run/not-found': {
    kind: 'not-found',
    when: 'No run has this id.',
    remedy: 'Find the run with `assay runs list`.',
  },
  'run/exists': {
    kind: 'conflict',
    when: 'A run with this id already exists and was created with other properties.',
    remedy: 'Use a fresh run id.',
  },
  'run/not-active': {
    kind: 'invalid',
    when: 'The run is deleted and cannot be written to.',
    remedy: 'Restore the run first.',
  },
  'run/param-changed': {
    kind: 'invalid',
    when: 'A param was already logged with another value; params never change.',
    remedy: 'Log the new value in a new run, or under another key.',
  },
  'run/tag-not-found': {
    kind: 'not-found',
    when: 'The run has no tag with this key.',
    remedy: 'Read the run to see its tags.',
  },
  'store/in-use': {
    kind: 'busy',
    when: 'Another process owns the data directory.',
    remedy: 'Stop that process, or give this one another directory with --data.',
  },
  'store/newer-schema': {
    kind: 'invalid',
    when: 'The data directory was written by a newer Assay.',
    remedy: 'Run the newer version, or restore a backup made before the upgrade.',
  },
  'store/write-failed': {
    kind: 'broken',
    when: 'The write could not be made durable; nothing of it was kept.',
    remedy: 'Look at the disk (space, permissions) and repeat the request.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;

/** A refusal from the table. `details` is plain data for the reader (positions, offending values), never secrets. */
export class AssayError extends Error {
  override readonly name = 'AssayError';
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.kind = errorTable[code].kind;
    this.details = details;
  }
}
