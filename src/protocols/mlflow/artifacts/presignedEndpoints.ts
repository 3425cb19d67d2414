// Addresses for going straight to cloud storage: never given, because artifacts pass through this server. Says so as MLflow does.
import { artifactFilePath } from '../../../tracking/artifacts/artifactPath.ts';
import { artifactUriOfLoggedModel, artifactUriOfRun } from '../../../tracking/artifacts/artifactUriOf.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { required, text } from '../request/fields.ts';
import { invalidRequest } from '../request/refusals.ts';

export const presignedEndpoints: readonly Endpoint[] = [
  presigned('/artifacts/presigned-upload-url', 'Presigned upload'),
  presigned('/artifacts/presigned-download-url', 'Presigned download'),
];

function presigned(path: string, what: string): Endpoint {
  return endpoint({
    method: 'POST',
    path,
    request: { run_id: text, model_id: text, path: required(text) },
    async handle({ tracking }, { run_id = '', model_id = '', path: asked }) {
      if ((run_id === '') === (model_id === '')) {
        throw invalidRequest('Exactly one of run_id and model_id must be provided.');
      }
      artifactFilePath(asked);
      const uri =
        run_id === ''
          ? await artifactUriOfLoggedModel(tracking, model_id)
          : await artifactUriOfRun(tracking, run_id);
      const [scheme = ''] = uri.split(':');
      if (['http', 'https', 'mlflow-artifacts'].includes(scheme)) {
        throw invalidRequest(
          `${what} is not supported for proxied artifact storage (artifact URI scheme: ${scheme}). ` +
            'This endpoint requires a direct cloud storage artifact URI.',
        );
      }
      throw invalidRequest(`${what} is not supported for the current artifact repository`);
    },
  });
}
