/** The local model endpoint of the gate's measures, started on a port of its own. */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RunningServer } from './server.ts';
import { freePort, startProcess } from './startProcess.ts';

const script = fileURLToPath(new URL('chatEndpoint.ts', import.meta.url));
const askedSchema = z.object({ asked: z.number() });

/** An endpoint that answers. */
export interface Endpoint {
  /** Ends in `/v1`. */
  readonly baseUrl: string;
  /** Questions so far. */
  asked(): Promise<number>;
  stop(): Promise<void>;
}

/** @param logPath where its log goes, without its ending */
export async function startEndpoint(logPath: string, latencyMs: number): Promise<Endpoint> {
  const port = await freePort();
  const server: RunningServer = await startProcess({
    label: 'the local endpoint',
    command: process.execPath,
    args: [script, String(port), String(latencyMs)],
    cwd: '/',
    port,
    dataDir: logPath,
    healthPath: '/health',
    timeoutMs: 10_000,
  });
  const origin = `http://${server.host}:${server.port}`;
  return {
    baseUrl: `${origin}/v1`,
    asked: async () => askedSchema.parse(await (await fetch(`${origin}/asked`)).json()).asked,
    stop: () => server.stop(),
  };
}
