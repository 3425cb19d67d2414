// A data directory opened in this process and spoken to as if it were a server, without a port.
import type { FetchLike } from 'assay-sdk';
import { composeAssay } from '../../server/compose.ts';
import { type Environment, readConfiguration } from '../../server/configuration.ts';
import { injectedFetch } from './injectedFetch.ts';

export interface OpenedData {
  readonly fetch: FetchLike;
  close(): Promise<void>;
}

/** @throws AssayError `store/in-use`, `store/newer-schema` */
export async function openInProcess(dataFolder: string, env: Environment): Promise<OpenedData> {
  const configuration = readConfiguration({ data: dataFolder, memory: false, logLevel: 'silent' }, env);
  const assay = await composeAssay(configuration);
  return { fetch: injectedFetch(assay.http), close: () => assay.close() };
}
