/** What is said between the bench and its load generator: one plan, one result; both cross a process edge. */
import { z } from 'zod';

const batches = z.object({
  kind: z.literal('batches'),
  /** One run a connection. */
  runIds: z.array(z.string()),
  keys: z.array(z.string()),
  points: z.number(),
  firstStep: z.number(),
  /** A connection stops after so many; absent: only the clock stops it. */
  requestsPerConnection: z.number().optional(),
});

const rotation = z.object({
  kind: z.literal('rotation'),
  /** Whole HTTP requests; connections take the next one in turn. */
  requests: z.array(z.string()),
  maxRequests: z.number().optional(),
});

/** One window of load. */
export const planSchema = z.object({
  host: z.string(),
  port: z.number(),
  connections: z.number(),
  durationMs: z.number(),
  /** How long after the window an answer is still waited for. */
  patienceMs: z.number(),
  work: z.discriminatedUnion('kind', [batches, rotation]),
});

/** What one window gave. */
export const resultSchema = z.object({
  windowMs: z.number(),
  /** 2xx answers inside the window. */
  answered: z.number(),
  /** 2xx answers after the window, while patience lasted. */
  late: z.number(),
  /** Answers with any other status, inside the window or late. */
  refused: z.number(),
  /** Requests that had no answer when patience ended, or whose connection broke. */
  unanswered: z.number(),
  lastAnswerMs: z.number(),
  bodyBytes: z.number(),
  latencyMs: z.object({ p50: z.number(), p95: z.number(), p99: z.number(), max: z.number() }).optional(),
  firstTrouble: z.string().optional(),
  /** The share of one core the generator itself used: near 1 it is the generator that is measured. */
  generatorCpu: z.number(),
});

export type Plan = z.infer<typeof planSchema>;
export type LoadResult = z.infer<typeof resultSchema>;
