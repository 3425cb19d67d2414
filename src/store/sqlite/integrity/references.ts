// Which columns refer to rows of which tables. SQLite does not watch over them (no request pays for that); the integrity check does.

export interface Reference {
  readonly table: string;
  readonly column: string;
  readonly refersTo: string;
  /** The column of the other table. */
  readonly key: string;
  /** SQL over `child`: rows that refer to nothing. */
  readonly unless?: string;
}

export const references: readonly Reference[] = [
  { table: 'experiment_tag', column: 'experiment', refersTo: 'experiment', key: 'id' },
  { table: 'run', column: 'experiment', refersTo: 'experiment', key: 'id' },
  { table: 'param', column: 'run', refersTo: 'run', key: 'id' },
  { table: 'tag', column: 'run', refersTo: 'run', key: 'id' },
  { table: 'dataset_input', column: 'experiment', refersTo: 'experiment', key: 'id' },
  { table: 'run_dataset', column: 'run', refersTo: 'run', key: 'id' },
  { table: 'run_dataset', column: 'dataset', refersTo: 'dataset_input', key: 'id' },
  { table: 'run_dataset_tag', column: 'run', refersTo: 'run', key: 'id' },
  { table: 'run_dataset_tag', column: 'dataset', refersTo: 'dataset_input', key: 'id' },
  { table: 'run_model_input', column: 'run', refersTo: 'run', key: 'id' },
  { table: 'run_model_output', column: 'run', refersTo: 'run', key: 'id' },
  { table: 'artifact', column: 'parent', refersTo: 'artifact', key: 'id', unless: 'child.parent = 0' },
];
