// The life of a run on the MLflow wire: started, updated, read, deleted, restored, searched.
import { deleteRun, restoreRun } from '../../../tracking/runs/changeLifecycle.ts';
import { getRun } from '../../../tracking/runs/getRun.ts';
import { recordModel } from '../../../tracking/runs/recordModel.ts';
import { mostRunsPerPage, searchRuns } from '../../../tracking/runs/searchRuns.ts';
import { startRun } from '../../../tracking/runs/startRun.ts';
import { updateRun } from '../../../tracking/runs/updateRun.ts';
import { filled, wireNewRun, wireRun, wireRunInfo } from '../answer/wireRun.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { atMost, choice, count, integer, required, text, textList } from '../request/fields.ts';
import { tagList } from '../request/tagList.ts';
import { viewField, viewOf } from '../request/view.ts';

const defaultPage = 1000;

export const runRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/runs/create',
    request: { experiment_id: text, start_time: integer, run_name: text, user_id: text, tags: tagList },
    async handle({ tracking }, request) {
      const run = await startRun(tracking, {
        experimentId: request.experiment_id ?? '',
        name: request.run_name ?? '',
        userId: request.user_id ?? '',
        startTime: request.start_time,
        tags: request.tags,
      });
      return { run: wireNewRun(run) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/runs/update',
    request: {
      run_id: required(text),
      end_time: integer,
      status: choice(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']),
      run_name: text,
    },
    async handle({ tracking }, { run_id, end_time, status, run_name }) {
      const info = await updateRun(tracking, run_id, { status, endTime: end_time, name: run_name });
      return { run_info: wireRunInfo(info) };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/runs/get',
    request: { run_id: required(text) },
    async handle({ tracking }, { run_id }) {
      return { run: wireRun(await getRun(tracking, run_id)) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/runs/delete',
    request: { run_id: required(text) },
    async handle({ tracking }, { run_id }) {
      await deleteRun(tracking, run_id);
      return {};
    },
  }),
  endpoint({
    method: 'POST',
    path: '/runs/restore',
    request: { run_id: required(text) },
    async handle({ tracking }, { run_id }) {
      await restoreRun(tracking, run_id);
      return {};
    },
  }),
  endpoint({
    method: 'POST',
    path: '/runs/search',
    request: {
      experiment_ids: textList,
      filter: text,
      max_results: atMost(count, mostRunsPerPage),
      order_by: textList,
      run_view_type: viewField,
      page_token: text,
    },
    async handle({ tracking }, request) {
      const { items, next } = await searchRuns(tracking, {
        experimentIds: request.experiment_ids,
        filter: request.filter ?? '',
        orderBy: request.order_by,
        view: viewOf(request.run_view_type),
        limit: request.max_results ?? defaultPage,
        after: request.page_token ?? '',
      });
      return { ...filled('runs', items.map(wireRun)), ...(next === null ? {} : { next_page_token: next }) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/runs/log-model',
    request: { run_id: required(text), model_json: required(text) },
    async handle({ tracking }, { run_id, model_json }) {
      await recordModel(tracking, run_id, model_json);
      return {};
    },
  }),
];
