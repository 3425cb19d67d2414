// The contract of a kind of job, as those who queue it see it. Knows no kind, and not how one is done.
import type { Json } from '../model/json.ts';

export interface JobKind {
  /** Such as `gate`. */
  readonly kind: string;
  /** How often it is tried before it is dead; integer ≥ 1. */
  readonly mostAttempts: number;
  /** Looks at a payload before it is queued. @throws AssayError `job/invalid-payload`, or what the kind refuses */
  check(payload: Json): void;
}
