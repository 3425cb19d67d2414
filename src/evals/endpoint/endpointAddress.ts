// Where an OpenAI-compatible endpoint is and how one shows who one is. Keys are named here, never held.
import type { EndpointServices } from './callEndpoint.ts';
import { endpointFailure, type EndpointFailure } from './endpointFailure.ts';

export interface EndpointAddress {
  /** Such as `https://api.openai.com/v1`; paths are added to it. */
  readonly baseUrl: string;
  /** Name of the variable that holds the key; null to send none. */
  readonly apiKeyVariable: string | null;
  /** Sent as they are. */
  readonly headers: Readonly<Record<string, string>>;
  /** Header → name of the variable that holds its value. */
  readonly headersFrom: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly mostBytes: number;
}

export interface OpenedHeaders {
  readonly kind: 'headers';
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** The headers with keys in them, or which variable is not set. */
export function headersOf(
  address: Pick<EndpointAddress, 'apiKeyVariable' | 'headers' | 'headersFrom'>,
  services: Pick<EndpointServices, 'secret'>,
): OpenedHeaders | EndpointFailure {
  const headers: Record<string, string> = {};
  const secrets: string[] = [];
  const { apiKeyVariable } = address;
  const named = Object.entries(address.headersFrom).map(([header, variable]) => ({
    header,
    variable,
    before: '',
  }));
  if (apiKeyVariable !== null) {
    named.push({ header: 'authorization', variable: apiKeyVariable, before: 'Bearer ' });
  }
  for (const { header, variable, before } of named) {
    const value = services.secret(variable)?.trim();
    if (value === undefined || value === '') {
      return endpointFailure('endpoint/missing-secret', `The variable ${variable} is not set.`);
    }
    secrets.push(value);
    headers[header.toLowerCase()] = before + value;
  }
  for (const [header, value] of Object.entries(address.headers)) headers[header.toLowerCase()] = value;
  return { kind: 'headers', headers, secrets };
}

/** The address of a path below the base, whether or not the base ends with a slash. */
export function urlOf(baseUrl: string, path: string): string {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
  return url.href;
}
