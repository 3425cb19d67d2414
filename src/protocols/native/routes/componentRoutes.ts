// Routes of components and their versions, to be read. Versions are kept by the gate runs that evaluate them.
import type { WireComponentVersion } from 'assay-sdk/wireGate';
import { AssayError } from '../../../model/errors.ts';
import { exampleGateRun } from '../encode/exampleGateRun.ts';
import { type NativeRoute, route } from '../route.ts';
import {
  componentList,
  componentPath,
  componentVersion,
  componentVersionPage,
  componentVersionPath,
  pageQuery,
} from '../schemas/components.ts';

const group = 'components';
const example: WireComponentVersion = {
  component: 'customer-faq',
  hash: exampleGateRun.candidate.hash,
  label: '1.1.0',
  manifest: exampleGateRun.candidate.manifest,
  createdAt: 1767225600000,
};

const list = route({
  method: 'GET',
  path: '/components',
  id: 'listComponents',
  group,
  summary: 'List components',
  description: 'Everything that was ever evaluated, by name.',
  answer: {
    status: 200,
    description: 'All components',
    content: [
      {
        type: 'application/json',
        schema: componentList,
        example: {
          items: [{ component: 'customer-faq', versions: 2, lastUsedAt: 1767225600000 }],
          next: null,
        },
      },
    ],
  },
  errors: [],
  handle: async (_input, { gate }) => ({ items: await gate.store.gateRuns.components(), next: null }),
});

const versions = route({
  method: 'GET',
  path: '/components/{component}/versions',
  id: 'listComponentVersions',
  group,
  summary: 'List the versions of a component',
  description: 'Newest first; empty for a component that is not known.',
  params: componentPath,
  query: pageQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [
      { type: 'application/json', schema: componentVersionPage, example: { items: [example], next: null } },
    ],
  },
  errors: ['request/bad-page-token'],
  handle: async ({ params: { component }, query: { limit, cursor } }, { gate }) =>
    gate.store.gateRuns.versions(component, { limit, after: cursor ?? null }),
});

const version = route({
  method: 'GET',
  path: '/components/{component}/versions/{reference}',
  id: 'getComponentVersion',
  group,
  summary: 'Read a version of a component',
  description: 'By its semantic name, or by an unambiguous beginning of its hash.',
  params: componentVersionPath,
  answer: {
    status: 200,
    description: 'The version',
    content: [{ type: 'application/json', schema: componentVersion, example }],
  },
  errors: ['component/not-found'],
  async handle({ params: { component, reference } }, { gate }) {
    const found = await gate.store.gateRuns.findVersion(component, reference);
    if (found !== undefined) return found;
    throw new AssayError('component/not-found', `There is no version ${component}@${reference}.`);
  },
});

export const componentRoutes: readonly NativeRoute[] = [list, versions, version];
