// Typed calls about gate runs, components, waivers and alerts. Part of the client.
import type { Call } from './transport.ts';
import type { WirePage } from './wire.ts';
import type {
  WireAlert,
  WireComparedExample,
  WireComponent,
  WireComponentVersion,
  WireExampleQuery,
  WireGateRun,
  WireGateRunQuery,
  WireGateRunSummary,
  WireLedgerNote,
  WireNewGateRun,
  WireNewWaiver,
  WireRecordedGateRun,
  WireWaiver,
} from './wireGate.ts';

type Ask = <T>(call: Call) => Promise<T>;
type Send = (call: Call) => Promise<Response>;

export interface Paging {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

const part = encodeURIComponent;

export function gateRunCalls(ask: Ask, send: Send) {
  const get = <T>(path: string, query?: Call['query']): Promise<T> => ask<T>({ method: 'GET', path, query });
  return {
    list: (query: WireGateRunQuery = {}) => get<WirePage<WireGateRunSummary>>('/gate-runs', { ...query }),
    /** By its id, or by at least four digits of its beginning. */
    get: (gateRunId: string) => get<WireGateRun>(`/gate-runs/${part(gateRunId)}`),
    /** The worst first. */
    examples: (gateRunId: string, query: WireExampleQuery = {}) =>
      get<WirePage<WireComparedExample>>(`/gate-runs/${part(gateRunId)}/examples`, { ...query }),
    /** The bytes whose SHA-256 is `resultsHash`: zstd of one line of JSON an example. */
    async results(gateRunId: string): Promise<Uint8Array> {
      const call = {
        method: 'GET',
        path: `/gate-runs/${part(gateRunId)}/results`,
        accept: 'application/zstd',
      } as const;
      return new Uint8Array(await (await send(call)).arrayBuffer());
    },
    /** Records a gate run that was carried out here; the same one again changes nothing. */
    record: (body: WireNewGateRun) => ask<WireRecordedGateRun>({ method: 'POST', path: '/gate-runs', body }),
    /** How often a dataset version was decided on, all machines together. */
    ledger: (datasetVersion: string, candidate: string) =>
      get<WireLedgerNote>('/gate-ledger', { datasetVersion, candidate }),
  };
}

export function componentCalls(ask: Ask) {
  const get = <T>(path: string, query?: Call['query']): Promise<T> => ask<T>({ method: 'GET', path, query });
  return {
    /** All of them. */
    list: () => get<WirePage<WireComponent>>('/components'),
    versions: (component: string, page: Paging = {}) =>
      get<WirePage<WireComponentVersion>>(`/components/${part(component)}/versions`, { ...page }),
    /** By its semantic name, or by the beginning of its hash. */
    version: (component: string, reference: string) =>
      get<WireComponentVersion>(`/components/${part(component)}/versions/${part(reference)}`),
  };
}

export function waiverCalls(ask: Ask) {
  return {
    grant: (body: WireNewWaiver) => ask<WireWaiver>({ method: 'POST', path: '/waivers', body }),
    /** All of a component, newest first; expired and revoked ones too. */
    list: (component: string) =>
      ask<WirePage<WireWaiver>>({ method: 'GET', path: '/waivers', query: { component } }),
    revoke: (waiverId: string) => ask<void>({ method: 'POST', path: `/waivers/${part(waiverId)}/revoke` }),
  };
}

export function alertCalls(ask: Ask) {
  return {
    list: (page: Paging = {}) =>
      ask<WirePage<WireAlert>>({ method: 'GET', path: '/alerts', query: { ...page } }),
    acknowledge: (alertId: string) =>
      ask<void>({ method: 'POST', path: `/alerts/${part(alertId)}/acknowledge` }),
  };
}
