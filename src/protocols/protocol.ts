// The contract of a wire: it is mounted on the HTTP server with the rules it translates to. Knows no member.
import type { FastifyInstance } from 'fastify';
import type { GateContext } from '../gate/context.ts';
import type { JobContext } from '../jobs/context.ts';
import type { TrackingContext } from '../tracking/context.ts';
import type { ChangeFeed } from './changeFeed.ts';

export interface ProtocolContext {
  readonly tracking: TrackingContext;
  readonly gate: GateContext;
  readonly jobs: JobContext;
  /** Live changes, for wires that push. */
  readonly changes: ChangeFeed;
  /** The version of Assay. */
  readonly version: string;
}

/** A hot route that may be answered without the framework's request life cycle. */
export interface DirectRoute {
  /** The exact path of a POST; the same path is mounted the usual way too. */
  readonly path: string;
  /**
   * @param body the whole body, sent as application/json
   * @returns the JSON of the answer; undefined, or a rejection, for anything unusual: nothing was written then, and the usual way answers
   */
  readonly serve: (context: ProtocolContext, body: Buffer) => Promise<string | undefined>;
}

export interface Protocol {
  readonly name: string;
  /** Its hot routes; mostly none. */
  readonly direct: readonly DirectRoute[];
  /** Adds the routes. Bodies arrive as raw Buffers under every content type; parsing is the wire's own. */
  mount(server: FastifyInstance, context: ProtocolContext): void;
}
