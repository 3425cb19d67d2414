// The options about headers that targets over HTTP share: plain ones, and secret ones by the name of a variable.
import { z } from 'zod';

const variable = z.string().regex(/^[A-Za-z_]\w*$/, 'must be the name of an environment variable');

/** Headers that hold keys; a key in a file ends up in histories and in reports. */
const secretHeaders = /^(authorization|proxy-authorization|cookie|x-api-key|api-key|x-goog-api-key)$/i;

const name = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'must be the name of a header');

export const plainHeaders = z
  .record(name, z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'must be the value of a header'))
  .superRefine((headers, check) => {
    for (const each of Object.keys(headers)) {
      if (!secretHeaders.test(each)) continue;
      check.addIssue({
        code: 'custom',
        path: [each],
        message: `${each} holds a secret: name the variable that has it under "headersFrom"`,
      });
    }
  })
  .default({});

/** Header → variable. */
export const secretHeadersFrom = z.record(name, variable).default({});

export const variableOption = variable;

/** An address without user name and password, over HTTP or HTTPS. */
export const addressOption = z.string().superRefine((text, check) => {
  const plain = text.replaceAll(/\{\{[^}]*\}\}/g, 'x');
  const url = URL.canParse(plain) ? new URL(plain) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    check.addIssue({ code: 'custom', message: 'must be an address such as http://127.0.0.1:8000/answer' });
  } else if (url.username !== '' || url.password !== '') {
    check.addIssue({ code: 'custom', message: 'has a password in it: send it by "headersFrom"' });
  }
});
