// The API document: fresh in docs/, complete, and true to what the routes answer.
import { expect, test } from 'vitest';
import { version } from '../../server/version.ts';
import { openApiDocument } from './openapi.ts';
import { routes } from './routes.ts';

const document = openApiDocument(routes, version);

test('docs/openapi.json is what the routes say (npx vitest run src/protocols/native -u writes it)', async () => {
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../../docs/openapi.json');
});

test('every route has a name of its own and a sentence that says what it does', () => {
  expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length);
  for (const { id, description, summary } of routes) {
    expect([id, summary.length > 5, /\.$/.test(description)]).toEqual([id, true, true]);
  }
});

test('every reference inside the document leads to a schema', () => {
  const text = JSON.stringify(document);
  const { components } = document as { components: { schemas: Record<string, unknown> } };
  const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '');
  expect(references.length).toBeGreaterThan(20);
  for (const name of references) expect(Object.keys(components.schemas)).toContain(name);
});
