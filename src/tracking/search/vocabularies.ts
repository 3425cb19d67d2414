// The searches there are and what each lets people ask. The one list; adding a searchable attribute is one line here and one column in each engine.
import type { FieldEntity } from '../../model/filter.ts';
import type { AttributeRule, Vocabulary } from './vocabulary.ts';

const text: AttributeRule = { type: 'string', searchable: true, orderable: true };
const textNotOrdered: AttributeRule = { type: 'string', searchable: true, orderable: false };
const number: AttributeRule = { type: 'number', searchable: true, orderable: true };
const numberNotOrdered: AttributeRule = { type: 'number', searchable: true, orderable: false };
const id: AttributeRule = { type: 'id', searchable: true, orderable: true };

const metrics = { metric: 'metric', metrics: 'metric' } as const;
const params = { param: 'param', params: 'param', parameter: 'param', parameters: 'param' } as const;
const tags = { tag: 'tag', tags: 'tag' } as const;
const attributes = { attribute: 'attribute', attributes: 'attribute', attr: 'attribute' } as const;
const datasets = { dataset: 'dataset', datasets: 'dataset' } as const;

const entities = (...groups: Readonly<Record<string, FieldEntity>>[]): ReadonlyMap<string, FieldEntity> =>
  new Map(groups.flatMap((group) => Object.entries(group)));

const plainWording = {
  syntax: 'Invalid clause(s) in filter string',
  comparator: 'Invalid comparator',
  orderKey: 'Invalid attribute key',
} as const;

export const runSearch: Vocabulary = {
  name: 'runs',
  entities: entities(metrics, params, tags, attributes, { run: 'attribute' }, datasets),
  entityNames: ['metric', 'parameter', 'tag', 'attribute', 'dataset'],
  attributes: new Map([
    ['run_id', text],
    ['run_name', text],
    ['user_id', text],
    ['status', text],
    ['artifact_uri', text],
    ['start_time', number],
    ['end_time', number],
  ]),
  attributeAliases: new Map([
    ['created', 'start_time'],
    ['Created', 'start_time'],
    ['run name', 'run_name'],
    ['Run name', 'run_name'],
    ['Run Name', 'run_name'],
  ]),
  datasetKeys: ['name', 'digest', 'context'],
  orderEntities: ['metric', 'param', 'tag', 'attribute'],
  bareValues: false,
  wording: plainWording,
};

export const experimentSearch: Vocabulary = {
  name: 'experiments',
  entities: entities(attributes, tags),
  entityNames: ['attribute', 'tag', 'tags'],
  attributes: new Map([
    ['name', text],
    ['experiment_id', id],
    ['creation_time', number],
    ['last_update_time', number],
  ]),
  attributeAliases: new Map(),
  datasetKeys: [],
  orderEntities: ['attribute'],
  bareValues: false,
  wording: plainWording,
};

export const registeredModelSearch: Vocabulary = {
  name: 'registered models',
  entities: entities(attributes, tags),
  entityNames: ['attribute', 'tag', 'tags'],
  attributes: new Map([
    ['name', text],
    // MLflow's own tests ask that ordering by creation is refused here, and only here.
    ['creation_timestamp', numberNotOrdered],
    ['last_updated_timestamp', number],
  ]),
  attributeAliases: new Map([['timestamp', 'last_updated_timestamp']]),
  datasetKeys: [],
  orderEntities: ['attribute'],
  bareValues: false,
  wording: { ...plainWording, orderKey: 'Invalid order by key' },
};

export const modelVersionSearch: Vocabulary = {
  name: 'model versions',
  entities: entities(attributes, tags),
  entityNames: ['attribute', 'tag', 'tags'],
  attributes: new Map([
    ['name', text],
    ['version_number', { ...number, quotedNumbers: true }],
    ['run_id', textNotOrdered],
    ['source_path', textNotOrdered],
    ['creation_timestamp', number],
    ['last_updated_timestamp', number],
  ]),
  attributeAliases: new Map(),
  datasetKeys: [],
  orderEntities: ['attribute'],
  bareValues: false,
  wording: plainWording,
};

export const loggedModelSearch: Vocabulary = {
  name: 'logged models',
  entities: entities(attributes, metrics, params, tags),
  entityNames: ['attributes', 'metrics', 'params', 'tags'],
  attributes: new Map([
    ['name', text],
    ['model_id', text],
    ['model_type', text],
    ['status', text],
    ['source_run_id', text],
    ['experiment_id', id],
    ['creation_timestamp', number],
    ['last_updated_timestamp', number],
  ]),
  attributeAliases: new Map([
    ['creation_time', 'creation_timestamp'],
    ['creation_timestamp_ms', 'creation_timestamp'],
    ['last_updated_time', 'last_updated_timestamp'],
    ['last_updated_timestamp_ms', 'last_updated_timestamp'],
  ]),
  datasetKeys: [],
  orderEntities: ['metric', 'attribute'],
  bareValues: true,
  wording: {
    syntax: 'Invalid filter string',
    comparator: 'Invalid comparison operator',
    orderKey: 'Invalid order by field name',
  },
};

export const evaluationDatasetSearch: Vocabulary = {
  name: 'evaluation datasets',
  entities: entities(attributes, tags),
  entityNames: ['attribute', 'tag', 'tags'],
  attributes: new Map([
    ['name', text],
    ['created_by', textNotOrdered],
    ['last_updated_by', textNotOrdered],
    ['created_time', number],
    ['last_update_time', number],
  ]),
  attributeAliases: new Map(),
  datasetKeys: [],
  orderEntities: ['attribute'],
  bareValues: false,
  wording: plainWording,
};

/** Every search, for tests and for documents that list them. */
export const vocabularies: readonly Vocabulary[] = [
  runSearch,
  experimentSearch,
  registeredModelSearch,
  modelVersionSearch,
  loggedModelSearch,
  evaluationDatasetSearch,
];
