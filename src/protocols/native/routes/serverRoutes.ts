// Routes about the server itself: who answers, and the document of this API.
import { z } from 'zod';
import type { WireInfo } from 'assay-sdk/wire';
import { rawRoute, route } from '../route.ts';

const info = z
  .object({
    name: z.literal('assay'),
    version: z.string(),
    api: z.literal('v1'),
    time: z.int().meta({ description: 'The clock of the server, in milliseconds since the epoch.' }),
    durable: z
      .boolean()
      .meta({ description: 'An acknowledged write survives the death of the process and of the machine.' }),
  })
  .meta({ id: 'Info' }) satisfies z.ZodType<WireInfo>;

export const infoRoute = route({
  method: 'GET',
  path: '/info',
  id: 'getInfo',
  group: 'server',
  summary: 'Who answers',
  description: 'The version of Assay and of this API, and what the server promises.',
  answer: {
    status: 200,
    description: 'The server',
    content: [
      {
        type: 'application/json',
        schema: info,
        example: { name: 'assay', version: '0.1.0', api: 'v1', time: 1767225600000, durable: true },
      },
    ],
  },
  errors: [],
  async handle(_input, { version, tracking }): Promise<WireInfo> {
    const { durable } = tracking.store.capabilities;
    return { name: 'assay', version, api: 'v1', time: tracking.now(), durable };
  },
});

/** @param documentOf makes the document of all routes; called when first asked, because this route is one of them */
export function openApiRoute(documentOf: (version: string) => unknown) {
  let text: string | undefined;
  return rawRoute({
    method: 'GET',
    path: '/openapi.json',
    id: 'getOpenApi',
    group: 'server',
    summary: 'This document',
    description: 'OpenAPI 3.1, made from the schemas that check the requests.',
    body: null,
    isStreamed: false,
    answer: {
      status: 200,
      description: 'The document',
      content: [{ type: 'application/json', schema: null, example: undefined }],
    },
    errors: [],
    async handle(_input, { version, reply }) {
      text ??= JSON.stringify(documentOf(version));
      await reply.type('application/json').send(text);
      return undefined;
    },
  });
}
