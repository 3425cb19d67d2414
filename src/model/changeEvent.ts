// What changed, as announced to live views: enough to know what to read again, never the data itself.

export type ChangeEvent =
  | { readonly type: 'experiment'; readonly experimentId: string }
  | { readonly type: 'run'; readonly experimentId: string; readonly runId: string }
  /** Points were added to the run; announced at most once per run and interval. */
  | { readonly type: 'metrics'; readonly runId: string }
  | { readonly type: 'artifact'; readonly path: string }
  | { readonly type: 'logged-model'; readonly experimentId: string; readonly modelId: string }
  | { readonly type: 'registered-model'; readonly name: string }
  | { readonly type: 'evaluation-dataset'; readonly datasetId: string }
  /** A golden dataset: a draft, a version or its standing. */
  | { readonly type: 'dataset'; readonly name: string }
  | { readonly type: 'component'; readonly name: string }
  | { readonly type: 'gate-run'; readonly component: string; readonly gateRunId: string }
  | { readonly type: 'job'; readonly jobId: string }
  /** Somebody should look; what happened is kept as an alert. */
  | { readonly type: 'alert'; readonly alertId: string };
