import { expect, test } from 'vitest';
import { AnswerReader, type Answer } from './answerReader.ts';

const withLength = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello';
const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n';
const empty = 'HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n';

function read(text: string, pieceBytes: number, keepBodies = true): Answer[] {
  const answers: Answer[] = [];
  const reader = new AnswerReader((answer) => answers.push(answer), keepBodies);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.push(bytes.subarray(at, at + pieceBytes));
  return answers;
}

test.each([1, 2, 3, 7, 1000])(
  'answers are framed alike when they come in pieces of %i bytes',
  (pieceBytes) => {
    const answers = read(withLength + chunked + empty, pieceBytes);
    expect(answers.map(({ status, bodyBytes, body }) => [status, bodyBytes, body?.toString()])).toEqual([
      [200, 5, 'hello'],
      [200, 5, 'hello'],
      [204, 0, undefined],
    ]);
  },
);

test('the body of a refusal is kept even when bodies are not', () => {
  const refusal = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno';
  expect(read(withLength + refusal, 11, false).map(({ body }) => body?.toString())).toEqual([
    undefined,
    'no',
  ]);
});
