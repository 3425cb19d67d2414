// What machines and newcomers ask first: health, readiness, version, Prometheus figures and the start page. Not the app.
import type { FastifyInstance } from 'fastify';
import type { Protocol, ProtocolContext } from '../protocol.ts';
import { figuresPage } from './figuresPage.ts';
import { startPage } from './startPage.ts';

/**
 * What `/version` answers. MLflow clients read it as the version of an MLflow server and send spans by OTLP only from 3.4 on, so it
 * names the MLflow protocol version that is spoken; Assay's own is at /api/v1/info.
 */
export const mlflowProtocolVersion = '3.11.1';

export const operations: Protocol = {
  name: 'operations',
  direct: [],
  mount(server: FastifyInstance, context: ProtocolContext) {
    server.get('/health', async (_request, reply) => reply.type('text/plain; charset=utf-8').send('OK'));
    server.get('/version', async (_request, reply) =>
      reply.type('text/plain; charset=utf-8').send(mlflowProtocolVersion),
    );
    server.get('/ready', async (_request, reply) => {
      const isReadable = (await context.tracking.store.experiments.get('0')) !== undefined;
      return reply
        .code(isReadable ? 200 : 503)
        .type('text/plain; charset=utf-8')
        .send(isReadable ? 'ready' : 'the store does not answer');
    });
    server.get('/metrics', async (_request, reply) => {
      const page = await figuresPage(context);
      return reply.type(page.contentType).send(page.text);
    });
    server.get('/', async (request, reply) =>
      reply
        .header('content-security-policy', "default-src 'none'; style-src 'self'; img-src 'self'")
        .type('text/html; charset=utf-8')
        .send(startPage(`${request.protocol}://${request.host}`, context.version)),
    );
    server.get('/start.css', async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(startPage.styles),
    );
  },
};
