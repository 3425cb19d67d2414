// Which paths artifacts may have.
import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AssayError } from '../../model/errors.ts';
import { artifactFilePath, artifactPath } from './artifactPath.ts';
import { artifactRootOf, below } from './artifactRoot.ts';

test('doubled and trailing slashes and dots name the same place', () => {
  expect(artifactPath('a//b/./c/')).toBe('a/b/c');
  expect(artifactPath('')).toBe('');
  expect(artifactPath('.')).toBe('');
});

test('a file has a name', () => {
  for (const path of ['', '.', 'a/', './']) expect(() => artifactFilePath(path)).toThrow('Invalid path');
});

test('a name is at most as long as file systems take', () => {
  expect(artifactPath('ü'.repeat(127))).toBe('ü'.repeat(127));
  expect(() => artifactPath('ü'.repeat(128))).toThrow('Invalid path');
});

test('half of a surrogate pair is no name', () => {
  expect(() => artifactPath('a\ud800b')).toThrow('Invalid path');
});

test('whatever is asked stays below its root, on every system and after any decoding, or is refused', () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%2e',
    '%2F',
    '%5c',
    '%25',
    '%',
    'C:',
    'a',
    'ü',
    '#',
    '\0',
    ' ',
  );
  const asked = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(asked, (path) => {
      let accepted: string;
      try {
        accepted = artifactPath(path);
      } catch (refusal) {
        expect(refusal).toBeInstanceOf(AssayError);
        expect(refusal).toMatchObject({ code: 'artifact/invalid-path' });
        return;
      }
      expect(artifactPath(accepted)).toBe(accepted);
      for (let layer = accepted, i = 0; i < 5; layer = decodedLoosely(layer), i += 1) {
        expect(posix.resolve('/root', layer).startsWith('/root')).toBe(true);
        expect(win32.resolve('C:\\root', layer).startsWith('C:\\root')).toBe(true);
      }
    }),
    { numRuns: 3000, seed: 20261120 },
  );
});

test('the root of a run is read from every form of its URI', () => {
  for (const uri of [
    'mlflow-artifacts:/0/r/artifacts',
    'mlflow-artifacts:///0/r/artifacts/',
    'mlflow-artifacts://host:5080/0/r/artifacts',
    'http://host:5080/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts',
  ]) {
    expect(artifactRootOf(uri)).toBe('0/r/artifacts');
  }
  expect(artifactRootOf('mlflow-artifacts:/my%20place')).toBe('my place');
  expect(artifactRootOf('mlflow-artifacts:/100%')).toBe('100%');
  expect(below(artifactRootOf('mlflow-artifacts:'), 'f')).toBe('f');
});

test('a root that could lead outside is refused, and one of another server is named', () => {
  expect(() => artifactRootOf('mlflow-artifacts:/../x')).toThrow('Invalid path');
  for (const uri of ['s3://bucket/x', '/srv/artifacts', 'file:///srv', 'https://elsewhere/x', 'dbfs:/x']) {
    expect(() => artifactRootOf(uri)).toThrow(uri);
  }
});

function decodedLoosely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // What cannot be decoded stays as it is, as careless software leaves it.
    return path;
  }
}
