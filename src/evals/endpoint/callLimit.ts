// How many calls may be in flight to one endpoint: additive increase, multiplicative decrease, and pauses. A state machine; it waits for nobody.

export interface CallLimitSettings {
  /** Calls at once to begin with; ≥ 1. */
  readonly concurrency: number;
  /** Never more than this. */
  readonly mostConcurrency: number;
}

/** A call in flight, as {@link CallLimit.end} wants it back. */
export interface CallTicket {
  /** How often the limit had been lowered when the call began. */
  readonly generation: number;
  /** Which call it is, counted from 1. */
  readonly number: number;
}

/** `answered` raises the limit where it was used up, `throttled` lowers it, `failed` does neither. */
export type CallOutcome = 'answered' | 'throttled' | 'failed';

/** At which share of its former value the limit goes on after the endpoint asked for fewer calls. */
const decrease = 0.5;

/**
 * As TCP does it (Chiu & Jain 1989): every answered round raises the limit by one, every throttled round halves it. Calls that had begun
 * before the limit was lowered tell nothing new and do not lower it again.
 */
export class CallLimit {
  readonly #most: number;
  #limit: number;
  #inFlight = 0;
  #highest = 0;
  #begun = 0;
  /** The last call that took the last place there was. */
  #lastFull = 0;
  #generation = 0;
  #pausedUntil = 0;

  constructor(settings: CallLimitSettings) {
    this.#most = Math.max(1, settings.mostConcurrency);
    this.#limit = Math.min(this.#most, Math.max(1, settings.concurrency));
  }

  /** @param at milliseconds of the clock that never jumps */
  hasRoom(at: number): boolean {
    return this.#inFlight < Math.floor(this.#limit) && at >= this.#pausedUntil;
  }

  begin(): CallTicket {
    this.#inFlight++;
    this.#begun++;
    this.#highest = Math.max(this.#highest, this.#inFlight);
    if (this.#inFlight >= Math.floor(this.#limit)) this.#lastFull = this.#begun;
    return { generation: this.#generation, number: this.#begun };
  }

  /** Tells how the call went. */
  end(ticket: CallTicket, how: CallOutcome): void {
    const wasUsedUp = this.#lastFull >= ticket.number;
    this.#inFlight--;
    if (how === 'answered' && wasUsedUp) {
      this.#limit = Math.min(this.#most, this.#limit + 1 / this.#limit);
    } else if (how === 'throttled' && ticket.generation === this.#generation) {
      this.#generation++;
      this.#limit = Math.max(1, this.#limit * decrease);
    }
  }

  /** No call begins before this moment of the clock that never jumps. */
  pauseUntil(at: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, at);
  }

  get pausedUntil(): number {
    return this.#pausedUntil;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Most calls that were in flight at once. */
  get highest(): number {
    return this.#highest;
  }

  /** Calls at once as things stand. */
  get limit(): number {
    return Math.floor(this.#limit);
  }
}
