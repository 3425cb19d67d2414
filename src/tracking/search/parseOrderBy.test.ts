// Orders that MLflow was observed to take or to refuse, and what they mean here.
import { describe, expect, test } from 'vitest';
import { AssayError } from '../../model/errors.ts';
import { formatOrderTerm } from './formatFilter.ts';
import { orderTermOf, parseOrderBy } from './parseOrderBy.ts';
import {
  evaluationDatasetSearch,
  experimentSearch,
  loggedModelSearch,
  modelVersionSearch,
  registeredModelSearch,
  runSearch,
} from './vocabularies.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Observed: MLflow 3.17.2 answers these. */
const alsoThere: readonly (readonly [Vocabulary, readonly (readonly [readonly string[], string])[]])[] = [
  [
    runSearch,
    [
      [['metrics.a'], 'metrics.a ASC'],
      [['metrics.a  desc'], 'metrics.a DESC'],
      [['metrics.`a b` DESC'], 'metrics.`a b` DESC'],
      [['metrics."a b" DESC'], 'metrics.`a b` DESC'],
      [['metrics.a.b'], 'metrics.a.b ASC'],
      [['start_time'], 'attributes.start_time ASC'],
      [['attributes.start_time DESC'], 'attributes.start_time DESC'],
      [['Created'], 'attributes.start_time ASC'],
      [['run_name'], 'attributes.run_name ASC'],
      [['tags.`mlflow.runName` ASC'], 'tags.mlflow.runName ASC'],
      [['status'], 'attributes.status ASC'],
      [['user_id'], 'attributes.user_id ASC'],
      [['param.a', 'metric.a', 'tag.a'], 'params.a ASC, metrics.a ASC, tags.a ASC'],
      [['metrics.order'], 'metrics.order ASC'],
      [['metrics.count desc'], 'metrics.count DESC'],
      [['tags.desc desc'], 'tags.desc DESC'],
      [["metrics.'a b'"], 'metrics.`a b` ASC'],
      [['params.my_param aSc', 'attributes.status  ASC'], 'params.my_param ASC, attributes.status ASC'],
      [['params.`my_param` DESC', 'attributes.status DESC'], 'params.my_param DESC, attributes.status DESC'],
      [['metrics.`Mean Square Error` ASC'], 'metrics.`Mean Square Error` ASC'],
    ],
  ],
  [
    experimentSearch,
    [
      [['name'], 'attributes.name ASC'],
      [['name ASC', 'experiment_id'], 'attributes.name ASC, attributes.experiment_id ASC'],
      [['experiment_id DESC'], 'attributes.experiment_id DESC'],
      [
        ['creation_time', 'last_update_time DESC'],
        'attributes.creation_time ASC, attributes.last_update_time DESC',
      ],
      [['attribute.name'], 'attributes.name ASC'],
    ],
  ],
  [
    registeredModelSearch,
    [
      [['name'], 'attributes.name ASC'],
      [['timestamp'], 'attributes.last_updated_timestamp ASC'],
      [['timestamp  aSC'], 'attributes.last_updated_timestamp ASC'],
      [['last_updated_timestamp DESC'], 'attributes.last_updated_timestamp DESC'],
      [['timestamp\tASC'], 'attributes.last_updated_timestamp ASC'],
      [['timestamp\r\rASC'], 'attributes.last_updated_timestamp ASC'],
      [['timestamp\nASC'], 'attributes.last_updated_timestamp ASC'],
      [['timestamp  deSc', 'name deSc'], 'attributes.last_updated_timestamp DESC, attributes.name DESC'],
    ],
  ],
  [
    modelVersionSearch,
    [
      [['name DESC'], 'attributes.name DESC'],
      [['version_number DESC'], 'attributes.version_number DESC'],
      [
        ['creation_timestamp', 'last_updated_timestamp'],
        'attributes.creation_timestamp ASC, attributes.last_updated_timestamp ASC',
      ],
      [['attribute.name'], 'attributes.name ASC'],
    ],
  ],
  [
    evaluationDatasetSearch,
    [
      [['name'], 'attributes.name ASC'],
      [['name DESC'], 'attributes.name DESC'],
      [
        ['created_time DESC', 'last_update_time'],
        'attributes.created_time DESC, attributes.last_update_time ASC',
      ],
    ],
  ],
];

/** Observed: MLflow 3.17.2 refuses these, for a blank or for quotes. */
const onlyHere: readonly (readonly [Vocabulary, readonly (readonly [readonly string[], string])[]])[] = [
  [
    runSearch,
    [
      [['metrics.a '], 'metrics.a ASC'],
      [[' metrics.a'], 'metrics.a ASC'],
      [['metrics.a DESC '], 'metrics.a DESC'],
      [['`run name`'], 'attributes.run_name ASC'],
      [['attributes.`Run name`'], 'attributes.run_name ASC'],
      [['metrics.1'], 'metrics.`1` ASC'],
    ],
  ],
  [experimentSearch, [[['attributes.name'], 'attributes.name ASC']]],
  [
    registeredModelSearch,
    [
      [['attribute.name'], 'attributes.name ASC'],
      [['`name`'], 'attributes.name ASC'],
    ],
  ],
  [evaluationDatasetSearch, [[['attribute.name'], 'attributes.name ASC']]],
];

/** Observed: MLflow 3.17.2 refuses these; the duplicates with a 500, or (experiments) not at all. */
const refused: readonly (readonly [Vocabulary, readonly (readonly [readonly string[], string])[]])[] = [
  [
    runSearch,
    [
      [['metrics.a-b'], "Invalid order_by clause 'metrics.a-b'. Could not be parsed"],
      [
        ['metrics.a NULLS LAST'],
        "Invalid order_by clause 'metrics.a NULLS LAST': Invalid ordering key 'NULLS'",
      ],
      [
        ['metrics.a DESC NULLS LAST'],
        "Invalid order_by clause 'metrics.a DESC NULLS LAST'. Could not be parsed",
      ],
      [['metrics.a, metrics.b'], "Invalid order_by clause 'metrics.a, metrics.b'. Could not be parsed"],
      [['metrics.a;'], "Invalid order_by clause 'metrics.a;'. Could not be parsed"],
      [[''], "Invalid order_by clause ''. Could not be parsed"],
      [[' '], "Invalid order_by clause ' '. Could not be parsed"],
      [['created', 'start_time'], "`order_by` contains duplicate fields: ['created', 'start_time']"],
      [['run name'], "Invalid order_by clause 'run name': Invalid ordering key 'name'"],
      [['duration'], "Invalid attribute key 'duration' specified"],
      [['dataset.name'], 'Invalid order_by entity: dataset'],
      [['metric.a', 'metric.a DESC'], "`order_by` contains duplicate fields: ['metric.a', 'metric.a DESC']"],
      [['acc'], "Invalid attribute key 'acc' specified"],
      [
        ['m.acc'],
        "Invalid entity type 'm'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
      ],
      [['`metrics.A'], "Invalid order_by clause '`metrics.A'. Could not be parsed"],
      [
        ['`metrics.A`'],
        "Invalid entity type '`metrics'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
      ],
      [
        ['attribute.run_id ACS'],
        "Invalid order_by clause 'attribute.run_id ACS': Invalid ordering key 'ACS'",
      ],
      [['metrics.A != 1'], "Invalid order_by clause 'metrics.A != 1'. Could not be parsed"],
      [['DESC'], "Invalid order_by clause 'DESC'. Could not be parsed"],
      [['attributes.timestamp'], "Invalid attribute key 'timestamp' specified"],
      [['timestamp'], "Invalid attribute key 'timestamp' specified"],
      [['-metrics.a'], "Invalid order_by clause '-metrics.a'. Could not be parsed"],
    ],
  ],
  [
    experimentSearch,
    [
      [['tags.a'], 'Invalid order_by entity: tag'],
      [['lifecycle_stage'], "Invalid attribute key 'lifecycle_stage' specified"],
      [['name', 'name'], "`order_by` contains duplicate fields: ['name', 'name']"],
    ],
  ],
  [
    registeredModelSearch,
    [
      [
        ['timestamp', 'last_updated_timestamp'],
        "`order_by` contains duplicate fields: ['timestamp', 'last_updated_timestamp']",
      ],
      [['creation_timestamp DESC'], "Invalid order by key 'creation_timestamp' specified"],
      [['tags.a'], 'Invalid order_by entity: tag'],
      [['timestamp decs'], "Invalid order_by clause 'timestamp decs': Invalid ordering key 'decs'"],
      [['name aCs'], "Invalid order_by clause 'name aCs': Invalid ordering key 'aCs'"],
      [
        ['last_updated_timestamp DESC blah'],
        "Invalid order_by clause 'last_updated_timestamp DESC blah'. Could not be parsed",
      ],
      [['name ASC', 'creation_timestamp DESC'], "Invalid order by key 'creation_timestamp' specified"],
      [
        ['timestamp somerandomstuff ASC'],
        "Invalid order_by clause 'timestamp somerandomstuff ASC': Invalid ordering key 'somerandomstuff'",
      ],
    ],
  ],
  [
    modelVersionSearch,
    [
      [['run_id DESC'], "Invalid attribute key 'run_id' specified"],
      [['version'], "Invalid attribute key 'version' specified"],
      [['tags.a'], 'Invalid order_by entity: tag'],
      [['timestamp'], "Invalid attribute key 'timestamp' specified"],
      [['name', 'name'], "`order_by` contains duplicate fields: ['name', 'name']"],
    ],
  ],
  [
    evaluationDatasetSearch,
    [
      [['created_by'], "Invalid attribute key 'created_by' specified"],
      [['tags.a'], 'Invalid order_by entity: tag'],
      [['dataset_id'], "Invalid attribute key 'dataset_id' specified"],
    ],
  ],
];

describe.each([...alsoThere, ...onlyHere])('an order for $name', (vocabulary, rows) => {
  test.each(rows)('is read from %j', (clauses, meaning) => {
    expect(parseOrderBy(clauses, vocabulary).map(formatOrderTerm).join(', ')).toBe(meaning);
  });
});

describe.each(refused)('an order for $name', (vocabulary, rows) => {
  test.each(rows)('is refused from %j', (clauses, message) => {
    const refusal = refusalOf(() => parseOrderBy(clauses, vocabulary));
    expect(refusal.code).toBe('search/invalid-order');
    expect(refusal.message.slice(0, message.length)).toBe(message);
  });
});

test('no clause is no order', () => {
  expect(parseOrderBy([], runSearch)).toEqual([]);
});

test('the refusal of a clause points at the word that is wrong', () => {
  const refusal = refusalOf(() => parseOrderBy(['metrics.loss', 'metrics.acc downwards'], runSearch));
  expect(refusal.details).toEqual({ position: 13, length: 9 });
});

test('an order of absurd length is refused, not tried', () => {
  expect(() =>
    parseOrderBy(
      Array.from({ length: 33 }, (_, i) => `metrics.m${i}`),
      runSearch,
    ),
  ).toThrow(/more than 32/);
  expect(() => parseOrderBy([`metrics.${'a'.repeat(5000)}`], runSearch)).toThrow(/Longer than 4096/);
});

test.each([
  ['metrics.a', 'metrics.a ASC'],
  ['metrics.val loss', 'metrics.`val loss` ASC'],
  ['metrics.`val loss`', 'metrics.`val loss` ASC'],
  ['metrics.a.b', 'metrics.a.b ASC'],
  [' name ', 'attributes.name ASC'],
  ['creation_time', 'attributes.creation_timestamp ASC'],
  ['creation_timestamp_ms', 'attributes.creation_timestamp ASC'],
  ['experiment_id', 'attributes.experiment_id ASC'],
])('logged models are ordered by the field %j', (name, meaning) => {
  expect(formatOrderTerm(orderTermOf(name, true, loggedModelSearch))).toBe(meaning);
  expect(formatOrderTerm(orderTermOf(name, false, loggedModelSearch))).toBe(meaning.replace('ASC', 'DESC'));
});

test.each([
  ['foo', 'Invalid order by field name: foo'],
  ['', 'Invalid order by field name: '],
  ['params.a', 'Invalid order by field name: params.a. Only metrics are supported'],
])('logged models are not ordered by the field %j', (name, message) => {
  const refusal = refusalOf(() => orderTermOf(name, true, loggedModelSearch));
  expect(refusal.code).toBe('search/invalid-order');
  expect(refusal.message).toContain(message);
});

function refusalOf(act: () => unknown): AssayError {
  try {
    act();
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error('not refused');
}
