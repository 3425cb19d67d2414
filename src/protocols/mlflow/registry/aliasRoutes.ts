// Aliases of model versions on the MLflow wire.
import { getVersionByAlias } from '../../../tracking/registry/getRegistered.ts';
import { deleteAlias, setAlias } from '../../../tracking/registry/moveAlias.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { required, text } from '../request/fields.ts';
import { wireModelVersion } from './wireRegistry.ts';

export const aliasRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/registered-models/alias',
    request: { name: required(text), alias: required(text), version: required(text) },
    async handle({ tracking }, { name, alias, version }) {
      await setAlias(tracking, name, alias, version);
      return {};
    },
  }),
  endpoint({
    method: 'GET',
    path: '/registered-models/alias',
    request: { name: required(text), alias: required(text) },
    async handle({ tracking }, { name, alias }) {
      return { model_version: wireModelVersion(await getVersionByAlias(tracking, name, alias)) };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/registered-models/alias',
    request: { name: required(text), alias: required(text) },
    async handle({ tracking }, { name, alias }) {
      await deleteAlias(tracking, name, alias);
      return {};
    },
  }),
];
