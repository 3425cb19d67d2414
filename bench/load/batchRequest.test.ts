import { expect, test } from 'vitest';
import { z } from 'zod';
import { BatchRequest, stepOrigin } from './batchRequest.ts';

const body = z.object({
  run_id: z.string(),
  metrics: z.array(
    z.object({ key: z.string(), value: z.number(), timestamp: z.number().int(), step: z.number().int() }),
  ),
});

const shape = { host: '127.0.0.1', runId: 'a'.repeat(32), keys: ['loss', 'acc', 'f1'], points: 10 };

function bodyOf(request: Buffer): z.infer<typeof body> {
  const text = request.toString('latin1');
  const json = text.slice(text.indexOf('\r\n\r\n') + 4);
  expect(text).toContain(`Content-Length: ${json.length}\r\n`);
  return body.parse(JSON.parse(json));
}

test('no two points of a connection are the same, across the change of the leading digits too', () => {
  const request = new BatchRequest({ ...shape, firstStep: stepOrigin + 99_990 });
  const points = Array.from({ length: 20 }, () => bodyOf(request.next()).metrics).flat();
  expect(new Set(points.map(({ key, step }) => `${key} ${step}`)).size).toBe(200);
  expect(new Set(points.map(({ value }) => value)).size).toBe(200);
});

test('steps count up one by one, each with all keys and one timestamp that never goes back', () => {
  const request = new BatchRequest({ ...shape, points: 9, firstStep: stepOrigin + 99_998 });
  const points = Array.from({ length: 3 }, () => bodyOf(request.next()).metrics).flat();
  expect(points.map(({ step }) => step - stepOrigin)).toEqual(
    Array.from({ length: 27 }, (_, at) => 99_998 + Math.floor(at / 3)),
  );
  const times = points.map(({ timestamp }) => timestamp);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(new Set(times).size).toBe(9);
});
