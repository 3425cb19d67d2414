// The OpenAPI 3.1 document, made from the routes and the schemas that check them. Nothing in it is written twice.
import { z } from 'zod';
import { type ErrorCode, errorTable } from '../../model/errors.ts';
import { statusOf } from './problem.ts';
import type { Content, NativeRoute } from './route.ts';
import { problem } from './schemas/problem.ts';

type Json = Readonly<Record<string, unknown>>;

const groups: Readonly<Record<string, string>> = {
  server: 'The server itself.',
  experiments: 'Named groups of runs.',
  runs: 'Runs: life cycle, params, tags, inputs and outputs, search.',
  series: 'Metric series: points, charts, summaries.',
  artifacts: 'Files of a run.',
  models: 'Registered models and their versions.',
  evidence: 'What makes a run evidence: completeness, repeats, noise, comparison.',
  datasets: 'Golden datasets: versions by content, review, publication, verification, looks at the holdout.',
  gate: 'Gate runs: verdicts, their examples and results, waivers, the ledger of looks.',
  components: 'What is evaluated, and its versions.',
  judges: 'How judges were measured against people.',
  alerts: 'What a person should look at.',
  jobs: 'The queue: work that is done later, and schedules.',
  live: 'Live updates.',
};

/** @throws Error when two schemas claim the same name, or a route names a group that is not described */
export function openApiDocument(routes: readonly NativeRoute[], version: string): Json {
  const schemas = new Map<string, Json>();
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path.replace('+}', '}')}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas) };
  }
  schemaOf(problem, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Assay',
      version,
      description:
        'The native API of Assay. A request with an unknown field is refused. Integers of 64 bits are numbers up to ±(2^53 − 1) and decimal strings beyond; numbers that JSON cannot say are the strings "NaN", "Infinity" and "-Infinity". Lists are paged by cursors. Refusals are application/problem+json; their codes are never renamed.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This server' }],
    tags: [...new Set(routes.map((route) => route.group))].map((name) => ({
      name,
      description: groupText(name),
    })),
    paths,
    components: { schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))) },
  };
}

function groupText(name: string): string {
  const text = groups[name];
  if (text === undefined) throw new Error(`The group '${name}' of the API document is not described.`);
  return text;
}

function operation(route: NativeRoute, schemas: Map<string, Json>): Json {
  const { status, description, content } = route.answer;
  return {
    operationId: route.id,
    tags: [route.group],
    summary: route.summary,
    description: route.description,
    parameters: [...parameters(route.params, 'path', schemas), ...parameters(route.query, 'query', schemas)],
    ...(route.body === null
      ? {}
      : { requestBody: { required: true, content: contentOf([route.body], schemas) } }),
    responses: {
      [String(status)]: {
        description,
        ...(content.length === 0 ? {} : { content: contentOf(content, schemas) }),
      },
      ...refusals(route),
    },
  };
}

function parameters(schema: z.ZodType | null, where: 'path' | 'query', schemas: Map<string, Json>): Json[] {
  if (schema === null) return [];
  const object = schemaOf(schema, schemas);
  const required = Array.isArray(object['required']) ? object['required'] : [];
  const properties: unknown = object['properties'];
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).map(([name, property]: [string, Json]) => {
    const { description, examples, ...rest } = property;
    return {
      // Fastify calls the rest of a path `*`; readers see a name.
      name: name === '*' ? 'path' : name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: examples === undefined ? rest : { ...rest, examples },
    };
  });
}

function contentOf(contents: readonly Content[], schemas: Map<string, Json>): Json {
  return Object.fromEntries(
    contents.map(({ type, schema, example }) => [
      type,
      {
        ...(schema === null ? {} : { schema: schemaOf(schema, schemas) }),
        ...(example === undefined ? {} : { example }),
      },
    ]),
  );
}

/** One answer a status; the codes that have it are told in its description. */
function refusals(route: NativeRoute): Json {
  const takesInput = route.params !== null || route.query !== null || route.body !== null;
  const codes = new Set<ErrorCode>([
    ...(takesInput ? (['request/invalid-field'] as const) : []),
    ...(route.body?.type === 'application/json' ? (['request/not-json', 'request/too-large'] as const) : []),
    ...route.errors,
  ]);
  const byStatus = Map.groupBy(codes, statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      String(status),
      {
        description: group.map((code) => `\`${code}\`: ${errorTable[code].when}`).join('\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

/** The JSON schema, its named parts moved to the components of the document. */
function schemaOf(schema: z.ZodType, schemas: Map<string, Json>): Json {
  const { $schema: _dialect, $defs, ...json } = z.toJSONSchema(schema, { io: 'input' });
  for (const [name, part] of Object.entries($defs ?? {})) {
    const { id: _id, ...named } = moved(part) as Json;
    const known = schemas.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(named)) {
      throw new Error(`Two schemas of the API document are named '${name}'.`);
    }
    schemas.set(name, named);
  }
  return moved(json) as Json;
}

/** References inside, pointed at the components. */
function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : moved(inner),
    ]),
  );
}
