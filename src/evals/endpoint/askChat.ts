// One call of a chat completions endpoint. Not prompts, not retries.
import type { JsonObject } from '../../model/json.ts';
import { callEndpoint, type EndpointServices } from './callEndpoint.ts';
import { type ChatMessage, readChatBody, readChatStream } from './chatMessage.ts';
import { type EndpointAddress, headersOf, urlOf } from './endpointAddress.ts';
import type { EndpointFailure } from './endpointFailure.ts';

/** An answered call, with what it took. */
export interface ChatReply {
  readonly kind: 'answered';
  readonly message: ChatMessage;
  readonly latencyMs: number;
  /** When the first byte came; tells something of streams only. */
  readonly firstByteMs: number | null;
  readonly pauseMs: number | null;
}

/**
 * @param body the request as the endpoint wants it: model, messages, parameters; with `stream: true` the stream is read to its end
 * @throws the reason of the signal once it is aborted, and nothing else
 */
export async function askChat(
  services: EndpointServices,
  address: EndpointAddress,
  body: JsonObject,
  signal: AbortSignal,
): Promise<ChatReply | EndpointFailure> {
  const opened = headersOf(address, services);
  if (opened.kind === 'failed') return opened;
  const called = await callEndpoint(
    services,
    {
      url: urlOf(address.baseUrl, 'chat/completions'),
      method: 'POST',
      headers: { accept: 'application/json', ...opened.headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      timeoutMs: address.timeoutMs,
      mostBytes: address.mostBytes,
      secrets: opened.secrets,
    },
    signal,
  );
  if (called.kind === 'failed') return called;
  const message = body['stream'] === true ? readChatStream(called.bytes) : readChatBody(called.bytes);
  if (message.kind === 'failed') return message;
  const { latencyMs, firstByteMs, pauseMs } = called;
  return { kind: 'answered', message, latencyMs, firstByteMs, pauseMs };
}
