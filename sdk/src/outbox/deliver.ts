// Tells the server one entry. A batch that is refused is cut until only what cannot be accepted is left out.
import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { ApiError, isPassing } from '../apiError.ts';
import type { Client } from '../client.ts';
import type { WireBatch, WireNewRun } from '../wire.ts';
import type { Entry } from './entry.ts';

/** Called for each piece that the server will never accept. */
export type OnRefused = (what: string, error: unknown) => void;

/** A request is given this long, and an upload this much more for each megabyte. */
const mostMsPerRequest = 30_000;
const moreMsPerMegabyte = 10_000;

/** @throws UnreachableError or a passing ApiError, when telling it again later may help; never anything else */
export async function deliver(
  client: Client,
  runId: string,
  entry: Entry,
  onRefused: OnRefused,
): Promise<void> {
  try {
    await tell(client, runId, entry, onRefused);
  } catch (error) {
    if (isPassing(error)) throw error;
    onRefused(nameOf(entry), error);
  }
}

async function tell(client: Client, runId: string, entry: Entry, onRefused: OnRefused): Promise<void> {
  switch (entry.kind) {
    case 'create':
      try {
        await client.runs.create(entry.run);
      } catch (error) {
        if (!(error instanceof ApiError && error.code === 'run/exists')) throw error;
        await goOn(client, runId, entry.run, onRefused);
      }
      return;
    case 'batch':
      return tellBatch(client, runId, entry.batch, onRefused);
    case 'change':
      await client.runs.change(runId, entry.change);
      return;
    case 'inputs':
      return client.runs.addInputs(runId, entry.inputs);
    case 'outputs':
      return client.runs.addOutputs(runId, entry.outputs);
    case 'artifact': {
      const { content, path } = entry;
      const size = 'data' in content ? content.data.length : statSync(content.file).size;
      const signal = AbortSignal.timeout(mostMsPerRequest + Math.ceil(size / 1e6) * moreMsPerMegabyte);
      const bytes = 'data' in content ? content.data : streamOf(content.file);
      return client.artifacts.put(runId, path, bytes, signal);
    }
  }
}

/** The run was made earlier, by a program that this one takes up again: it runs once more, with what is said of it now. */
async function goOn(client: Client, runId: string, run: WireNewRun, onRefused: OnRefused): Promise<void> {
  const { name, purpose, notes, tags = [] } = run;
  await client.runs.change(runId, { status: 'RUNNING', name, purpose, notes });
  if (tags.length > 0) await tellBatch(client, runId, { tags }, onRefused);
}

function streamOf(file: string): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
}

async function tellBatch(
  client: Client,
  runId: string,
  batch: WireBatch,
  onRefused: OnRefused,
): Promise<void> {
  try {
    await client.runs.batch(runId, batch);
  } catch (error) {
    if (isPassing(error)) throw error;
    const halves = halvesOf(batch);
    if (halves === null || isAboutRun(error)) {
      onRefused(nameOfBatch(batch), error);
      return;
    }
    for (const half of halves) await tellBatch(client, runId, half, onRefused);
  }
}

/** The run itself is refused, so that no part of the batch can fare better. */
function isAboutRun(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'run/not-found' || error.code === 'run/not-active');
}

/** Two parts with the same contents in the same order; null when there is only one thing in it. */
function halvesOf({
  points = [],
  params = [],
  tags = [],
}: WireBatch): readonly [WireBatch, WireBatch] | null {
  if (points.length + params.length + tags.length < 2) return null;
  if (points.length > 0 && params.length + tags.length > 0) return [{ params, tags }, { points }];
  if (params.length > 0 && tags.length > 0) return [{ params }, { tags }];
  const middle = (items: readonly unknown[]): number => Math.ceil(items.length / 2);
  return [
    {
      points: points.slice(0, middle(points)),
      params: params.slice(0, middle(params)),
      tags: tags.slice(0, middle(tags)),
    },
    {
      points: points.slice(middle(points)),
      params: params.slice(middle(params)),
      tags: tags.slice(middle(tags)),
    },
  ];
}

function nameOf(entry: Entry): string {
  switch (entry.kind) {
    case 'create':
      return 'the run';
    case 'batch':
      return nameOfBatch(entry.batch);
    case 'change':
      return 'a change of the run';
    case 'inputs':
      return 'the inputs';
    case 'outputs':
      return 'the outputs';
    case 'artifact':
      return `the artifact '${entry.path}'`;
  }
}

function nameOfBatch({ points = [], params = [], tags = [] }: WireBatch): string {
  const [point] = points;
  const [param] = params;
  const [tag] = tags;
  if (points.length + params.length + tags.length > 1) return 'a batch';
  if (point !== undefined) return `the metric '${point.key}' at step ${point.step ?? 0}`;
  if (param !== undefined) return `the param '${param.key}'`;
  return `the tag '${tag?.key ?? ''}'`;
}
