// Bytes of a request body to a JSON value. Not what the value must be.
import { AssayError } from '../../model/errors.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws AssayError `request/not-json` */
export function readJson(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) {
    throw new AssayError('request/not-json', 'The request has no body; it must be a JSON object.');
  }
  let text: string;
  try {
    text = utf8.decode(body);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new AssayError('request/not-json', 'The body is not valid UTF-8.');
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new AssayError('request/not-json', `The body is not valid JSON: ${cause.message}.`);
  }
}
