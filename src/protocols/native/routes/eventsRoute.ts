// Live updates as server-sent events. Not a queue: who missed something reads again.
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { ChangeEvent } from '../../../model/changeEvent.ts';
import type { TrackingContext } from '../../../tracking/context.ts';
import { rawRoute } from '../route.ts';

const heartbeatEveryMs = 15_000;
/** A reader that leaves this much unread is dropped; it reconnects and reads again what it watches. */
const mostUnreadBytes = 1024 * 1024;

const query = z.strictObject({
  experiment: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Only what concerns this experiment, by id.' }),
  run: z.string().min(1).optional().meta({ description: 'Only what concerns this run.' }),
});

export const eventsRoute = rawRoute({
  method: 'GET',
  path: '/events',
  id: 'watchEvents',
  group: 'live',
  summary: 'What changes, as it changes',
  description: `Server-sent events. The first is \`ready\`: what changes from here on is told. Then \`experiment\`, \`run\`, \`metrics\`, \`artifact\`, \`logged-model\`, \`registered-model\`, \`evaluation-dataset\`, \`dataset\`, \`component\`, \`gate-run\`, \`job\` and \`alert\`, with data that says what to read again; the points of a run are told at most a few times a second. A comment comes every ${heartbeatEveryMs / 1000} s. A reader that falls ${mostUnreadBytes / 1024 / 1024} MiB behind is disconnected; after reconnecting, read again what you show.`,
  query,
  body: null,
  isStreamed: false,
  answer: {
    status: 200,
    description: 'The stream; it ends with the server',
    content: [
      {
        type: 'text/event-stream',
        schema: null,
        example:
          'id: 1\nevent: ready\ndata: {"type":"ready"}\n\nid: 2\nevent: run\ndata: {"type":"run","experimentId":"1","runId":"4f2a9c0e"}\n\n',
      },
    ],
  },
  errors: [],
  async handle({ query: { experiment, run } }, { changes, tracking, closing, reply }) {
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const tell = teller(stream);
    const concerns = interest(tracking, experiment, run);
    const tellWanted = (event: ChangeEvent): void => {
      concerns(event).then(
        (isWanted) => isWanted && tell(event),
        () => stream.destroy(),
      );
    };
    const stop = changes.subscribe(tellWanted);
    tell({ type: 'ready' });
    const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatEveryMs);
    const end = (): void => {
      stop();
      clearInterval(heartbeat);
      closing.removeEventListener('abort', end);
      stream.end();
    };
    stream.once('close', end);
    closing.addEventListener('abort', end, { once: true });
    return undefined;
  },
});

function teller(stream: ServerResponse): (event: ChangeEvent | { readonly type: 'ready' }) => void {
  let id = 0;
  return (event) => {
    if (stream.destroyed) return;
    if (stream.writableLength > mostUnreadBytes) {
      stream.destroy();
      return;
    }
    id += 1;
    stream.write(`id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  };
}

/** Whether an event concerns what is watched; points name only their run, whose experiment is looked up. */
function interest(
  { store }: TrackingContext,
  experiment: string | undefined,
  run: string | undefined,
): (event: ChangeEvent) => Promise<boolean> {
  const experimentOfRun = async (runId: string): Promise<string | undefined> =>
    (await store.runs.info(runId))?.experimentId;
  return async (event) => {
    if (experiment === undefined && run === undefined) return true;
    if (run !== undefined) {
      if (event.type === 'artifact') return event.path.split('/').includes(run);
      return 'runId' in event && event.runId === run;
    }
    if (event.type === 'artifact') return event.path.split('/')[0] === experiment;
    if (event.type === 'metrics') return (await experimentOfRun(event.runId)) === experiment;
    return 'experimentId' in event && event.experimentId === experiment;
  };
}
