// Filters that MLflow was observed to refuse, with its message, and the few it takes by accident.
import { describe, expect, test } from 'vitest';
import { AssayError } from '../../model/errors.ts';
import { parseFilter } from './parseFilter.ts';
import {
  evaluationDatasetSearch,
  experimentSearch,
  loggedModelSearch,
  modelVersionSearch,
  registeredModelSearch,
  runSearch,
} from './vocabularies.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Observed: MLflow 3.17.2 refuses these; on the right the beginning of the message, its own where clients can match on it. */
const alsoThere: readonly (readonly [Vocabulary, readonly (readonly [string, string])[]])[] = [
  [
    runSearch,
    [
      ['metrics.val-loss > 1', "Invalid comparison clause. Expected 'Identifier' found 'metrics.val-loss"],
      ['metrics.val/loss > 1', "Invalid comparison clause. Expected 'Identifier' found 'metrics.val/loss"],
      ['metrics.a-b/c.d > 1', "Invalid comparison clause. Expected 'Identifier' found 'metrics.a-b/c.d"],
      ['metrics.val loss > 1', "Invalid clause(s) in filter string: 'metrics.val"],
      ['metrics.a@b > 1', "Invalid comparison clause. Expected 'Identifier' found 'metrics.a@b"],
      ['metrics.a:b > 1', "Invalid comparison clause. Expected 'Identifier' found 'metrics.a:b'"],
      ['metrics.a#b > 1', "Invalid comparison clause. Expected 'Identifier' found 'metrics.a#b"],
      ['metrics.a$b > 1', "Invalid comparison clause. Expected 'Identifier' found 'metrics.a$b'"],
      ['metrics.a > +1', 'Expected numeric value type for metric. Found +'],
      ['metrics.a > 1_000', 'Expected numeric value type for metric. Found 1_000'],
      ['metrics.a > 0x10', 'Expected numeric value type for metric. Found 0x10'],
      ['metrics.a > NaN', 'Expected numeric value type for metric. Found NaN'],
      ['metrics.a > nan', 'Expected numeric value type for metric. Found nan'],
      ['metrics.a > Infinity', 'Expected numeric value type for metric. Found Infinity'],
      ['metrics.a > inf', 'Expected numeric value type for metric. Found inf'],
      ["metrics.a = 'NaN'", "Expected numeric value type for metric. Found 'NaN"],
      ["metrics.a = '5'", "Expected numeric value type for metric. Found '5"],
      ['metrics.a == 1', "Invalid comparator '=='"],
      ['metrics.a <> 1', "Invalid comparator '<>'"],
      ['metrics.a !< 1', "Invalid comparator '!<'"],
      ["metrics.a LIKE '1'", "Expected numeric value type for metric. Found '1"],
      ['metrics.a BETWEEN 1 AND 2', "Invalid clause(s) in filter string: 'metrics.a"],
      ['metrics.a>1, metrics.b<2', 'Invalid clause(s) in filter string:'],
      [
        'metrics.a > 1 and Metrics.b > 1',
        "Invalid entity type 'Metrics'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
      ],
      [
        'METRICS.a > 1',
        "Invalid entity type 'METRICS'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
      ],
      ["'status' = 'x'", "Invalid comparison clause. Expected 'Identifier' found ''status"],
      ["Status = 'x'", "Invalid attribute key 'Status' specified"],
      ['attributes.run name = "x"', "Invalid clause(s) in filter string: 'attributes.run"],
      ["name = 'x'", "Invalid attribute key 'name' specified"],
      ["user = 'x'", "Invalid attribute key 'user'"],
      ["attributes.name = 'x'", "Invalid attribute key 'name' specified"],
      [
        "attributes.start_time = 'x'",
        "Expected numeric value type for numeric attribute: start_time. Found 'x",
      ],
      [
        "attributes.start_time = '123'",
        "Expected numeric value type for numeric attribute: start_time. Found '123",
      ],
      [
        'start_time > 9223372036854775808',
        "Invalid value for numeric attribute 'start_time': '9223372036854775808'",
      ],
      ["status > 'x'", "Invalid comparator '>'"],
      [
        'run_id IN ()',
        'While parsing a list in the query, expected a non-empty list of string values, but got empty list',
      ],
      [
        'run_id IN (,)',
        'While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list',
      ],
      [
        "run_id IN ('a',,'b')",
        'While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list',
      ],
      [
        'run_id IN (1,2)',
        'While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: (1',
      ],
      ["run_id IN 'a'", "Invalid clause(s) in filter string: 'run_id"],
      [
        'run_id IN (a)',
        'While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list',
      ],
      ['run_id IN', "Invalid clause(s) in filter string: 'run_id"],
      ['run_id IN (', "Invalid clause(s) in filter string: 'run_id"],
      ["run_id IN ('a'", "Invalid clause(s) in filter string: 'run_id"],
      ["run_id = ('a')", "Expected a quoted string value for attributes. Got value ('a')"],
      ["run_id != ('a','b')", "Expected a quoted string value for attributes. Got value ('a','b')"],
      [
        'params.a = NULL',
        'Parameter value is either not quoted or unidentified quote types used for string value NULL. Use either single or double quotes',
      ],
      ["params.a IS 'x'", "Invalid clause(s) in filter string: 'params.a"],
      ['params.a IS', "Invalid clause(s) in filter string: 'params.a"],
      ['params.a IS NOT', "Invalid clause(s) in filter string: 'params.a"],
      ["dataset.source = 'x'", "Invalid dataset key 'source' specified"],
      ["dataset.name > 'x'", "Invalid comparator '>'"],
      ['dataset.name = 5', 'Expected a quoted string value for dataset attributes. Got value 5'],
      ["params.a NOT LIKE 'x'", "Invalid comparator 'NOT LIKE'"],
      ["params.a NOT ILIKE 'x'", "Invalid comparator 'NOT ILIKE'"],
      ["params.a RLIKE 'x'", "Invalid comparator 'RLIKE'"],
      [
        'params.a LIKE x',
        'Parameter value is either not quoted or unidentified quote types used for string value x. Use either single or double quotes',
      ],
      ['params.a LIKE 5', "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 5"],
      ['params.a = true', "Invalid clause(s) in filter string: 'params.a"],
      [
        'params.a = x',
        'Parameter value is either not quoted or unidentified quote types used for string value x. Use either single or double quotes',
      ],
      [
        'params.a = x.y',
        'Parameter value is either not quoted or unidentified quote types used for string value x.y. Use either single or double quotes',
      ],
      [
        'params.a = `x`',
        'Parameter value is either not quoted or unidentified quote types used for string value `x`. Use either single or double quotes',
      ],
      ['params.a = -5', "Expected a quoted string value for parameter (e.g. 'my-value'). Got value -5"],
      ["params.a > 'x'", "Invalid comparator '>'"],
      ["params.a ~ 'x'", "Invalid comparator '~'"],
      [".a = 'x'", "Invalid clause(s) in filter string: '."],
      [
        "foo.bar = 'x'",
        "Invalid entity type 'foo'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
      ],
      ["params . a = 'x'", "Invalid clause(s) in filter string: 'params .'"],
      ["params.a = 'x';", "Invalid clause(s) in filter string: ';"],
      ["params.a = 'x'; params.b = 'y'", 'Search filter contained multiple expression'],
      [';', "Invalid clause(s) in filter string: ';"],
      ["params.a = 'x' -- comment", "Invalid clause(s) in filter string: '-"],
      ["/* c */ params.a = 'x'", "Invalid clause(s) in filter string: '/"],
      ["params.a /* c */ = 'x'", "Invalid clause(s) in filter string: 'params.a /"],
      ["params.a = 'x' # comment", "Invalid clause(s) in filter string: '#"],
      ['params', "Invalid clause(s) in filter string: 'params"],
      ['params.a', "Invalid clause(s) in filter string: 'params.a"],
      ["'x'", "Invalid clause(s) in filter string: ''x"],
      ['1', "Invalid clause(s) in filter string: '1"],
      ['1 = 1', "Invalid comparison clause. Expected 'Identifier' found '1"],
      ["'x' = params.a", "Invalid comparison clause. Expected 'Identifier' found ''x"],
      [
        'params.a = params.b',
        'Parameter value is either not quoted or unidentified quote types used for string value params.b. Use either single or double quotes',
      ],
      ["params.a = 'x' AND params.b", "Invalid clause(s) in filter string: 'params.b"],
      ["params.a = 'x' AND params.b =", "Invalid clause(s) in filter string: 'params.b"],
      [`params.a = 'x" `, 'Invalid clause(s) in filter string:'],
      ["params.a = '", 'Invalid clause(s) in filter string:'],
      ["params.a != 'x", 'Invalid clause(s) in filter string:'],
      [
        `"params".a = 'x'`,
        `Invalid entity type '"params"'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']`,
      ],
      [
        `"params.a" = 'x'`,
        `Invalid entity type '"params'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']`,
      ],
      [
        "`params.a` = 'x'",
        "Invalid entity type '`params'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
      ],
      [
        'params.a = CASE',
        'Parameter value is either not quoted or unidentified quote types used for string value CASE. Use either single or double quotes',
      ],
      [
        'params.a = f(x)',
        'Parameter value is either not quoted or unidentified quote types used for string value f. Use either single or double quotes',
      ],
      ["params.a = 'x' && params.b = 'y'", "Invalid clause(s) in filter string: '&'"],
      ["params.a = 'x' || params.b = 'y'", "Invalid clause(s) in filter string: '|'"],
      [
        "params.a = N'x'",
        'Parameter value is either not quoted or unidentified quote types used for string value N. Use either single or double quotes',
      ],
      [
        "params.a = E'x'",
        'Parameter value is either not quoted or unidentified quote types used for string value E. Use either single or double quotes',
      ],
      ['foo is null', "Invalid attribute key 'foo' specified"],
      ["params.$a = 'x'", "Invalid clause(s) in filter string: 'params."],
      ["params.a? = 'x'", "Invalid comparison clause. Expected 'Identifier' found 'params.a?'"],
      ['metrics.a=1AND metrics.b=2', 'Expected numeric value type for metric. Found 1AND'],
      ['metrics.a > - 1', 'Expected numeric value type for metric. Found -'],
      ['metrics.a > --1', 'Expected numeric value type for metric. Found -'],
      ['metrics.a = 1e', 'Expected numeric value type for metric. Found 1e'],
      ['metrics.a = 1.2.3', 'Expected numeric value type for metric. Found 1.2.3'],
      ['metrics.a = 12abc', 'Expected numeric value type for metric. Found 12abc'],
      ["`params`.model >= 'LR'", "Invalid comparator '>='"],
      [
        'metric.acc >= 0.94; metrics.rmse < 1',
        "Search filter contained multiple expression 'metric.acc >= 0.94; metrics.rmse < 1'. Provide AND-ed expression list",
      ],
      [
        'm.acc >= 0.94',
        "Invalid entity type 'm'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
      ],
      ['acc >= 0.94', "Invalid attribute key 'acc' specified"],
      [
        'attri.x != 1',
        "Invalid entity type 'attri'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
      ],
      ["metrics.A > 0.1 NAND params.B = 'LR'", 'Invalid clause(s) in filter string:'],
      ['`metrics.A > 0.1', "Invalid clause(s) in filter string: '`"],
      ['param`.A > 0.1', 'Invalid clause(s) in filter string:'],
      ['dummy`.A > 0.1', 'Invalid clause(s) in filter string:'],
      ['attribute.experiment_id != 1', "Invalid attribute key 'experiment_id' specified"],
      ["attribute._status != 'RUNNING'", "Invalid attribute key '_status' specified"],
      ['attribute.status = true', "Invalid clause(s) in filter string: 'attribute.status"],
      ["dataset.profile = 'num_rows: 10'", "Invalid dataset key 'profile' specified"],
      ['metrics.acc != metrics.acc', 'Expected numeric value type for metric. Found metrics.acc'],
      ['1.0 > metrics.acc', "Invalid comparison clause. Expected 'Identifier' found '1.0"],
      ['attribute.status = 1', 'Expected a quoted string value for attributes. Got value 1'],
      ["params.'acc = LR", 'Invalid clause(s) in filter string:'],
      ["params.acc = LR'", 'Invalid clause(s) in filter string:'],
      [`params.acc = "LR'`, 'Invalid clause(s) in filter string:'],
      ["tags.acc = = 'LR'", "Invalid clause(s) in filter string: 'tags.acc"],
      ["attribute.status IS 'RUNNING'", "Invalid clause(s) in filter string: 'attribute.status"],
      ['params.acc LR !=', "Invalid clause(s) in filter string: 'params.acc LR"],
      ['params.acc LR', "Invalid clause(s) in filter string: 'params.acc LR"],
      ['metric.acc !=', "Invalid clause(s) in filter string: 'metric.acc"],
      ['1==2', "Invalid comparison clause. Expected 'Identifier' found '1"],
      ['metrics.abc ~ 1.0', "Invalid comparator '~'"],
      ['metrics.abc ~= 1.0', "Invalid comparator '~='"],
      ['start_time LIKE 1234', "Invalid comparator 'LIKE'"],
    ],
  ],
  [
    experimentSearch,
    [
      ["params.a = 'x'", "Invalid entity type 'params'. Valid"],
      ['experiment_id = 1', 'Expected a quoted string value for attributes. Got value 1'],
      ["experiment_id LIKE '1'", 'Invalid comparator'],
      ["creation_time = '5'", "Expected numeric value type for numeric attribute: creation_time. Found '5"],
      ["lifecycle_stage = 'active'", "Invalid attribute key 'lifecycle_stage' specified"],
      ["name > 'a'", "Invalid comparator '>'"],
      ["tags.a > 'x'", 'Invalid comparator'],
      ['tags.a = 5', "Expected a quoted string value for tag (e.g. 'my-value'). Got value 5"],
      [
        'name = a',
        'Parameter value is either not quoted or unidentified quote types used for string value a. Use either single or double quotes',
      ],
      ['name = 5', 'Expected a quoted string value for attributes. Got value 5'],
    ],
  ],
  [
    registeredModelSearch,
    [
      ["name > 'a'", 'Invalid comparator'],
      ['name = 5', 'Expected a quoted string value'],
      ["run_id = 'x'", "Invalid attribute key 'run_id' specified"],
      ['evilhax = true', 'Invalid clause(s) in filter string:'],
      [
        'name!=something',
        'Parameter value is either not quoted or unidentified quote types used for string value something. Use either single or double quotes',
      ],
      ["params.a = 'x'", "Invalid entity type 'params'. Valid"],
    ],
  ],
  [
    modelVersionSearch,
    [
      [
        "version_number = 'x'",
        "Expected numeric value type for numeric attribute: version_number. Found 'x'",
      ],
      ["version_number LIKE '1'", 'Invalid comparator'],
      ['version = 2', "Invalid attribute key 'version'"],
      [
        'run_id IN (1,2,3)',
        'While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: (1',
      ],
      [
        'run_id IN ()',
        'While parsing a list in the query, expected a non-empty list of string values, but got empty list',
      ],
      ['run_id = 5', 'Expected a quoted string value for attributes. Got value 5'],
      ['name LIKE', 'Invalid clause(s) in filter string:'],
      ["current_stage = 'None'", "Invalid attribute key 'current_stage' specified"],
      ["source = 'x'", "Invalid attribute key 'source'"],
      [
        "run_id IN ('runid1',,'runid2')",
        'While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list',
      ],
    ],
  ],
  [
    loggedModelSearch,
    [
      ["metrics.a > 'x'", "Expected numeric value type for metric. Found 'x'"],
      ["metrics.a LIKE 'x'", "Expected numeric value type for metric. Found 'x'"],
      ["params.a > 'x'", 'Invalid comparison operator'],
      ["foo = 'x'", "Invalid attribute key 'foo'"],
      ["foo.bar = 'x'", 'Invalid entity type'],
      ['name', "Invalid filter string: 'name"],
      ['Foo', "Invalid filter string: 'Foo"],
      ["name > 'foo'", 'Invalid comparison operator'],
      ['metrics.foo LIKE 0', 'Invalid comparison operator'],
    ],
  ],
  [
    evaluationDatasetSearch,
    [
      ["created_time LIKE '5'", "Expected numeric value type for numeric attribute: created_time. Found '5"],
      ["dataset_id = 'x'", "Invalid attribute key 'dataset_id' specified"],
      ["invalid_field = 'value'", "Invalid attribute key 'invalid_field' specified"],
      ["digest = 'x'", "Invalid attribute key 'digest' specified"],
    ],
  ],
];

/** Observed: MLflow 3.17.2 answers these by accident (AND is skipped wherever it stands, adjacent literals are joined); here they are mistakes to be told. */
const onlyHere: readonly (readonly [Vocabulary, readonly (readonly [string, string])[]])[] = [
  [
    runSearch,
    [
      ['metrics.a>1 metrics.b<2', "Invalid clause(s) in filter string: 'metrics.b'"],
      ['metrics.a>1 AND', "Invalid clause(s) in filter string: 'AND'"],
      ['AND metrics.a>1', "Invalid clause(s) in filter string: 'AND'"],
      ['AND', "Invalid clause(s) in filter string: 'AND'"],
      ['metrics.a>1 AND AND metrics.b<2', "Invalid clause(s) in filter string: 'AND'"],
      [
        "run_id IN ('a' 'b')",
        'While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list',
      ],
      ["params.a = 'it\\'s'", "Invalid clause(s) in filter string: '''"],
      ["params. = 'x'", "Invalid clause(s) in filter string: 'params.'"],
      ["params.a = 'x' params.b = 'y'", "Invalid clause(s) in filter string: 'params.b'"],
    ],
  ],
  [
    loggedModelSearch,
    [
      [
        "artifact_location = 'x'",
        "Invalid attribute key 'artifact_location' specified. Valid keys are 'name', 'model_id', 'model_type', 'status', 'source_run_id', 'experiment_id', 'creation_timestamp', 'last_updated_timestamp'",
      ],
    ],
  ],
  [
    evaluationDatasetSearch,
    [
      [
        "name > 'a'",
        "Invalid comparator '>' not one of '=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN', 'IS NULL', 'IS NOT NULL'",
      ],
    ],
  ],
];

describe.each(alsoThere)('a search for $name', (vocabulary, rows) => {
  test.each(rows)('refuses %s, as MLflow does', (text, message) => {
    expect(refusalOf(text, vocabulary)).toMatchObject({ code: 'search/invalid-filter' });
    expect(refusalOf(text, vocabulary).message.slice(0, message.length)).toBe(message);
  });
});

describe.each(onlyHere)('a search for $name', (vocabulary, rows) => {
  test.each(rows)('refuses %s, which MLflow takes by accident', (text, message) => {
    expect(refusalOf(text, vocabulary).message.slice(0, message.length)).toBe(message);
  });
});

function refusalOf(text: string, vocabulary: Vocabulary): AssayError {
  try {
    parseFilter(text, vocabulary);
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error(`not refused: ${text}`);
}
