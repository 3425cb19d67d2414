// Typed calls for everything the native API can do: the read side, and writes that are answered. Not batching, retrying or spooling.
import { datasetCalls } from './datasetCalls.ts';
import { evidenceCalls } from './evidenceCalls.ts';
import { alertCalls, componentCalls, gateRunCalls, waiverCalls } from './gateCalls.ts';
import { jobCalls, scheduleCalls } from './jobCalls.ts';
import { judgeCalls } from './judgeCalls.ts';
import { type EventStream, readEvents } from './readEvents.ts';
import { registryCalls } from './registryCalls.ts';
import { type Call, type ConnectionOptions, transport } from './transport.ts';
import { type PackedChart, unpackChart } from './unpackChart.ts';
import {
  packedColumnsType,
  type WireArtifact,
  type WireBatch,
  type WireChart,
  type WireChartRequest,
  type WireExperiment,
  type WireExperimentChange,
  type WireExperimentQuery,
  type WireInfo,
  type WireInputs,
  type WireNewExperiment,
  type WireNewRun,
  type WireOutputs,
  type WirePage,
  type WireRun,
  type WireRunChange,
  type WireRunSearch,
  type WireSeriesPage,
  type WireSummaries,
  type WireSummariesRequest,
} from './wire.ts';
import type { WireRunModels } from './wireModels.ts';
import type { WireBackup, WireFigures, WireIntegrity, WireIntegrityDepth } from './wireState.ts';

export interface PageOptions {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Every call rejects with ApiError when refused and UnreachableError when nobody answered. */
export type Client = ReturnType<typeof client>;

/** @throws TypeError when the URL is not one */
export function client(options: ConnectionOptions = {}) {
  const wire = transport(options);
  // The one place where an answer is believed to have the type that the API document promises.
  const ask = async <T>(call: Call): Promise<T> => (await wire.json(call)) as T;
  const get = <T>(path: string, query?: Call['query']): Promise<T> => ask<T>({ method: 'GET', path, query });
  const post = <T>(path: string, body?: unknown): Promise<T> => ask<T>({ method: 'POST', path, body });

  return {
    url: wire.url,
    /** Any call of the API, for what has no name here yet. */
    ask,
    info: () => get<WireInfo>('/info'),
    openApi: () => get<unknown>('/openapi.json'),

    experiments: {
      list: (query: WireExperimentQuery = {}) => get<WirePage<WireExperiment>>('/experiments', { ...query }),
      get: (experimentId: string) => get<WireExperiment>(`/experiments/${part(experimentId)}`),
      async byName(name: string): Promise<WireExperiment | undefined> {
        const page = await get<WirePage<WireExperiment>>('/experiments', { name, view: 'all' });
        return page.items[0];
      },
      create: (experiment: WireNewExperiment) => post<WireExperiment>('/experiments', experiment),
      change: (experimentId: string, change: WireExperimentChange) =>
        ask<WireExperiment>({ method: 'PATCH', path: `/experiments/${part(experimentId)}`, body: change }),
      setTag: (experimentId: string, key: string, value: string) =>
        ask<void>({
          method: 'PUT',
          path: `/experiments/${part(experimentId)}/tags/${part(key)}`,
          body: { value },
        }),
      deleteTag: (experimentId: string, key: string) =>
        ask<void>({ method: 'DELETE', path: `/experiments/${part(experimentId)}/tags/${part(key)}` }),
      delete: (experimentId: string) =>
        ask<void>({ method: 'DELETE', path: `/experiments/${part(experimentId)}` }),
      restore: (experimentId: string) => post<void>(`/experiments/${part(experimentId)}/restore`),
      metricKeys: (experimentId: string, page: PageOptions = {}) =>
        get<WirePage<string>>(`/experiments/${part(experimentId)}/metric-keys`, { ...page }),
    },

    runs: {
      create: (run: WireNewRun) => post<WireRun>('/runs', run),
      get: (runId: string) => get<WireRun>(`/runs/${part(runId)}`),
      change: (runId: string, change: WireRunChange) =>
        ask<WireRun>({ method: 'PATCH', path: `/runs/${part(runId)}`, body: change }),
      batch: (runId: string, batch: WireBatch) => post<void>(`/runs/${part(runId)}/batch`, batch),
      deleteTag: (runId: string, key: string) =>
        ask<void>({ method: 'DELETE', path: `/runs/${part(runId)}/tags/${part(key)}` }),
      delete: (runId: string) => ask<void>({ method: 'DELETE', path: `/runs/${part(runId)}` }),
      restore: (runId: string) => post<void>(`/runs/${part(runId)}/restore`),
      search: (search: WireRunSearch) => post<WirePage<WireRun>>('/runs/search', search),
      models: (runId: string) => get<WireRunModels>(`/runs/${part(runId)}/models`),
      addInputs: (runId: string, inputs: WireInputs) => post<void>(`/runs/${part(runId)}/inputs`, inputs),
      addOutputs: (runId: string, outputs: WireOutputs) =>
        post<void>(`/runs/${part(runId)}/outputs`, outputs),
      /** One page of a series; see `points` for all of it. */
      series: (runId: string, key: string, page: PageOptions = {}) =>
        get<WireSeriesPage>(`/runs/${part(runId)}/metrics/${part(key)}`, { ...page }),
    },

    metrics: {
      chart: (request: WireChartRequest) => post<WireChart>('/metrics/chart', request),
      /** The same curves as columns of float64, without parsing numbers. */
      async packedChart(request: WireChartRequest): Promise<PackedChart> {
        const call = {
          method: 'POST',
          path: '/metrics/chart',
          body: request,
          accept: packedColumnsType,
        } as const;
        const response = await wire.send(call);
        return unpackChart(await response.arrayBuffer());
      },
      summaries: (request: WireSummariesRequest) => post<WireSummaries>('/metrics/summaries', request),
    },

    artifacts: {
      /** What is directly in a directory; the top when there is no path. */
      list: (runId: string, path = '', page: PageOptions = {}) =>
        get<WirePage<WireArtifact>>(`/runs/${part(runId)}/artifacts`, {
          ...page,
          path: path === '' ? undefined : path,
        }),
      /** The answer as it arrives. */
      get: (runId: string, path: string) =>
        wire.send({ method: 'GET', path: `/runs/${part(runId)}/artifacts/${parts(path)}`, accept: '*/*' }),
      put: async (
        runId: string,
        path: string,
        content: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
        signal?: AbortSignal,
      ) => {
        await wire.send({
          method: 'PUT',
          path: `/runs/${part(runId)}/artifacts/${parts(path)}`,
          content,
          signal,
        });
      },
      delete: (runId: string, path: string) =>
        ask<void>({ method: 'DELETE', path: `/runs/${part(runId)}/artifacts/${parts(path)}` }),
    },

    models: registryCalls(ask),
    datasets: datasetCalls(ask, (call) => wire.send(call)),
    evidence: evidenceCalls(ask),

    gateRuns: gateRunCalls(ask, (call) => wire.send(call)),
    components: componentCalls(ask),
    waivers: waiverCalls(ask),
    alerts: alertCalls(ask),
    judges: judgeCalls(ask),
    jobs: jobCalls(ask),
    schedules: scheduleCalls(ask),

    figures: () => get<WireFigures>('/figures'),
    /** Looks whether the store is sound; only callers on the machine of the server may ask. */
    checkIntegrity: (depth: WireIntegrityDepth) => post<WireIntegrity>('/integrity-checks', { depth }),
    /** Copies everything into a folder on the machine of the server; only callers there may ask. */
    backup: (folder: string) => post<WireBackup>('/backups', { folder }),

    /** What changes, as it changes; ends when the connection does. */
    async events(watch: EventWatch = {}): Promise<EventStream> {
      const { signal, experiment, run } = watch;
      const query = { experiment, run };
      const call = { method: 'GET', path: '/events', query, accept: 'text/event-stream', signal } as const;
      return readEvents(await wire.send(call));
    },
  };
}

export interface EventWatch {
  readonly experiment?: string | undefined;
  readonly run?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Every item of a paged list, page after page. */
export async function* everyItem<T>(
  page: (cursor: string | undefined) => Promise<WirePage<T>>,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    yield* items;
    cursor = next ?? undefined;
  } while (cursor !== undefined);
}

const part = encodeURIComponent;
const parts = (path: string): string => path.split('/').map(part).join('/');
