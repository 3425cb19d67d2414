// What can be asked for in GraphQL: the fields of each type and how they stand in the REST answers. Names are those of the MLflow schema.

/** `long` is a 64-bit integer as text; fields that are absent have the empty value of their kind. */
export type OutputKind = 'text' | 'long' | 'double' | 'flag' | OutputType | readonly [OutputKind] | Link;

export interface OutputType {
  readonly typeName: string;
  readonly fields: Readonly<Record<string, OutputKind>>;
}

/** A field that is asked of another endpoint, with an input made from its parent. */
export interface Link {
  readonly link: string;
  readonly inputOf: (parent: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** Where in the answer of that endpoint the field stands. */
  readonly within: string;
  readonly kind: OutputKind;
}

const type = (typeName: string, fields: OutputType['fields']): OutputType => ({ typeName, fields });
const pair = (typeName: string): OutputType => type(typeName, { key: 'text', value: 'text' });

const metric = type('MlflowMetric', {
  key: 'text',
  value: 'double',
  timestamp: 'long',
  step: 'long',
  datasetName: 'text',
  datasetDigest: 'text',
  modelId: 'text',
  runId: 'text',
});
const experiment = type('MlflowExperiment', {
  experimentId: 'text',
  name: 'text',
  artifactLocation: 'text',
  lifecycleStage: 'text',
  lastUpdateTime: 'long',
  creationTime: 'long',
  tags: [pair('MlflowExperimentTag')],
});
const modelVersion = type('MlflowModelVersion', {
  name: 'text',
  version: 'text',
  creationTimestamp: 'long',
  lastUpdatedTimestamp: 'long',
  userId: 'text',
  currentStage: 'text',
  description: 'text',
  source: 'text',
  runId: 'text',
  status: 'text',
  statusMessage: 'text',
  tags: [pair('MlflowModelVersionTag')],
  runLink: 'text',
  aliases: ['text'],
  modelId: 'text',
});
const dataset = type('MlflowDataset', {
  name: 'text',
  digest: 'text',
  sourceType: 'text',
  source: 'text',
  schema: 'text',
  profile: 'text',
});
const run = type('MlflowRunExtension', {
  info: type('MlflowRunInfo', {
    runId: 'text',
    runUuid: 'text',
    runName: 'text',
    experimentId: 'text',
    userId: 'text',
    status: 'text',
    startTime: 'long',
    endTime: 'long',
    artifactUri: 'text',
    lifecycleStage: 'text',
  }),
  data: type('MlflowRunData', {
    metrics: [metric],
    params: [pair('MlflowParam')],
    tags: [pair('MlflowRunTag')],
  }),
  inputs: type('MlflowRunInputs', {
    datasetInputs: [type('MlflowDatasetInput', { tags: [pair('MlflowInputTag')], dataset })],
    modelInputs: [type('MlflowModelInput', { modelId: 'text' })],
  }),
  outputs: type('MlflowRunOutputs', {
    modelOutputs: [type('MlflowModelOutput', { modelId: 'text', step: 'long' })],
  }),
  experiment: {
    link: '/experiments/get',
    inputOf: (parent) => ({ experiment_id: infoField(parent, 'experiment_id') }),
    within: 'experiment',
    kind: experiment,
  },
  modelVersions: {
    link: '/model-versions/search',
    inputOf: (parent) => ({ filter: `run_id = '${infoField(parent, 'run_id')}'` }),
    within: 'model_versions',
    kind: [modelVersion],
  },
});
const apiError = type('ApiError', { code: 'text', message: 'text', helpUrl: 'text', traceId: 'text' });

/** What stands at the top of a query: the endpoint that is asked and what it answers. */
export interface Root {
  readonly endpoint: string;
  readonly answer: OutputType;
}

const root = (endpoint: string, typeName: string, fields: OutputType['fields']): Root => ({
  endpoint,
  answer: type(typeName, { ...fields, nextPageToken: 'text', apiError }),
});

export const roots: Readonly<Record<string, Root>> = {
  mlflowGetExperiment: root('/experiments/get', 'MlflowGetExperimentResponse', { experiment }),
  mlflowGetRun: root('/runs/get', 'MlflowGetRunResponse', { run }),
  mlflowSearchRuns: root('/runs/search', 'MlflowSearchRunsResponse', { runs: [run] }),
  mlflowGetMetricHistoryBulkInterval: root(
    '/metrics/get-history-bulk-interval',
    'MlflowGetMetricHistoryBulkIntervalResponse',
    { metrics: [metric] },
  ),
  mlflowListArtifacts: root('/artifacts/list', 'MlflowListArtifactsResponse', {
    rootUri: 'text',
    files: [type('MlflowFileInfo', { path: 'text', isDir: 'flag', fileSize: 'long' })],
  }),
  mlflowSearchDatasets: root('/experiments/search-datasets', 'MlflowSearchDatasetsResponse', {
    datasetSummaries: [
      type('MlflowDatasetSummary', { experimentId: 'text', name: 'text', digest: 'text', context: 'text' }),
    ],
  }),
  mlflowSearchModelVersions: root('/model-versions/search', 'MlflowSearchModelVersionsResponse', {
    modelVersions: [modelVersion],
  }),
};

/** A field of the run's `info`, which every run answer has. */
function infoField(parent: Readonly<Record<string, unknown>>, name: string): string {
  const { info } = parent;
  const found: unknown =
    typeof info === 'object' && info !== null
      ? Object.entries(info).find(([key]) => key === name)?.[1]
      : undefined;
  return typeof found === 'string' ? found : '';
}
