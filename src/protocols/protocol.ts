// The contract of a wire: it is mounted on the HTTP server with the rules it translates to. Knows no member.
import type { FastifyInstance } from 'fastify';
import type { TrackingContext } from '../tracking/context.ts';
import type { ChangeFeed } from './changeFeed.ts';

export interface ProtocolContext {
  readonly tracking: TrackingContext;
  /** Live changes, for wires that push. */
  readonly changes: ChangeFeed;
  /** The version of Assay. */
  readonly version: string;
}

export interface Protocol {
  readonly name: string;
  /** Adds the routes. Bodies arrive as raw Buffers under every content type; parsing is the wire's own. */
  mount(server: FastifyInstance, context: ProtocolContext): void;
}
