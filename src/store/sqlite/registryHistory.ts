// Writes what happened to registered models, inside the transaction in which it happened. Only ever adds.
import type { DatabaseSync } from 'node:sqlite';
import type { RegistryEvent } from '../../model/registeredModel.ts';
import type { Act } from '../registryStore.ts';

/** What is not given is null. */
export interface Happening extends Partial<Pick<RegistryEvent, 'version' | 'alias' | 'from' | 'to'>> {
  /** The model's row, which keeps its history together under changing names. */
  readonly model: number;
  readonly name: string;
  readonly kind: RegistryEvent['kind'];
}

export type RecordHappening = (happening: Happening, act: Act) => void;

export function historyWriter(db: DatabaseSync): RecordHappening {
  const insert = db.prepare(
    `INSERT INTO registry_event (at, model, name, version, kind, alias, came_from, went_to, by_whom)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return ({ model, name, version = null, kind, alias = null, from = null, to = null }, act) => {
    insert.run(act.now, model, name, version, kind, alias, from, to, act.by);
  };
}
