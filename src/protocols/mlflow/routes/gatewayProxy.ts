// What MLflow's pages ask of a gateway to model endpoints: there is none behind this server, so there are no endpoints. Not a proxy.
import { type Endpoint, endpoint } from '../endpoint.ts';
import { text } from '../request/fields.ts';
import { invalidRequest } from '../request/refusals.ts';

const path = '/gateway-proxy';
const request = { gateway_path: text };

export const gatewayProxyRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path,
    isAjaxOnly: true,
    request,
    async handle(_context, { gateway_path }) {
      requirePath('GET', gateway_path, /^\/*api\/2\.0\/endpoints\/*$/);
      return { endpoints: [] };
    },
  }),
  endpoint({
    method: 'POST',
    path,
    isAjaxOnly: true,
    request,
    async handle(_context, { gateway_path }) {
      requirePath('POST', gateway_path, /^\/*gateway\/[^/]+\/invocations\/*$/);
      return { endpoints: [] };
    },
  }),
];

function requirePath(method: string, asked: string | undefined, allowed: RegExp): void {
  if (asked === undefined || asked === '') {
    throw invalidRequest('Deployments proxy request must specify a gateway_path.');
  }
  if (!allowed.test(asked)) throw invalidRequest(`Invalid gateway_path: ${asked} for method: ${method}`);
}
