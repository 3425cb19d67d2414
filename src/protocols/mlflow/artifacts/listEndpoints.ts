// Listings of what a run or a logged model has, by paths relative to its artifact root.
import { artifactPath } from '../../../tracking/artifacts/artifactPath.ts';
import { artifactRootOf, below } from '../../../tracking/artifacts/artifactRoot.ts';
import { artifactUriOfLoggedModel, artifactUriOfRun } from '../../../tracking/artifacts/artifactUriOf.ts';
import { listAllArtifacts, listArtifacts } from '../../../tracking/artifacts/listArtifacts.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { required, text } from '../request/fields.ts';
import { wireFiles } from './wireFiles.ts';

/** Most clients never ask for a second page, so the first is as long as can be answered at once. */
const entriesPerPage = 50_000;

export const artifactListEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/artifacts/list',
    request: { run_id: required(text), path: text, page_token: text },
    async handle({ tracking }, { run_id, path, page_token }) {
      const relative = artifactPath(path ?? '');
      const uri = await artifactUriOfRun(tracking, run_id);
      const page = await listArtifacts(tracking, below(artifactRootOf(uri), relative), {
        limit: entriesPerPage,
        after: page_token === undefined || page_token === '' ? null : page_token,
      });
      return {
        root_uri: uri,
        ...wireFiles(relative, page.items),
        ...(page.next === null ? {} : { next_page_token: page.next }),
      };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/logged-models/:model_id/artifacts/directories',
    request: { artifact_directory_path: text },
    async handle({ tracking }, { artifact_directory_path }, { model_id }) {
      const relative = artifactPath(artifact_directory_path ?? '');
      const uri = await artifactUriOfLoggedModel(tracking, model_id);
      const entries = await listAllArtifacts(tracking, below(artifactRootOf(uri), relative));
      return { root_uri: uri, ...wireFiles(relative, entries) };
    },
  }),
];
