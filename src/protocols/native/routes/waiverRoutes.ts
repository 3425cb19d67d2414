// Routes of waivers: grant, list, revoke.
import type { WireWaiver } from 'assay-sdk/wireGate';
import { grantWaiver } from '../../../gate/waivers/grantWaiver.ts';
import { type NativeRoute, route } from '../route.ts';
import { newWaiver, waiverList, waiverOut, waiverPath, waiverQuery } from '../schemas/components.ts';

const group = 'gate';
const asked = {
  component: 'customer-faq',
  objective: 'answer',
  slice: 'topic: billing',
  owner: 'ana',
  reason: 'The new tariff is not in the handbook yet; ticket 4711.',
  expiresAt: 1769904000000,
};
const example: WireWaiver = {
  ...asked,
  waiverId: '5c1d2e3f4a5b6c7d',
  createdAt: 1767225600000,
  revokedAt: null,
};

const grant = route({
  method: 'POST',
  path: '/waivers',
  id: 'grantWaiver',
  group,
  summary: 'Grant a waiver',
  description: 'The check is shown from now on, but does not decide, until the waiver ends.',
  body: newWaiver,
  bodyExample: asked,
  answer: {
    status: 201,
    description: 'The waiver',
    content: [{ type: 'application/json', schema: waiverOut, example }],
  },
  errors: ['waiver/invalid'],
  handle: async ({ body }, { gate }) => grantWaiver(gate, body),
});

const list = route({
  method: 'GET',
  path: '/waivers',
  id: 'listWaivers',
  group,
  summary: 'List the waivers of a component',
  description: 'Newest first; those that expired or were revoked too.',
  query: waiverQuery,
  answer: {
    status: 200,
    description: 'All of them',
    content: [{ type: 'application/json', schema: waiverList, example: { items: [example], next: null } }],
  },
  errors: [],
  handle: async ({ query: { component } }, { gate }) => ({
    items: await gate.store.gateRuns.waivers(component),
    next: null,
  }),
});

const revoke = route({
  method: 'POST',
  path: '/waivers/{waiverId}/revoke',
  id: 'revokeWaiver',
  group,
  summary: 'Revoke a waiver',
  description: 'From now on its check decides again. Revoking twice changes nothing.',
  params: waiverPath,
  answer: { status: 204, description: 'The waiver is revoked', content: [] },
  errors: ['waiver/not-found'],
  handle: async ({ params }, { gate }) => gate.store.gateRuns.revokeWaiver(params.waiverId, gate.now()),
});

export const waiverRoutes: readonly NativeRoute[] = [grant, list, revoke];
