// Typed calls about golden datasets, a part of the client.
import type { Call } from './transport.ts';
import type { WirePage } from './wire.ts';
import type {
  WireDatasetFindings,
  WireDatasetHashes,
  WireDatasetHistory,
  WireDatasetMismatch,
  WireDatasetSummary,
  WireDatasetVerification,
  WireDatasetVersion,
  WireExamplesQuery,
  WireHoldoutLook,
  WireNewHoldoutLook,
  WirePublication,
  WirePublished,
  WirePushedVersion,
  WireReviewStep,
} from './wireDatasets.ts';

export interface PageQuery {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** A version is referred to by its label, its id or the beginning of it, `published` (the newest published one) or `newest`. */
export function datasetCalls(ask: <T>(call: Call) => Promise<T>, send: (call: Call) => Promise<Response>) {
  const part = encodeURIComponent;
  const of = (name: string, reference: string): string =>
    `/datasets/${part(name)}/versions/${part(reference)}`;
  const get = <T>(path: string, query: Call['query'] = {}): Promise<T> =>
    ask<T>({ method: 'GET', path, query });
  const post = <T>(path: string, body: unknown): Promise<T> => ask<T>({ method: 'POST', path, body });
  return {
    list: (query: PageQuery = {}) => get<WirePage<WireDatasetSummary>>('/datasets', { ...query }),
    get: (name: string) => get<WireDatasetSummary>(`/datasets/${part(name)}`),
    versions: (name: string, query: PageQuery = {}) =>
      get<WirePage<WireDatasetVersion>>(`/datasets/${part(name)}/versions`, { ...query }),
    /** With its history. */
    version: (name: string, reference: string) => get<WireDatasetHistory>(of(name, reference)),
    /** @param content JSON lines in UTF-8: a WireVersionHeader, then a WireExample a line */
    push: (name: string, content: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>) =>
      ask<WirePushedVersion>({ method: 'POST', path: `/datasets/${part(name)}/versions`, content }),
    /** The examples as JSON lines, as they arrive. A look at the holdout is noted unless it is excluded. */
    examples: (name: string, reference: string, query: WireExamplesQuery = {}) =>
      send({ method: 'GET', path: `${of(name, reference)}/examples`, query: { ...query }, accept: '*/*' }),
    /** Hashes of the examples: what they are is not told. */
    hashes: (name: string, reference: string, query: PageQuery = {}) =>
      get<WireDatasetHashes>(`${of(name, reference)}/hashes`, { ...query }),
    review: (name: string, reference: string, step: WireReviewStep) =>
      post<WireDatasetVersion>(`${of(name, reference)}/reviews`, step),
    findings: (name: string, reference: string, against?: string) =>
      get<WireDatasetFindings>(`${of(name, reference)}/findings`, { against }),
    publish: (name: string, reference: string, publication: WirePublication) =>
      post<WirePublished>(`${of(name, reference)}/publication`, publication),
    withdraw: (
      name: string,
      reference: string,
      withdrawal: { readonly actor?: string | null; readonly reason: string },
    ) => post<WireDatasetVersion>(`${of(name, reference)}/withdrawal`, withdrawal),
    verify: (name: string, reference: string) =>
      post<WireDatasetVerification>(`${of(name, reference)}/verification`, {}),
    /** Tells the custodian that files are not the version they are pinned to. */
    reportMismatch: (name: string, mismatch: WireDatasetMismatch) =>
      post<{ readonly alertId: string }>(`/datasets/${part(name)}/mismatches`, mismatch),
    /** Notes a look of a gate that ran elsewhere. */
    recordLook: (name: string, look: WireNewHoldoutLook) =>
      post<WireHoldoutLook>(`/datasets/${part(name)}/looks`, look),
    looks: (name: string, query: PageQuery = {}) =>
      get<WirePage<WireHoldoutLook>>(`/datasets/${part(name)}/looks`, { ...query }),
  };
}
