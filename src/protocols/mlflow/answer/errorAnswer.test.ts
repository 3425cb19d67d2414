import { expect, test } from 'vitest';
import { AssayError, type ErrorCode, errorTable } from '../../../model/errors.ts';
import { wireErrorOf } from './errorAnswer.ts';

const codes = Object.keys(errorTable) as ErrorCode[];

test('every error has a translation, and only what may pass when repeated is one that clients repeat', () => {
  const repeated = [408, 429, 500, 502, 503, 504];
  for (const code of codes) {
    const error = new AssayError(code, 'x');
    const { status, error_code } = wireErrorOf(error);
    expect(error_code, code).toMatch(/^[A-Z_]+$/);
    expect(repeated.includes(status), code).toBe(error.kind === 'busy' || error.kind === 'broken');
  }
});
