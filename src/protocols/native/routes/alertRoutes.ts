// Routes of alerts: what a person should look at.
import type { WireAlert } from 'assay-sdk/wireGate';
import { type NativeRoute, route } from '../route.ts';
import { alertPage, alertPath, pageQuery } from '../schemas/components.ts';

const group = 'alerts';
const example: WireAlert = {
  alertId: '0c1d2e3f4a5b6c7d',
  kind: 'dataset-unavailable',
  subject: 'dataset:faq',
  message: "There is no dataset 'faq'. The gate run waits and is tried again.",
  recipient: 'ana',
  raisedAt: 1767225600000,
  acknowledgedAt: null,
};

const list = route({
  method: 'GET',
  path: '/alerts',
  id: 'listAlerts',
  group,
  summary: 'List alerts',
  description: 'Newest first, acknowledged ones too.',
  query: pageQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [{ type: 'application/json', schema: alertPage, example: { items: [example], next: null } }],
  },
  errors: ['request/bad-page-token'],
  handle: async ({ query: { limit, cursor } }, { gate }) =>
    gate.store.gateRuns.alerts({ limit, after: cursor ?? null }),
});

const acknowledge = route({
  method: 'POST',
  path: '/alerts/{alertId}/acknowledge',
  id: 'acknowledgeAlert',
  group,
  summary: 'Acknowledge an alert',
  description: 'Somebody has seen it. The first time counts.',
  params: alertPath,
  answer: { status: 204, description: 'The alert is acknowledged', content: [] },
  errors: ['alert/not-found'],
  async handle({ params: { alertId } }, { gate }) {
    await gate.store.gateRuns.acknowledgeAlert(alertId, gate.now());
    gate.announce({ type: 'alert', alertId });
  },
});

export const alertRoutes: readonly NativeRoute[] = [list, acknowledge];
