// Random requests to the MLflow wire: mostly right, one thing wrong, or nothing right. Not what must hold of the answers.
import fc from 'fast-check';
import type { Endpoint } from '../../src/protocols/mlflow/endpoint.ts';

export interface FuzzRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: Buffer;
}

/** What exists before the first request, so that requests can hit something. */
export interface Fixture {
  readonly runIds: readonly string[];
  readonly experimentIds: readonly string[];
  readonly modelIds: readonly string[];
  readonly datasetIds: readonly string[];
}

/** Values that requests get wrong: of another type, at an edge, or hostile. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    'NaN',
    '-Infinity',
    '1e400',
    '12',
    true,
    false,
    1.5,
    -1,
    0,
    2 ** 53,
    -(2 ** 63),
    1e308,
    [],
    {},
    [[]],
    [null],
    '\ud800',
    '\u0000',
    'a\u0000b',
    '../../etc/passwd',
    '%2e%2e%2f',
    'a$b',
    '.',
    '/',
    "' OR 1=1 --",
    '__proto__',
    'constructor',
    'x'.repeat(10_000),
    '9'.repeat(40),
    'latest',
    'v1',
    'runs:/x',
    'models:/m@latest',
    'file:///etc/passwd',
    's3://b/../c',
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary' }),
);

export function fuzzRequests(endpoints: readonly Endpoint[], fixture: Fixture): fc.Arbitrary<FuzzRequest> {
  const field = plausibleFields(fixture);
  return fc
    .tuple(fc.constantFrom(...endpoints), fc.constantFrom('/api', '/ajax-api'))
    .chain(([endpoint, root]) =>
      fc
        .tuple(
          fc.constantFrom(...endpoint.methods),
          bodyOf(endpoint.fields, field),
          pathOf(endpoint.path, fixture),
          fc.oneof(
            { weight: 20, arbitrary: fc.constant('application/json') },
            { weight: 1, arbitrary: fc.constantFrom('', 'text/plain', 'application/json;charset=utf-8') },
          ),
        )
        .chain(([method, body, path, type]): fc.Arbitrary<FuzzRequest> => {
          const url = `${root}/${endpoint.major}.0/mlflow${path}`;
          if (method === 'GET') return fc.constant({ method, url: `${url}?${queryOf(body)}`, headers: {} });
          return bytesOf(body).map((payload) => ({
            method,
            url,
            headers: type === '' ? {} : { 'content-type': type },
            payload,
          }));
        }),
    );
}

type Fields = (name: string) => fc.Arbitrary<unknown>;

/** Fields as they should be, but now and then one is odd, missing, or under two names. */
function bodyOf(names: readonly string[], field: Fields): fc.Arbitrary<Record<string, unknown>> {
  const right = fc.record(Object.fromEntries(names.map((name) => [name, field(name)])));
  const name = fc.constantFrom(...names, 'unknown_field');
  const oneOdd = fc.tuple(right, name, odd).map(([body, at, value]) => ({ ...body, [at]: value }));
  const oneMissing = fc.tuple(right, name).map(([body, at]) => ({ ...body, [at]: undefined }));
  const aliased = fc
    .tuple(right, name, odd)
    .map(([body, at, value]) => ({ ...body, [camelCase(at)]: value }));
  const allOdd = fc.record(Object.fromEntries(names.map((each) => [each, odd])), { requiredKeys: [] });
  return fc.oneof(
    { weight: 3, arbitrary: right },
    { weight: 3, arbitrary: oneOdd },
    oneMissing,
    aliased,
    allOdd,
  );
}

/** The JSON of a body, or what a broken client or a cut connection makes of it. */
function bytesOf(body: unknown): fc.Arbitrary<Buffer> {
  const json = JSON.stringify(body);
  return fc.oneof(
    { weight: 20, arbitrary: fc.constant(Buffer.from(json)) },
    fc.constant(Buffer.from(JSON.stringify(json))),
    fc.nat({ max: json.length }).map((length) => Buffer.from(json.slice(0, length))),
    fc
      .tuple(fc.nat({ max: json.length }), fc.uint8Array({ maxLength: 8 }))
      .map(([at, noise]) =>
        Buffer.concat([Buffer.from(json.slice(0, at)), noise, Buffer.from(json.slice(at))]),
      ),
    fc.constant(Buffer.from('['.repeat(5000))),
  );
}

function queryOf(body: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) {
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (each !== undefined) query.append(name, typeof each === 'string' ? each : JSON.stringify(each));
    }
  }
  return query.toString();
}

function pathOf(path: string, fixture: Fixture): fc.Arbitrary<string> {
  const segments = path.split('/').map((segment) => {
    if (!segment.startsWith(':')) return fc.constant(segment);
    return fc
      .oneof(
        fc.constantFrom(...fixture.modelIds, ...fixture.datasetIds, 'k', 'none', '..', '\u0000', 'ü', "'"),
        fc.string({ minLength: 1 }),
      )
      .map((value) => encodeURIComponent(value.toWellFormed()));
  });
  return fc.tuple(...segments).map((parts) => parts.join('/'));
}

function plausibleFields({ runIds, experimentIds, modelIds, datasetIds }: Fixture): Fields {
  const key = fc.constantFrom('k', 'a/b', 'loss', 'mlflow.runName', 'mlflow.source.name', 'ü');
  const value = fc.constantFrom('v', '', '1', 'long '.repeat(20));
  const pair = fc.record({ key, value });
  const time = fc.constantFrom<unknown>(0, 1, 1_700_000_000_000, '5', '9007199254740993');
  const point = fc.record({
    key,
    value: fc.constantFrom<unknown>(0, 1.5, 'NaN', 'Infinity', -1e300),
    timestamp: time,
    step: time,
  });
  const name = fc.constantFrom('model', 'other', 'prompt');
  const version = fc.constantFrom('1', '2', '77');
  const run = fc.constantFrom(...runIds, 'none');
  const model = fc.constantFrom(...modelIds, 'm-none');
  const experiment = fc.constantFrom(...experimentIds, '999');
  const text = fc.constantFrom('', 'text', '{}');
  const known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    run_id: run,
    source_run_id: run,
    run_ids: fc.array(run, { maxLength: 3 }),
    experiment_id: experiment,
    experiment_ids: fc.array(experiment, { maxLength: 3 }),
    experiment_name: fc.constantFrom('Default', 'fuzz', 'none'),
    key,
    metric_key: key,
    value: fc.oneof(value, fc.constantFrom<unknown>(1, 0.5)),
    timestamp: time,
    step: time,
    start_step: fc.constantFrom('0', '1'),
    end_step: fc.constantFrom('5', '0'),
    start_time: time,
    end_time: time,
    status: fc.constantFrom('FINISHED', 'RUNNING', 'LOGGED_MODEL_READY', 3),
    metrics: fc.array(point, { maxLength: 4 }),
    params: fc.array(pair, { maxLength: 3 }),
    tags: fc.oneof(fc.array(pair, { maxLength: 3 }), text),
    datasets: fc.array(
      fc.record({
        tags: fc.array(pair, { maxLength: 2 }),
        dataset: fc.record({ name, digest: version, source_type: text, source: text }),
      }),
    ),
    models: fc.array(fc.record({ model_id: model, step: time }), { maxLength: 2 }),
    model_id: model,
    model_json: fc.constantFrom(
      '{}',
      '[]',
      '{"artifact_path":"a","flavors":{},"run_id":"r","utc_time_created":"t"}',
    ),
    name,
    new_name: name,
    version,
    alias: fc.constantFrom('champion', 'v', 'latest'),
    stage: fc.constantFrom('Production', 'Staging', 'None'),
    stages: fc.array(fc.constantFrom('Production', 'None', 'Odd')),
    source: fc.constantFrom('s3://bucket/model', 'models:/m-1', 'mlflow-artifacts:/0/x'),
    filter: fc.constantFrom(
      '',
      "name = 'model'",
      "tags.k = 'v'",
      'metrics.loss > 0',
      "attribute.name LIKE '%'",
      'NOT (',
      'tags.`k` IS NULL',
    ),
    filter_string: fc.constantFrom('', "name = 'd'"),
    order_by: fc.constantFrom<unknown>([], ['name ASC'], ['metrics.loss DESC'], [{ field_name: 'name' }]),
    max_results: fc.constantFrom<unknown>(1, 5, '10'),
    view_type: fc.constantFrom('ALL', 'ACTIVE_ONLY'),
    run_view_type: fc.constantFrom('ALL', 'DELETED_ONLY'),
    page_token: fc.constant(''),
    archive_existing_versions: fc.boolean(),
    records: fc.constantFrom('[]', '[{"inputs":{"a":1}}]'),
    dataset_record_ids: fc.array(fc.constantFrom(...datasetIds, 'x')),
  };
  return (field) => known[field] ?? text;
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
}
