// Metric keys as small numbers: the dictionary table with a bounded cache both ways. Not the series themselves.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { number, text } from '../columns.ts';

const mostCached = 100_000;

export class KeyDictionary {
  readonly #ids = new Map<string, number>();
  readonly #texts = new Map<number, string>();
  readonly #selectId: StatementSync;
  readonly #selectText: StatementSync;
  readonly #insert: StatementSync;

  constructor(db: DatabaseSync) {
    this.#selectId = db.prepare('SELECT id FROM metric_key WHERE key = ?');
    this.#selectText = db.prepare('SELECT key FROM metric_key WHERE id = ?');
    this.#insert = db.prepare('INSERT INTO metric_key (key) VALUES (?) RETURNING id');
  }

  /** The number of a key that was logged before. */
  find(key: string): number | undefined {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const row = this.#selectId.get(key);
    return row === undefined ? undefined : this.#remember(key, number(row, 'id'));
  }

  /** The number of a key, given now if it has none; only inside a write transaction. */
  idOf(key: string): number {
    const known = this.find(key);
    if (known !== undefined) return known;
    const row = this.#insert.get(key);
    if (row === undefined) throw new Error('the new metric key has no id');
    return this.#remember(key, number(row, 'id'));
  }

  /** @throws Error for a number that was never given: the database is damaged */
  textOf(id: number): string {
    const known = this.#texts.get(id);
    if (known !== undefined) return known;
    const row = this.#selectText.get(id);
    if (row === undefined) throw new Error(`metric key ${id} is not in the dictionary`);
    const key = text(row, 'key');
    this.#remember(key, id);
    return key;
  }

  /** After a rollback the numbers given since may be given again, to other keys. */
  forget(): void {
    this.#ids.clear();
    this.#texts.clear();
  }

  #remember(key: string, id: number): number {
    if (this.#ids.size >= mostCached) this.forget();
    this.#ids.set(key, id);
    this.#texts.set(id, key);
    return id;
  }
}
