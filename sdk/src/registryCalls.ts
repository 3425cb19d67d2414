// Typed calls about registered models, a part of the client.
import type { Call } from './transport.ts';
import type { WirePage } from './wire.ts';
import type { WireModelVersion, WireRegisteredModel, WireRegistryQuery } from './wireRegistry.ts';

export function registryCalls(ask: <T>(call: Call) => Promise<T>) {
  const get = <T>(path: string, query: WireRegistryQuery = {}): Promise<T> =>
    ask<T>({ method: 'GET', path: `/registered-models${path}`, query: { ...query } });
  const part = encodeURIComponent;
  return {
    list: (query: WireRegistryQuery = {}) => get<WirePage<WireRegisteredModel>>('', query),
    get: (name: string) => get<WireRegisteredModel>(`/${part(name)}`),
    versions: (name: string, query: WireRegistryQuery = {}) =>
      get<WirePage<WireModelVersion>>(`/${part(name)}/versions`, query),
    version: (name: string, version: number) => get<WireModelVersion>(`/${part(name)}/versions/${version}`),
    /** The version that an alias names; `latest` is the newest. */
    byAlias: (name: string, alias: string) => get<WireModelVersion>(`/${part(name)}/aliases/${part(alias)}`),
  };
}
