// Model versions on the MLflow wire. Versions of prompts use the same endpoints.
import {
  deleteModelVersion,
  deleteModelVersionTag,
  describeModelVersion,
  moveToStage,
  setModelVersionTag,
} from '../../../tracking/registry/changeModelVersion.ts';
import { createModelVersion } from '../../../tracking/registry/createModelVersion.ts';
import { getModelVersion } from '../../../tracking/registry/getRegistered.ts';
import { mostVersionsPerPage, searchModelVersions } from '../../../tracking/registry/searchRegistry.ts';
import { filled } from '../answer/wireRun.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { atMost, count, flag, required, text, textList } from '../request/fields.ts';
import { tagList } from '../request/tagList.ts';
import { wireModelVersion } from './wireRegistry.ts';

export const modelVersionRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/model-versions/create',
    request: {
      name: required(text),
      source: required(text),
      run_id: text,
      tags: tagList,
      run_link: text,
      description: text,
      model_id: text,
    },
    async handle({ tracking }, request) {
      const created = await createModelVersion(tracking, {
        name: request.name,
        source: request.source,
        runId: notEmpty(request.run_id),
        tags: request.tags,
        runLink: notEmpty(request.run_link),
        description: request.description ?? '',
        modelId: notEmpty(request.model_id),
      });
      return { model_version: wireModelVersion(created) };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/model-versions/get',
    request: { name: required(text), version: required(text) },
    async handle({ tracking }, { name, version }) {
      return { model_version: wireModelVersion(await getModelVersion(tracking, name, version)) };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/model-versions/get-download-uri',
    request: { name: required(text), version: required(text) },
    async handle({ tracking }, { name, version }) {
      const { downloadUri } = await getModelVersion(tracking, name, version);
      return { artifact_uri: downloadUri };
    },
  }),
  endpoint({
    method: 'PATCH',
    path: '/model-versions/update',
    request: { name: required(text), version: required(text), description: text },
    async handle({ tracking }, { name, version, description = null }) {
      return {
        model_version: wireModelVersion(await describeModelVersion(tracking, name, version, description)),
      };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/model-versions/transition-stage',
    request: {
      name: required(text),
      version: required(text),
      stage: required(text),
      archive_existing_versions: flag,
    },
    async handle({ tracking }, { name, version, stage, archive_existing_versions = false }) {
      const moved = await moveToStage(tracking, name, version, stage, archive_existing_versions);
      return { model_version: wireModelVersion(moved) };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/model-versions/delete',
    request: { name: required(text), version: required(text) },
    async handle({ tracking }, { name, version }) {
      await deleteModelVersion(tracking, name, version);
      return {};
    },
  }),
  endpoint({
    method: 'GET',
    path: '/model-versions/search',
    request: {
      filter: text,
      max_results: atMost(count, mostVersionsPerPage),
      order_by: textList,
      page_token: text,
    },
    async handle(
      { tracking },
      { filter = '', max_results = mostVersionsPerPage, order_by, page_token = '' },
    ) {
      const { items, next } = await searchModelVersions(tracking, {
        filter,
        limit: max_results,
        orderBy: order_by,
        after: page_token,
      });
      return {
        ...filled('model_versions', items.map(wireModelVersion)),
        ...(next === null ? {} : { next_page_token: next }),
      };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/model-versions/set-tag',
    request: { name: required(text), version: required(text), key: required(text), value: text },
    async handle({ tracking }, { name, version, key, value = '' }) {
      await setModelVersionTag(tracking, name, version, { key, value });
      return {};
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/model-versions/delete-tag',
    request: { name: required(text), version: required(text), key: required(text) },
    async handle({ tracking }, { name, version, key }) {
      await deleteModelVersionTag(tracking, name, version, key);
      return {};
    },
  }),
];

function notEmpty(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}
