// What a filter means: precedence, lists, numbers, and how a mistake is told. What MLflow does with each stands in mlflowAccepts and mlflowRefuses.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssayError } from '../../model/errors.ts';
import type { Filter } from '../../model/filter.ts';
import { parseFilter } from './parseFilter.ts';
import {
  evaluationDatasetSearch,
  loggedModelSearch,
  modelVersionSearch,
  registeredModelSearch,
  runSearch,
  vocabularies,
} from './vocabularies.ts';
import type { Vocabulary } from './vocabulary.ts';

const metric = (key: string, value: number): Filter => ({
  kind: 'compare',
  field: { entity: 'metric', key },
  op: '>',
  value,
});
const [a, b, c] = [metric('a', 1), metric('b', 2), metric('c', 3)];

describe('the tree of a filter', () => {
  test('nothing, or only white space, asks for everything', () => {
    expect(parseFilter('', runSearch)).toBeNull();
    expect(parseFilter(' \n\t', runSearch)).toBeNull();
  });

  test('AND binds tighter than OR', () => {
    expect(parseFilter('metrics.a > 1 OR metrics.b > 2 AND metrics.c > 3', runSearch)).toEqual({
      kind: 'or',
      terms: [a, { kind: 'and', terms: [b, c] }],
    });
  });

  test('parentheses bind tightest', () => {
    expect(parseFilter('(metrics.a > 1 or metrics.b > 2) and metrics.c > 3', runSearch)).toEqual({
      kind: 'and',
      terms: [{ kind: 'or', terms: [a, b] }, c],
    });
  });

  test('NOT takes the next comparison or parenthesis only', () => {
    expect(parseFilter('not metrics.a > 1 AND NOT (metrics.b > 2 OR metrics.c > 3)', runSearch)).toEqual({
      kind: 'and',
      terms: [
        { kind: 'not', term: a },
        { kind: 'not', term: { kind: 'or', terms: [b, c] } },
      ],
    });
  });

  test('a chain is one junction, whatever its length', () => {
    expect(parseFilter('metrics.a > 1 AND metrics.b > 2 AND metrics.c > 3', runSearch)).toEqual({
      kind: 'and',
      terms: [a, b, c],
    });
  });

  test('parentheses around one comparison leave no trace', () => {
    expect(parseFilter('((metrics.a > 1))', runSearch)).toEqual(a);
  });

  test('a list of texts stays a list, a list of numbers becomes equalities', () => {
    expect(parseFilter("params.p NOT IN ('x', 'y')", runSearch)).toEqual({
      kind: 'compare',
      field: { entity: 'param', key: 'p' },
      op: 'not in',
      value: ['x', 'y'],
    });
    expect(parseFilter('start_time NOT IN (1, 2)', runSearch)).toEqual(
      parseFilter('start_time != 1 AND start_time != 2', runSearch),
    );
  });

  test('keywords may be keys', () => {
    expect(parseFilter("tags.and = 'x' AND params.NOT IS NULL", runSearch)).toMatchObject({
      kind: 'and',
      terms: [{ field: { key: 'and' } }, { field: { key: 'NOT' } }],
    });
  });

  test('names from the prototype of objects are not attributes', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(() => parseFilter(`${name} = 'x'`, runSearch)).toThrow(`Invalid attribute key '${name}'`);
      expect(() => parseFilter(`${name}.a = 'x'`, runSearch)).toThrow(`Invalid entity type '${name}'`);
    }
  });
});

describe('a number', () => {
  const valueOf = (text: string): unknown => {
    const filter = parseFilter(`start_time = ${text}`, runSearch);
    return filter?.kind === 'compare' ? filter.value : undefined;
  };

  test('is exact over the whole range of int64', () => {
    expect(valueOf('9007199254740991')).toBe(9007199254740991);
    expect(valueOf('9007199254740993')).toBe(9007199254740993n);
    expect(valueOf('9223372036854775807')).toBe(9223372036854775807n);
    expect(valueOf('-9223372036854775808')).toBe(-9223372036854775808n);
    expect(valueOf('00000000000000000000000000000012')).toBe(12);
    expect(valueOf('-0')).toBe(0);
  });

  test('of an attribute that does not fit 64 bits is refused, never rounded', () => {
    for (const text of ['9223372036854775808', '-9223372036854775809', '9'.repeat(10_000)]) {
      expect(() => valueOf(text)).toThrow("Invalid value for numeric attribute 'start_time'");
    }
  });

  test('of a metric is a double', () => {
    expect(parseFilter('metrics.a = 9007199254740993', runSearch)).toMatchObject({ value: 9007199254740992 });
    expect(parseFilter('metrics.a < 1e999', runSearch)).toMatchObject({ value: Infinity });
  });
});

describe('a refused filter', () => {
  test('is shown with a caret under the mistake and what to write instead', () => {
    const refusal = refusalOf("metrics.loss < 0.1 AND stauts = 'RUNNING'", runSearch);
    expect(refusal.details).toEqual({ position: 24, length: 6 });
    expect(refusal.message.split('\n')).toEqual([
      "Invalid attribute key 'stauts' specified. Valid keys are 'run_id', 'run_name', 'user_id', 'status', 'artifact_uri', 'start_time', 'end_time'. At column 24:",
      "  metrics.loss < 0.1 AND stauts = 'RUNNING'",
      '                         ^^^^^^',
      'Did you mean status?',
    ]);
  });

  test('counts characters, not UTF-16 units', () => {
    expect(refusalOf("params.a = '🎉🎉' metrics.b", runSearch).details).toEqual({ position: 17, length: 9 });
  });

  test('shows only the surroundings of a mistake in a long text', () => {
    const text = `${'metrics.a > 1 AND '.repeat(100)}metrics.b > 'x' ${'AND metrics.c > 1 '.repeat(100)}`;
    const refusal = refusalOf(text, runSearch);
    expect(refusal.details).toEqual({ position: 1813, length: 3 });
    expect(refusal.message.length).toBeLessThan(400);
    const [, excerpt = '', carets = ''] = refusal.message.split('\n');
    expect(excerpt.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe("'x'");
  });

  test('puts a filter of several lines on one', () => {
    const lines = refusalOf('metrics.a > 1\nAND metrics.b ~ 2', runSearch).message.split('\n');
    expect(lines[1]).toBe('  metrics.a > 1 AND metrics.b ~ 2');
  });

  test.each([
    ['metrics.val-loss > 1', 'metrics.`val-loss`'],
    ['metrics.val loss > 1', 'metrics.`val loss`'],
    ["metric_s.a = 'x'", 'Did you mean metrics.a?'],
    ['accuracy > 1', 'metrics.accuracy'],
    ['metrics.a == 1', 'Write = for equality.'],
    ["metrics.a = '5'", 'Write it without quotes: 5.'],
    ['params.a = 5', "Write it in quotes: '5'."],
    ["params.a NOT LIKE 'x'", 'Write NOT before the comparison'],
    ["params.a = 'x", 'never closed'],
    ["(params.a = 'x'", 'This parenthesis is never closed.'],
    ["params.a = 'x')", 'No parenthesis was opened'],
    ["params.a = 'x' AND", 'A comparison is missing after AND.'],
    ['()', 'field comparator value'],
    ['NOT', 'A comparison is missing after NOT.'],
    ["params. = 'x'", 'A key is missing after the dot.'],
    ["`params.a` = 'x'", 'Quote only the key: params.`a`.'],
  ])('%s says what to write instead', (text, advice) => {
    expect(refusalOf(text, runSearch).message).toContain(advice);
  });
});

describe('a search of its own kind', () => {
  test('model versions take a version number in quotes, as MLflow does', () => {
    expect(parseFilter("version_number = '2'", modelVersionSearch)).toEqual(
      parseFilter('version_number = 2', modelVersionSearch),
    );
  });

  test('logged models take a text without quotes, as MLflow does', () => {
    expect(parseFilter('params.lr = 0.01', loggedModelSearch)).toMatchObject({ value: '0.01' });
  });

  test('what is not recorded cannot be asked for', () => {
    expect(() => parseFilter('metrics.a > 1', registeredModelSearch)).toThrow('Invalid entity type');
    expect(() => parseFilter("params.a = '1'", evaluationDatasetSearch)).toThrow('Invalid entity type');
  });
});

describe('the limits', () => {
  test('64 levels are read, one more is refused, and a million do not overflow', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}metrics.a > 1${')'.repeat(depth)}`;
    expect(parseFilter(nested(64), runSearch)).toEqual(a);
    expect(() => parseFilter(nested(65), runSearch)).toThrow(/nested more than 64 deep/);
    expect(() => parseFilter('('.repeat(200_000), runSearch)).toThrow(/nested more than 64 deep/);
    expect(() => parseFilter('NOT '.repeat(50_000), runSearch)).toThrow(/nested more than 64 deep/);
    expect(() => parseFilter('('.repeat(1_000_000), runSearch)).toThrow(/longer than 262144 characters/);
  });

  test('256 comparisons are read, one more is refused', () => {
    const chain = (length: number): string => Array.from({ length }, () => 'metrics.a > 1').join(' AND ');
    expect(parseFilter(chain(256), runSearch)).not.toBeNull();
    expect(() => parseFilter(chain(257), runSearch)).toThrow(/more than 256 comparisons/);
    const numbers = Array.from({ length: 257 }, (_, i) => i).join();
    expect(() => parseFilter(`start_time IN (${numbers})`, runSearch)).toThrow(/more than 256 comparisons/);
  });

  test('a pattern of 5000 characters is read, one more is refused', () => {
    expect(parseFilter(`params.a LIKE '${'%'.repeat(5000)}'`, runSearch)).toMatchObject({ op: 'like' });
    expect(() => parseFilter(`params.a ILIKE '${'%'.repeat(5001)}'`, runSearch)).toThrow(
      /at most 5000 characters/,
    );
    expect(parseFilter(`params.a = '${'%'.repeat(5001)}'`, runSearch)).toMatchObject({ op: '=' });
  });

  test('a list of texts counts as one comparison', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `'${String(i).padStart(32, '0')}'`);
    expect(parseFilter(`run_id IN (${ids.join()})`, runSearch)).toMatchObject({ op: 'in' });
  });
});

describe('whatever is sent', () => {
  const word = fc.constantFrom(
    ...[
      'metrics.a',
      'params.`x',
      "'v'",
      '"w"',
      '`k`',
      'AND',
      'or',
      'NOT',
      'IN',
      'IS',
      'NULL',
      'LIKE',
      '(',
      ')',
      ',',
    ],
    ...[
      '=',
      '!=',
      '>',
      '~',
      '5',
      '-1e3',
      '1_0',
      '.',
      ';',
      '--',
      'status',
      'tags.',
      '🎉',
      '\u0000',
      '\ud800',
      ' ',
    ],
  );
  const soup = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));

  test('either is understood or is refused with a place', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), soup),
        fc.constantFrom(...vocabularies),
        (text, vocabulary) => {
          try {
            parseFilter(text, vocabulary);
          } catch (error) {
            if (!(error instanceof AssayError)) throw error;
            expect(error.code).toBe('search/invalid-filter');
            const { position, length } = error.details;
            expect(Number(position)).toBeGreaterThanOrEqual(1);
            expect(Number(position)).toBeLessThanOrEqual(Array.from(text).length + 1);
            expect(Number(length)).toBeGreaterThanOrEqual(1);
          }
        },
      ),
      { numRuns: 2000 },
    );
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
