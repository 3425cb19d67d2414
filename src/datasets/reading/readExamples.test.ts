// Files as people write them: what is read, and what is said when it cannot be.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AssayError } from '../../model/errors.ts';
import { type ReadOptions, readExamples } from './readExamples.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-read-'));
});
afterEach(async () => rm(folder, { recursive: true }));

async function read(name: string, content: string | Uint8Array, options: ReadOptions = {}) {
  const file = join(folder, name);
  await writeFile(file, content);
  return readExamples(file, { shownAs: name, ...options });
}

async function refusalOf(
  name: string,
  content: string | Uint8Array,
  options: ReadOptions = {},
): Promise<string> {
  const thrown: unknown = await read(name, content, options).catch((cause: unknown) => cause);
  if (!(thrown instanceof AssayError)) throw new Error('it was not refused', { cause: thrown });
  return thrown.message;
}

test('a line becomes an example with every field in its one form', async () => {
  const [example] = await read(
    'a.jsonl',
    '{"tags":["b","a","b"],"input":{"q":"hi"},"expected":{"a":1},"split":"test"}\n',
  );
  expect(example).toEqual({
    exampleId: 'fca03ff443ac59e006e72573c15a72b8eed50b10ba49bd6ed62938a2cf8967a0',
    input: { q: 'hi' },
    expected: { a: 1 },
    metadata: {},
    tags: ['a', 'b'],
    split: 'test',
    cluster: null,
  });
});

test('blank lines, Windows line ends, a byte order mark and a missing last newline change nothing', async () => {
  const plain = await read('a.jsonl', '{"input":"ä"}\n{"input":"b"}\n');
  expect(await read('b.jsonl', '\uFEFF{"input":"ä"}\r\n\r\n{"input":"b"}')).toEqual(plain);
});

test('every problem is told with its line and its fix', async () => {
  const message = await refusalOf(
    'bad.jsonl',
    [
      '{"input":"fine"}',
      '{"input":"fine"}',
      '{"input":"x",}',
      '[1]',
      '{"expected":"no input"}',
      '{"input":"a","tags":"one"}',
      '{"input":"b","split":3}',
      '{"input":"c","metadata":[]}',
      '{"input":"d","expcted":1}',
      '{"question":"e"}',
      "{'input': 'f'}",
      '{"input":NaN}',
      '{"input":12345678901234567890}',
      '{"input":"\\ud83d"}',
      '{"input":1e999}',
      '{"input":"g","tags":[""]}',
    ].join('\n'),
  );
  expect(message).toMatchInlineSnapshot(`
    "bad.jsonl has 16 problems:
      bad.jsonl:2  the same input as in line 1. Keep one of them: an example is known by its input.
      bad.jsonl:3  the line is no JSON that can be used: expected double-quoted property name at column 14. Remove the comma before the closing bracket.
      bad.jsonl:4  the line is an array. Write one object a line, not an array (\`jq -c '.[]'\`).
      bad.jsonl:5  \`input\` is missing. Every example has an \`input\`: text, an object or another JSON value.
      bad.jsonl:6  \`tags\` is a text. Make it an array of texts, such as ["boundary"].
      bad.jsonl:7  \`split\` is a number. Write it as text: "3".
      bad.jsonl:8  \`metadata\` is an array. Make it an object, such as {"topic": "billing"}.
      bad.jsonl:9  unknown key \`expcted\`. Did you mean \`expected\`? Rename it, or read it with \`--map expcted=expected\` (\`--map expcted=-\` leaves it out).
      bad.jsonl:10  unknown key \`question\`. Did you mean \`input.question\`? Rename it, or read it with \`--map question=input.question\` (\`--map question=-\` leaves it out).
      bad.jsonl:10  \`input\` is missing. Every example has an \`input\`: text, an object or another JSON value.
      bad.jsonl:11  the line is no JSON that can be used: expected property name or '}' at column 2. Use double quotes; from Python write it with \`json.dumps\`, not \`str\`.
      bad.jsonl:12  the line is no JSON that can be used: unexpected "N". JSON has no NaN and no Infinity: write null or text.
      bad.jsonl:13  the line is no JSON that can be used: the whole number 12345678901234567890 is larger than a double can hold exactly. Write it as text.
      bad.jsonl:14  the line is no JSON that can be used: a text has half of a surrogate pair (such as \\ud83d alone), which UTF-8 cannot encode. Write the whole character, or remove the half.
      bad.jsonl:15  the line is no JSON that can be used: a number is too large for a double, or is NaN or infinite. Write it as text, or null where it is not known.
      bad.jsonl:16  a tag is an empty text. Tags are texts of 1 to 250 characters."
  `);
});

test('after twenty problems the others are counted', async () => {
  const message = await refusalOf('bad.jsonl', 'nonsense\n'.repeat(1532));
  expect(message).toContain('bad.jsonl has 1,532 problems');
  expect(message).toContain('… and 1,512 more');
  expect(message.split('\n')).toHaveLength(22);
});

test('what is no UTF-8 text is called by its name', async () => {
  const latin1 = Buffer.from('{"input":"a"}\n{"input":"caf\xe9"}\n', 'latin1');
  expect(await refusalOf('a.jsonl', latin1)).toContain('a.jsonl:2  the line is not UTF-8.');
  expect(await refusalOf('a.jsonl', Buffer.from('\uFEFF{"input":"a"}', 'utf16le'))).toContain(
    'the file is UTF-16',
  );
  expect(await refusalOf('a.jsonl', Buffer.from('{"input":"a"}', 'utf16le'))).toContain('the file is UTF-16');
  expect(await refusalOf('a.jsonl', Buffer.from([0x1f, 0x8b, 8]))).toContain('compressed with gzip');
  expect(await refusalOf('a.csv', 'PK\x03\x04')).toContain('spreadsheet');
});

test('hostile depth and hostile length are refused, and the other lines are still read for problems', async () => {
  const deep = `{"input":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  expect(await refusalOf('a.jsonl', deep)).toContain('nested deeper than 64 levels');
  const long = Buffer.alloc(100 * 1024 * 1024, 0x61);
  const message = await refusalOf(
    'a.jsonl',
    Buffer.concat([Buffer.from('{"input":"a"}\n'), long, Buffer.from('\nnonsense\n')]),
  );
  expect(message).toContain('a.jsonl:2  the line is longer than 16 MiB.');
  expect(message).toContain('a.jsonl:3  ');
  expect(await refusalOf('a.csv', Buffer.concat([Buffer.from('input\n"'), long]))).toContain(
    'longer than 16 MiB',
  );
}, 30_000);

test('a CSV has columns for fields and for keys of fields', async () => {
  const csv = [
    'input.question,input.k:json,expected,metadata.topic,tags,split,cluster',
    '"What, exactly?",3,"two\nlines",billing,a|b; c,test,c1',
    'plain,,,,,,',
  ].join('\r\n');
  const examples = await read('a.csv', csv);
  expect(
    examples.map(({ exampleId: _, ...rest }) => rest).toSorted((a) => (a.split === 'test' ? -1 : 1)),
  ).toEqual([
    {
      input: { question: 'What, exactly?', k: 3 },
      expected: 'two\nlines',
      metadata: { topic: 'billing' },
      tags: ['a', 'b', 'c'],
      split: 'test',
      cluster: 'c1',
    },
    { input: { question: 'plain' }, expected: null, metadata: {}, tags: [], split: null, cluster: null },
  ]);
});

test('cells are text, unless the schema takes no text there', async () => {
  const csv = 'input.n,input.s\n3,3\n';
  expect((await read('a.csv', csv))[0]?.input).toEqual({ n: '3', s: '3' });
  const inputSchema = { type: 'object', properties: { n: { type: 'integer' }, s: { type: 'string' } } };
  expect((await read('a.csv', csv, { inputSchema }))[0]?.input).toEqual({ n: 3, s: '3' });
  expect(await refusalOf('b.csv', 'input.n\nthree\n', { inputSchema })).toContain(
    'b.csv:2  the input does not satisfy the inputSchema: `input.n` must be integer.',
  );
});

test('columns that examples do not have are refused with a suggestion, or mapped', async () => {
  const csv = 'question,answer,notes\nwhy?,because,ignore me\n';
  const message = await refusalOf('a.csv', csv);
  expect(message).toContain('Did you mean `input.question`?');
  expect(message).toContain('--map answer=expected');
  const mapping = new Map([
    ['question', 'input.question'],
    ['answer', 'expected'],
    ['notes', '-'],
  ]);
  const [example] = await read('a.csv', csv, { mapping });
  expect(example).toMatchObject({ input: { question: 'why?' }, expected: 'because', metadata: {} });
  const [line] = await read('a.jsonl', '{"question":"why?","answer":"because","notes":1}', { mapping });
  expect(line).toEqual(example);
});

test('a broken CSV is told with the line where it breaks', async () => {
  expect(await refusalOf('a.csv', 'input,expected\na,b\n"c,d\ne,f\n')).toContain(
    'a.csv:3  a quote is opened and never closed.',
  );
  expect(await refusalOf('a.csv', 'input,expected\na,b,c\n')).toContain(
    'a.csv:2  the row has 3 cells, the header 2.',
  );
  expect(await refusalOf('a.csv', '')).toContain('the file is empty');
  expect(await refusalOf('a.csv', 'input,input\na,b\n')).toContain('a second time');
  expect(await refusalOf('a.csv', 'expected\nb\n')).toContain('no column holds the input');
});

test('a Parquet file keeps its types', async () => {
  const file = join(folder, 'a.parquet');
  parquetWriteFile({
    filename: file,
    columnData: [
      { name: 'input.q', data: ['a', 'b'], type: 'STRING' },
      { name: 'input.n', data: [1n, null], type: 'INT64', nullable: true },
      { name: 'metadata.at', data: [new Date(0), new Date(1)], type: 'TIMESTAMP' },
    ],
  });
  const examples = await readExamples(file);
  expect(
    examples
      .map(({ input, metadata }) => ({ input, metadata }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  ).toEqual([
    { input: { q: 'a', n: 1 }, metadata: { at: '1970-01-01T00:00:00.000Z' } },
    { input: { q: 'b' }, metadata: { at: '1970-01-01T00:00:00.001Z' } },
  ]);
  expect(await refusalOf('b.parquet', 'PAR1 and then nothing')).toContain('no Parquet that can be read');
});

test('a path that holds no examples is told as such', async () => {
  await expect(readExamples(join(folder, 'none.jsonl'))).rejects.toThrow('there is no such file');
  expect(await refusalOf('a.txt', 'x')).toContain('examples are read from .jsonl, .ndjson, .csv, .parquet');
  await expect(readExamples(folder)).rejects.toThrow('is no file');
});

test('a schema that could take for ever or reads elsewhere is refused', async () => {
  for (const inputSchema of [
    { pattern: '^(a+)+$' },
    { pattern: '(a|aa)*$' },
    { $ref: 'http://example.com/schema.json' },
    { type: 'nonsense' },
  ]) {
    expect(await refusalOf('a.jsonl', '{"input":"a"}', { inputSchema })).toContain(
      'The inputSchema cannot be used',
    );
  }
});
