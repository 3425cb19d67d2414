// Artifacts as MLflow clients ask for them, through the front door.
import { request } from 'node:http';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Assay, composeAssay } from '../../../server/compose.ts';
import { readConfiguration } from '../../../server/configuration.ts';

const root = '/api/2.0/mlflow-artifacts/artifacts';
const configuration = readConfiguration({ memory: true, logLevel: 'silent' }, {});
let assay: Assay;
let port = 0;
beforeAll(async () => {
  assay = await composeAssay(configuration);
  await assay.http.listen({ port: 0, host: '127.0.0.1' });
  port = (assay.http.server.address() as AddressInfo).port;
});
afterAll(() => assay.close());

function get(url: string, headers: Record<string, string> = {}) {
  return assay.http.inject({ method: 'GET', url, headers });
}

async function put(path: string, content: string | Buffer): Promise<number> {
  const answer = await assay.http.inject({ method: 'PUT', url: `${root}/${path}`, body: content });
  return answer.statusCode;
}

test('a file goes up and comes down with what a browser needs to save and not to run it', async () => {
  expect(await put('7/r/artifacts/page.html', '<script>alert(1)</script>')).toBe(200);
  const answer = await get(`${root}/7/r/artifacts/page.html`);
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toBe('<script>alert(1)</script>');
  expect(answer.headers).toMatchObject({
    'content-type': 'text/html',
    'content-length': '25',
    'content-disposition': 'attachment; filename=page.html',
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
  });
});

test('the same routes answer under /ajax-api', async () => {
  await put('ajax/a.txt', 'x');
  expect((await get('/ajax-api/2.0/mlflow-artifacts/artifacts/ajax/a.txt')).body).toBe('x');
  expect((await get('/ajax-api/2.0/mlflow-artifacts/artifacts?path=ajax')).json()).toEqual({
    files: [{ path: 'a.txt', is_dir: false, file_size: 1 }],
  });
});

test('a listing shows bare names, directories without a size, and nothing for a file or an unknown path', async () => {
  await put('list/b/c.txt', 'abc');
  await put('list/a.txt', '');
  expect((await get(`${root}?path=list`)).json()).toEqual({
    files: [
      { path: 'a.txt', is_dir: false, file_size: 0 },
      { path: 'b', is_dir: true },
    ],
  });
  expect((await get(`${root}?path=list/a.txt`)).json()).toEqual({});
  expect((await get(`${root}?path=nowhere`)).json()).toEqual({});
});

test('names with spaces, Unicode, percent signs and quotes come back as they were sent', async () => {
  const names = [
    'a b.txt',
    'größe 日本 😀.bin',
    '100%.txt',
    'a%20b.txt',
    '50%2525.txt',
    'dog%step%100%timestamp%100%mdb8e.png',
    'q"uo\'te;(1)*.csv',
    'a+b&c=d?e:f@g,h',
  ];
  for (const name of names) expect(await put(`names/${encodeURIComponent(name)}`, name)).toBe(200);
  const listing: unknown = (await get(`${root}?path=names`)).json();
  expect(listing).toEqual({
    files: [...names]
      .sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)))
      .map((name) => ({ path: name, is_dir: false, file_size: Buffer.byteLength(name) })),
  });
  for (const name of names) {
    const answer = await get(`${root}/names/${encodeURIComponent(name)}`);
    expect(answer.body).toBe(name);
    // Header values are Latin-1: anything beyond ASCII stands percent-encoded.
    expect(String(answer.headers['content-disposition'])).toMatch(/^attachment; filename=[\x20-\x7e]+$/);
  }
  const umlaut = await get(`${root}/names/${encodeURIComponent('größe 日本 😀.bin')}`);
  expect(umlaut.headers['content-disposition']).toBe(
    `attachment; filename="groe  .bin"; filename*=UTF-8''gr%C3%B6%C3%9Fe%20%E6%97%A5%E6%9C%AC%20%F0%9F%98%80.bin`,
  );
});

test('an encoded slash is a slash', async () => {
  expect(await put('slash%2Fdir%2Ff.txt', 'x')).toBe(200);
  expect((await get(`${root}/slash/dir/f.txt`)).body).toBe('x');
});

test('paths that could leave their root are refused, however often they are encoded', async () => {
  const bad = [
    '..%2Fx',
    'a%2F..%2Fb',
    '%252e%252e%252fx',
    '%25252e%25252e%25252fx',
    '%2Fetc%2Fpasswd',
    '%252Fetc%252Fpasswd',
    'a%5Cb',
    'a%255Cb',
    'a%23b',
    'a%00b',
    'a%0Ab',
    'C%3A%5Cx',
    'C%3A',
    'file%3A%2F%2F%2Fetc',
    'x'.repeat(300),
  ];
  for (const path of bad) {
    for (const answer of [
      await assay.http.inject({ method: 'PUT', url: `${root}/${path}`, body: 'x' }),
      await get(`${root}/${path}`),
      await get(`${root}?path=${path}`),
      await assay.http.inject({ method: 'DELETE', url: `${root}/${path}` }),
    ]) {
      expect([path, answer.statusCode, answer.json()]).toEqual([
        path,
        400,
        { error_code: 'INVALID_PARAMETER_VALUE', message: 'Invalid path' },
      ]);
    }
  }
});

test('a path that is no UTF-8 is refused without a fault', async () => {
  expect((await get(`${root}/a%FFb`)).statusCode).toBe(400);
  expect((await get(`${root}/a%E0%A4%A`)).statusCode).toBe(400);
});

test('part of a file, its end, and a part that is not there', async () => {
  await put('range', '0123456789');
  const part = await get(`${root}/range`, { range: 'bytes=2-4' });
  expect([part.statusCode, part.body, part.headers['content-range'], part.headers['content-length']]).toEqual(
    [206, '234', 'bytes 2-4/10', '3'],
  );
  expect((await get(`${root}/range`, { range: 'bytes=7-' })).body).toBe('789');
  expect((await get(`${root}/range`, { range: 'bytes=-2' })).body).toBe('89');
  expect((await get(`${root}/range`, { range: 'bytes=-99' })).body).toBe('0123456789');
  expect((await get(`${root}/range`, { range: 'bytes=5-999' })).headers['content-range']).toBe(
    'bytes 5-9/10',
  );
  const beyond = await get(`${root}/range`, { range: 'bytes=10-' });
  expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, 'bytes */10']);
  expect((await get(`${root}/range`, { range: 'bytes=-0' })).statusCode).toBe(416);
  for (const range of ['bytes=4-2', 'lines=1-2', 'bytes=0-1,3-4', 'bytes=-', 'nonsense']) {
    const whole = await get(`${root}/range`, { range });
    expect([range, whole.statusCode, whole.body]).toEqual([range, 200, '0123456789']);
  }
});

test('an empty file is downloaded, and has no parts', async () => {
  await put('nothing', '');
  const answer = await get(`${root}/nothing`);
  expect([answer.statusCode, answer.body, answer.headers['content-length']]).toEqual([200, '', '0']);
  expect((await get(`${root}/nothing`, { range: 'bytes=0-' })).statusCode).toBe(416);
});

test('a download goes on only in the content it began with', async () => {
  await put('resume', '0123456789');
  const etag = String((await get(`${root}/resume`)).headers['etag']);
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
  expect((await get(`${root}/resume`, { range: 'bytes=5-', 'if-range': etag })).body).toBe('56789');
  await put('resume', 'abcdefghij');
  const changed = await get(`${root}/resume`, { range: 'bytes=5-', 'if-range': etag });
  expect([changed.statusCode, changed.body]).toEqual([200, 'abcdefghij']);
});

test('who has the content is told so without it', async () => {
  await put('cached', 'x');
  const etag = String((await get(`${root}/cached`)).headers['etag']);
  const again = await get(`${root}/cached`, { 'if-none-match': `W/"other", ${etag}` });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test('HEAD tells size and hash and sends nothing', async () => {
  await put('head', '12345');
  const answer = await assay.http.inject({
    method: 'HEAD',
    url: `${root}/head`,
    headers: { range: 'bytes=0-1' },
  });
  expect([answer.statusCode, answer.headers['content-length'], answer.body]).toEqual([200, '5', '']);
  expect((await assay.http.inject({ method: 'HEAD', url: `${root}/absent` })).statusCode).toBe(404);
});

test('deleting takes all below, and deleting again is no error', async () => {
  await put('del/a', '1');
  await put('del/b/c', '2');
  for (let i = 0; i < 2; i += 1) {
    const answer = await assay.http.inject({ method: 'DELETE', url: `${root}/del` });
    expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
  }
  expect((await get(`${root}/del/b/c`)).json()).toMatchObject({ error_code: 'RESOURCE_DOES_NOT_EXIST' });
});

test('a directory is no file', async () => {
  await put('isdir/a', '1');
  const answer = await get(`${root}/isdir`);
  expect([answer.statusCode, answer.json()]).toEqual([
    400,
    {
      error_code: 'INVALID_PARAMETER_VALUE',
      message: "Artifact path refers to a directory, not a file: 'isdir'",
    },
  ]);
  expect(await put('isdir', 'x')).toBe(400);
  expect(await put('isdir/a/b', 'x')).toBe(400);
});

test('an upload in chunks, larger than any other body may be, is taken as it comes', async () => {
  const upload = request({
    port,
    method: 'PUT',
    path: `${root}/large`,
    headers: { 'content-type': 'text/plain' },
  });
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  for (let i = 0; i < 80; i += 1) if (!upload.write(chunk)) await once(upload, 'drain');
  upload.end();
  const [answer] = (await once(upload, 'response')) as [{ statusCode: number; resume(): void }];
  answer.resume();
  expect(answer.statusCode).toBe(200);
  expect((await get(`${root}?path=`)).json()).toMatchObject({
    files: expect.arrayContaining([{ path: 'large', is_dir: false, file_size: 80 * 1024 * 1024 }]) as unknown,
  });
});

test('a client that goes away in the middle of an upload leaves nothing', async () => {
  const artifacts = assay.store.artifacts;
  const upload = request({
    port,
    method: 'PUT',
    path: `${root}/broken-off`,
    headers: { 'content-length': String(50 * 1024 * 1024) },
  });
  upload.on('error', () => undefined);
  const received = new Promise<void>((resolve) => {
    assay.http.server.once('request', (incoming: NodeJS.ReadableStream) =>
      incoming.once('data', () => resolve()),
    );
  });
  upload.write(Buffer.alloc(1024 * 1024));
  await received;
  const gone = new Promise<void>((resolve) => {
    const watch = setInterval(() => {
      if (readdirSync(join(configuration.dataFolder, 'incoming')).length > 0) return;
      clearInterval(watch);
      resolve();
    }, 5);
  });
  upload.destroy();
  await gone;
  expect(await artifacts.find('broken-off')).toBeUndefined();
});

test('uploads in parts, and addresses to fetch from elsewhere, are declined in the words clients fall back on', async () => {
  for (const step of ['create', 'complete', 'abort']) {
    const answer = await assay.http.inject({
      method: 'POST',
      url: `/api/2.0/mlflow-artifacts/mpu/${step}/0/r/artifacts/f`,
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect([answer.statusCode, answer.json()]).toEqual([
      501,
      {
        error_code: 'NOT_IMPLEMENTED',
        message: 'Multipart upload is not supported for the current artifact repository',
      },
    ]);
  }
  expect((await get('/api/2.0/mlflow-artifacts/presigned/0/r/artifacts/f')).statusCode).toBe(501);
});

test('addresses for going around the server are declined, after the question is checked', async () => {
  const ask = async (kind: string, body: object): Promise<unknown> => {
    const answer = await assay.http.inject({
      method: 'POST',
      url: `/api/2.0/mlflow/artifacts/presigned-${kind}-url`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.statusCode).toBe(400);
    return answer.json<{ message: string }>().message;
  };
  const run_id = await startRun();
  expect(await ask('upload', { path: 'f' })).toBe('Exactly one of run_id and model_id must be provided.');
  expect(await ask('upload', { run_id, path: '../f' })).toBe('Invalid path');
  expect(await ask('download', { run_id, path: 'f' })).toMatch(
    /^Presigned download is not supported for proxied artifact storage/,
  );
});

async function startRun(experimentId = '0'): Promise<string> {
  const answer = await assay.http.inject({
    method: 'POST',
    url: '/api/2.0/mlflow/runs/create',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ experiment_id: experimentId }),
  });
  return answer.json<{ run: { info: { run_id: string } } }>().run.info.run_id;
}

test('what a run has is listed by paths relative to its root', async () => {
  const runId = await startRun();
  await put(`0/${runId}/artifacts/model/weights.bin`, 'www');
  await put(`0/${runId}/artifacts/notes.txt`, 'n');
  const list = '/api/2.0/mlflow/artifacts/list';
  expect((await get(`${list}?run_id=${runId}`)).json()).toEqual({
    root_uri: `mlflow-artifacts:/0/${runId}/artifacts`,
    files: [
      { path: 'model', is_dir: true },
      { path: 'notes.txt', is_dir: false, file_size: 1 },
    ],
  });
  expect((await get(`${list}?run_uuid=${runId}&path=model`)).json()).toMatchObject({
    files: [{ path: 'model/weights.bin', is_dir: false, file_size: 3 }],
  });
  expect((await get(`${list}?run_id=${runId}&path=notes.txt`)).json()).toEqual({
    root_uri: `mlflow-artifacts:/0/${runId}/artifacts`,
  });
  expect((await get(`${list}?run_id=${runId}&path=../x`)).json()).toMatchObject({ message: 'Invalid path' });
  expect((await get(`${list}?run_id=unknown`)).statusCode).toBe(404);
});

test('a run whose artifacts are elsewhere says where', async () => {
  const created = await assay.http.inject({
    method: 'POST',
    url: '/api/2.0/mlflow/experiments/create',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'on s3', artifact_location: 's3://bucket/x' }),
  });
  const runId = await startRun(created.json<{ experiment_id: string }>().experiment_id);
  for (const url of [
    `/api/2.0/mlflow/artifacts/list?run_id=${runId}`,
    `/get-artifact?run_id=${runId}&path=f`,
  ]) {
    const answer = await get(url);
    expect([answer.statusCode, answer.json<{ message: string }>().message]).toEqual([
      400,
      expect.stringContaining(`s3://bucket/x/${runId}/artifacts`),
    ]);
  }
});

test('the small upload of the pages reaches the run and is fetched again', async () => {
  const runId = await startRun();
  const upload = (query: string, body?: string | Buffer) =>
    assay.http.inject({
      method: 'POST',
      url: `/ajax-api/2.0/mlflow/upload-artifact${query}`,
      ...(body === undefined ? {} : { body }),
    });
  expect((await upload('')).json()).toMatchObject({ message: 'Request must specify run_uuid.' });
  expect((await upload(`?run_uuid=${runId}&path=`)).json()).toMatchObject({
    message: 'Request must specify path.',
  });
  expect((await upload(`?run_uuid=${runId}&path=../t`)).json()).toMatchObject({ message: 'Invalid path' });
  expect((await upload(`?run_uuid=${runId}&path=t`)).json()).toMatchObject({
    message: 'Request must specify data.',
  });
  expect(
    (await upload(`?run_uuid=${runId}&path=t`, Buffer.alloc(10 * 1024 * 1024 + 1))).json(),
  ).toMatchObject({
    message: 'Artifact size is too large. Max size is 10MB.',
  });
  expect((await upload(`?run_uuid=${runId}&path=dir/t.txt`, 'hello world')).statusCode).toBe(200);
  expect((await get(`/get-artifact?run_uuid=${runId}&path=dir/t.txt`)).body).toBe('hello world');
  expect((await get(`/get-artifact?run_id=${runId}&path=absent`)).statusCode).toBe(404);
  expect((await get(`/get-artifact?run_id=${runId}`)).statusCode).toBe(400);
  expect((await get('/get-artifact?path=x')).statusCode).toBe(400);
});

test('a model version is asked for the path before it is looked for', async () => {
  for (const url of ['/model-versions/get-artifact', '//model-versions/get-artifact']) {
    expect((await get(`${url}?name=m&version=1&path=../path`)).json()).toEqual({
      error_code: 'INVALID_PARAMETER_VALUE',
      message: 'Invalid path',
    });
    expect((await get(`${url}?name=m&version=1&path=x`)).statusCode).toBe(404);
  }
});
