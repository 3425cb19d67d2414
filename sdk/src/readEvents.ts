// A stream of server-sent events as an async iterable of changes. Not reconnecting.
import type { WireEvent } from './wire.ts';

export interface ReceivedEvent {
  /** The server's count of this connection. */
  readonly id: string;
  /** `ready` is the first: from here on nothing is missed. */
  readonly event: WireEvent | { readonly type: 'ready' };
}

export type EventStream = AsyncGenerator<ReceivedEvent, void, undefined>;

export async function* readEvents(response: Response): EventStream {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  let rest = '';
  const body: AsyncIterable<Uint8Array> = response.body;
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const received = parseBlock(block);
      if (received !== undefined) yield received;
    }
  }
}

/** Comments (heartbeats) have no data. */
function parseBlock(block: string): ReceivedEvent | undefined {
  const lines = block.split('\n');
  const field = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const data = field('data');
  if (data === undefined) return undefined;
  return { id: field('id') ?? '', event: JSON.parse(data) as ReceivedEvent['event'] };
}
