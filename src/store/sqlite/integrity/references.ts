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
  of('experiment_tag', 'experiment', 'experiment'),
  of('run', 'experiment', 'experiment'),
  of('param', 'run', 'run'),
  of('tag', 'run', 'run'),
  of('dataset_input', 'experiment', 'experiment'),
  of('run_dataset', 'run', 'run'),
  of('run_dataset', 'dataset', 'dataset_input'),
  of('run_dataset_tag', 'run', 'run'),
  of('run_dataset_tag', 'dataset', 'dataset_input'),
  of('run_model_input', 'run', 'run'),
  of('run_model_output', 'run', 'run'),
  of('metric_run', 'run', 'run'),
  of('metric_tail', 'run', 'run'),
  of('metric_block', 'run', 'run'),
  { ...of('metric_block', 'key', 'metric_key'), unless: 'child.key = 0' },
  of('metric_summary', 'run', 'run'),
  of('metric_summary', 'key', 'metric_key'),
  of('metric_summary', 'experiment', 'experiment'),
  of('logged_model', 'experiment', 'experiment'),
  of('logged_model_param', 'model', 'logged_model'),
  of('logged_model_tag', 'model', 'logged_model'),
  of('logged_model_metric', 'model', 'logged_model'),
  of('logged_model_metric', 'run', 'run'),
  of('registered_model_tag', 'model', 'registered_model'),
  of('registered_model_alias', 'model', 'registered_model'),
  of('model_version', 'model', 'registered_model'),
  of('model_version_tag', 'version', 'model_version'),
  of('evaluation_dataset_tag', 'dataset', 'evaluation_dataset'),
  of('evaluation_dataset_experiment', 'dataset', 'evaluation_dataset'),
  of('evaluation_record', 'dataset', 'evaluation_dataset'),
  of('golden_version', 'dataset', 'golden_dataset'),
  of('golden_member', 'version', 'golden_version'),
  of('golden_member', 'example', 'golden_example'),
  of('golden_event', 'version', 'golden_version'),
  of('gate_run_results', 'gate_run', 'gate_run'),
  { ...of('artifact', 'parent', 'artifact'), unless: 'child.parent = 0' },
];

function of(table: string, column: string, refersTo: string): Reference {
  return { table, column, refersTo, key: 'id' };
}
