// `assay serve`: starts a server on a data directory and runs until it is told to stop.
import type { AddressInfo } from 'node:net';
import { AssayError } from '../model/errors.ts';
import { type Assay, composeAssay } from '../server/compose.ts';
import { type Configuration, readConfiguration, type ServeFlags } from '../server/configuration.ts';
import { publishAddress, withdrawAddress } from '../server/serverAddress.ts';
import type { CommandContext } from './command.ts';
import { exitCodes } from './exitCodes.ts';
import { explainFailure } from './explainFailure.ts';

/**
 * Prints the address once the server answers. SIGINT and SIGTERM finish what is under way, then stop.
 * @returns the exit code
 */
export async function serve(
  context: CommandContext,
  flags: ServeFlags & { readonly example?: string },
): Promise<number> {
  const startedAt = performance.now();
  let assay;
  let configuration;
  try {
    configuration = readConfiguration(flags, process.env);
    assay = await composeAssay(configuration);
    await assay.http.listen({ host: configuration.host, port: configuration.port });
  } catch (cause) {
    await assay?.close();
    process.stderr.write(`${whyNotStarted(cause, configuration?.port)}\n`);
    return cause instanceof AssayError && cause.kind === 'broken'
      ? exitCodes.couldNotRun
      : exitCodes.wrongUsage;
  }
  const url = addressOf(assay.http.server.address(), configuration);
  if (!configuration.isInMemory) publishAddress(configuration.dataFolder, url);
  const took = Math.round(performance.now() - startedAt);
  const where = configuration.isInMemory
    ? 'in memory; everything ends with this process'
    : configuration.dataFolder;
  process.stdout.write(
    `Assay is ready at ${url} (started in ${took} ms, data: ${where})\n\n` +
      `  Log to it from any MLflow client:   export MLFLOW_TRACKING_URI=${url}\n` +
      `  See what was recorded:              npx assay runs list\n` +
      `  Stop:                               Ctrl-C\n\n`,
  );
  assay.worker.start();
  if (flags.example !== undefined) await tryExample(context, assay, flags.example);
  await stopSignal();
  if (!configuration.isInMemory) withdrawAddress(configuration.dataFolder);
  await assay.close();
  return exitCodes.pass;
}

/** An example that cannot run is told, and the server goes on: it is what was asked for. */
async function tryExample(context: CommandContext, assay: Assay, path: string): Promise<void> {
  try {
    const { showExample } = await import('./gate/showExample.ts');
    await showExample(context, assay.gate, path);
  } catch (cause) {
    const { message } = explainFailure(cause);
    context.err.write(`The example ${path} could not be run: ${message}\n`);
  }
}

function addressOf(address: AddressInfo | string | null, configuration: Configuration): string {
  if (address === null || typeof address === 'string')
    return `http://${configuration.host}:${configuration.port}`;
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function whyNotStarted(cause: unknown, port: number | undefined): string {
  if (cause instanceof Error && 'code' in cause) {
    if (cause.code === 'EADDRINUSE')
      return `Port ${port} is in use. Choose another with --port, or stop what listens there.`;
    if (cause.code === 'EACCES') return `Not allowed: ${cause.message}. Choose another --port or --data.`;
  }
  return cause instanceof Error ? cause.message : String(cause);
}
