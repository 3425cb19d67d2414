// What every engine must do with artifacts.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { ArtifactFile } from '../../model/artifact.ts';
import { AssayError } from '../../model/errors.ts';
import type { ArtifactStore } from '../artifactStore.ts';
import type { Store } from '../store.ts';

export function artifactConformance(store: () => Store): void {
  let artifacts: ArtifactStore;
  let tests = 0;
  beforeEach(async () => {
    artifacts = inFolder(store().artifacts, `test-${++tests}`);
    await artifacts.sweep(Number.NEGATIVE_INFINITY);
  });

  async function put(path: string, content: string): Promise<void> {
    await artifacts.write(path, chunksOf(content));
  }
  async function contentOf(path: string): Promise<string | undefined> {
    const file = await artifacts.find(path);
    return file === undefined ? undefined : textOf(await artifacts.read(file, null));
  }
  async function namesIn(directory: string): Promise<string[]> {
    const page = await artifacts.list(directory, { limit: 1000, after: null });
    return page.items.map(({ name, size }) => (size === null ? `${name}/` : name));
  }

  test('a file comes back byte for byte, with its size and hash', async () => {
    const written = await artifacts.write('0/r/artifacts/a.txt', chunksOf('hello ', 'world'));
    expect(written).toMatchObject({ path: '0/r/artifacts/a.txt', size: 11, sha256: sha256('hello world') });
    expect(await artifacts.find('0/r/artifacts/a.txt')).toEqual(written);
    expect(await contentOf('0/r/artifacts/a.txt')).toBe('hello world');
  });

  test('an empty file is a file', async () => {
    expect(await artifacts.write('empty', chunksOf())).toMatchObject({ size: 0, sha256: sha256('') });
    expect(await contentOf('empty')).toBe('');
    expect(await artifacts.list('', { limit: 9, after: null })).toMatchObject({
      items: [{ name: 'empty', size: 0 }],
    });
  });

  test('part of a file is read without the rest', async () => {
    const file = await artifacts.write('f', chunksOf('0123456789'));
    expect(await textOf(await artifacts.read(file, { first: 3, last: 5 }))).toBe('345');
    expect(await textOf(await artifacts.read(file, { first: 9, last: 9 }))).toBe('9');
  });

  test('many megabytes in odd pieces keep their hash', async () => {
    const hash = createHash('sha256');
    let size = 0;
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 700; i += 1) {
        const piece = Buffer.alloc((i * 37_003) % 60_000, i);
        hash.update(piece);
        size += piece.length;
        yield piece;
      }
    }
    const file = await artifacts.write('big', pieces());
    expect(file).toMatchObject({ size, sha256: hash.digest('hex') });
  });

  test('writing again replaces the file, and its directory shows one', async () => {
    await put('d/f', 'old');
    await put('d/f', 'new and longer');
    expect(await contentOf('d/f')).toBe('new and longer');
    expect(await artifacts.list('d', { limit: 9, after: null })).toEqual({
      items: [{ name: 'f', size: 14 }],
      next: null,
    });
  });

  test('what is being read stays readable to its end while it is replaced and swept', async () => {
    await put('f', 'old');
    const file = await artifacts.find('f');
    if (file === undefined) throw new Error('not found');
    const reading = await artifacts.read(file, null);
    await put('f', 'new');
    await artifacts.sweep(Number.NEGATIVE_INFINITY);
    expect(await textOf(reading)).toBe('old');
  });

  test('directories are there while something is in them', async () => {
    await put('a/b/c/f', '1');
    await put('a/g', '2');
    expect(await namesIn('')).toEqual(['a/']);
    expect(await namesIn('a')).toEqual(['b/', 'g']);
    expect(await artifacts.delete('a/b/c/f')).toBe(true);
    expect(await namesIn('a')).toEqual(['g']);
    expect(await artifacts.delete('a/g')).toBe(true);
    expect(await namesIn('')).toEqual([]);
  });

  test('deleting a directory deletes all below it and nothing beside it', async () => {
    for (const path of ['d/1', 'd/x/2', 'd/x/y/3', 'd2/4', 'dd']) await put(path, path);
    expect(await artifacts.delete('d')).toBe(true);
    expect(await namesIn('')).toEqual(['d2/', 'dd']);
    expect(await artifacts.find('d/x/y/3')).toBeUndefined();
    expect(await artifacts.delete('d')).toBe(false);
    expect(await contentOf('d2/4')).toBe('d2/4');
  });

  test('a file and a directory cannot share a path, and the refused write leaves nothing', async () => {
    await put('a/f', 'file');
    await expect(put('a', 'x')).rejects.toMatchObject({ code: 'artifact/path-taken' });
    await expect(put('a/f/below', 'x')).rejects.toMatchObject({ code: 'artifact/path-taken' });
    expect(await namesIn('a')).toEqual(['f']);
    expect(await contentOf('a/f')).toBe('file');
  });

  test('of two that want a path as file and as directory at the same moment, one is refused', async () => {
    const outcomes = await Promise.allSettled([put('p', 'file'), put('p/f', 'below')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('names are compared by their bytes and listed in their order', async () => {
    const names = ['Z', 'a', 'a b', 'a%20b', 'é', 'e\u0301', '日本', '😀', 'ﬀ', '-'];
    for (const name of names) await put(`d/${name}`, name);
    const inOrder = [...names].sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
    expect(await namesIn('d')).toEqual(inOrder);
    for (const name of names) expect(await contentOf(`d/${name}`)).toBe(name);
  });

  test('a file, and a path that nobody wrote, list nothing', async () => {
    await put('d/f', 'x');
    expect(await namesIn('d/f')).toEqual([]);
    expect(await namesIn('d/f/g')).toEqual([]);
    expect(await namesIn('nowhere')).toEqual([]);
  });

  test('pages follow each other without gap or repeat, also when files come and go between them', async () => {
    for (let i = 0; i < 25; i += 1) await put(`d/${String(i).padStart(2, '0')}`, String(i));
    const first = await artifacts.list('d', { limit: 10, after: null });
    await artifacts.delete('d/09');
    await put('d/05a', 'before the cursor');
    await put('d/15a', 'after the cursor');
    const second = await artifacts.list('d', { limit: 10, after: first.next });
    const third = await artifacts.list('d', { limit: 10, after: second.next });
    expect([...first.items, ...second.items, ...third.items].map(({ name }) => name)).toEqual(
      [...Array.from({ length: 25 }, (_, i) => String(i).padStart(2, '0')), '15a'].sort(),
    );
    expect(third.next).toBeNull();
  });

  test('a page that is exactly full is the last when nothing follows', async () => {
    await put('d/a', '1');
    await put('d/b', '2');
    expect((await artifacts.list('d', { limit: 2, after: null })).next).toBeNull();
  });

  test('a page token of another directory, or made up, is refused', async () => {
    for (const name of ['1', '2']) {
      await put(`a/${name}`, name);
      await put(`b/${name}`, name);
    }
    const { next } = await artifacts.list('a', { limit: 1, after: null });
    for (const after of [next, 'nonsense', '']) {
      await expect(artifacts.list('b', { limit: 1, after })).rejects.toMatchObject({
        code: 'request/bad-page-token',
      });
    }
  });

  test('an upload that breaks off leaves neither path nor content, and the old file as it was', async () => {
    await put('f', 'old');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('the client went away');
    }
    await expect(artifacts.write('f', broken())).rejects.toMatchObject({
      code: 'artifact/upload-interrupted',
    });
    await expect(artifacts.write('new/g', broken())).rejects.toThrow(AssayError);
    expect(await contentOf('f')).toBe('old');
    expect(await namesIn('')).toEqual(['f']);
    expect(await artifacts.sweep(Number.NEGATIVE_INFINITY)).toEqual({ removedFiles: 0, removedBytes: 0 });
  });

  test('a refusal thrown by the content is passed on as it is', async () => {
    async function* refusing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('too');
      throw new AssayError('request/too-large', 'too much');
    }
    await expect(artifacts.write('f', refusing())).rejects.toMatchObject({ code: 'request/too-large' });
  });

  test('content is swept when its last path is gone, and not before', async () => {
    await put('a', 'same');
    await put('b', 'same');
    await put('c', 'other');
    await artifacts.delete('a');
    expect(await artifacts.sweep(Number.NEGATIVE_INFINITY)).toEqual({ removedFiles: 0, removedBytes: 0 });
    await artifacts.delete('b');
    await put('c', 'replaced');
    expect(await artifacts.sweep(Number.NEGATIVE_INFINITY)).toEqual({ removedFiles: 2, removedBytes: 9 });
    expect(await contentOf('c')).toBe('replaced');
  });

  test('young content is not swept', async () => {
    await put('a', 'x');
    await artifacts.delete('a');
    expect(await artifacts.sweep(3_600_000)).toEqual({ removedFiles: 0, removedBytes: 0 });
  });

  test('sweeping beside writers of the same content loses none of it', async () => {
    const writers = Array.from({ length: 200 }, async (_, i) => {
      const path = `w/${i}`;
      await put(path, `content ${i % 5}`);
      if (i % 3 === 0) await artifacts.delete(path);
    });
    const sweeps = Array.from({ length: 20 }, () => artifacts.sweep(Number.NEGATIVE_INFINITY));
    await Promise.all([...writers, ...sweeps]);
    await artifacts.sweep(Number.NEGATIVE_INFINITY);
    for (let i = 0; i < 200; i += 1) {
      expect(await contentOf(`w/${i}`)).toBe(i % 3 === 0 ? undefined : `content ${i % 5}`);
    }
    expect(await store().checkIntegrity('contents')).toEqual({ problems: [] });
  });

  test('any history of writes and deletes leaves what a simple model says', async () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'ü'), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join('/'));
    const step = fc.record({ path, content: fc.option(fc.constantFrom('', 'x', 'yy')) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const root = `run-${histories++}`;
        const model = new Map<string, string>();
        for (const { path, content } of steps) {
          const isDirectory = [...model.keys()].some((known) => known.startsWith(`${path}/`));
          const isBelowFile = [...model.keys()].some((known) => path.startsWith(`${known}/`));
          if (content === null) {
            expect(await artifacts.delete(`${root}/${path}`)).toBe(model.has(path) || isDirectory);
            for (const known of [...model.keys()]) {
              if (known === path || known.startsWith(`${path}/`)) model.delete(known);
            }
          } else if (isDirectory || isBelowFile) {
            await expect(put(`${root}/${path}`, content)).rejects.toMatchObject({
              code: 'artifact/path-taken',
            });
          } else {
            await put(`${root}/${path}`, content);
            model.set(path, content);
          }
        }
        expect(await treeBelow(artifacts, root)).toEqual(new Map([...model].sort()));
      }),
      { numRuns: 40, seed: 20261120 },
    );
  });
}

/** The same store, seen from one of its directories: tests share a store and not each other's files. */
function inFolder(artifacts: ArtifactStore, folder: string): ArtifactStore {
  const inside = (path: string): string => (path === '' ? folder : `${folder}/${path}`);
  const outside = (file: ArtifactFile): ArtifactFile => ({
    ...file,
    path: file.path.slice(folder.length + 1),
  });
  return {
    ...artifacts,
    write: async (path, content) => outside(await artifacts.write(inside(path), content)),
    async find(path) {
      const file = await artifacts.find(inside(path));
      return file === undefined ? undefined : outside(file);
    },
    list: (directory, page) => artifacts.list(inside(directory), page),
    delete: (path) => artifacts.delete(inside(path)),
  };
}

let histories = 0;

async function treeBelow(artifacts: ArtifactStore, root: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  async function walk(directory: string): Promise<void> {
    const { items } = await artifacts.list(directory, { limit: 100, after: null });
    for (const { name, size } of items) {
      const path = `${directory}/${name}`;
      if (size === null) {
        await walk(path);
        continue;
      }
      const file = await artifacts.find(path);
      if (file !== undefined)
        found.set(path.slice(root.length + 1), await textOf(await artifacts.read(file, null)));
    }
  }
  await walk(root);
  return new Map([...found].sort());
}

async function* chunksOf(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
