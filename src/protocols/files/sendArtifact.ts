// Answers with a file of the store: whole or a range, streamed, with its hash as ETag. Not which file was meant.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ArtifactFile } from '../../model/artifact.ts';
import { readArtifact } from '../../tracking/artifacts/readArtifact.ts';
import type { TrackingContext } from '../../tracking/context.ts';
import { byteRange } from './byteRange.ts';
import { contentDisposition } from './contentDisposition.ts';
import { contentType } from './contentType.ts';

/** @throws AssayError `artifact/content-missing` */
export async function sendArtifact(
  context: TrackingContext,
  request: FastifyRequest,
  reply: FastifyReply,
  file: ArtifactFile,
): Promise<FastifyReply> {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const etag = `"${file.sha256}"`;
  const modified = new Date(file.written).toUTCString();
  reply
    .header('ETag', etag)
    .header('Last-Modified', modified)
    .header('Accept-Ranges', 'bytes')
    // A path may hold other content at any time: ask again, and be told when it is still the same.
    .header('Cache-Control', 'no-cache')
    .header('X-Content-Type-Options', 'nosniff')
    .header('Content-Disposition', contentDisposition(name));
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();

  reply.header('Content-Type', contentType(name));
  if (request.method === 'HEAD') return reply.header('Content-Length', file.size).send();

  const condition = request.headers['if-range'];
  const mayBePart = condition === undefined || condition === etag || condition === modified;
  const asked = byteRange(mayBePart ? request.headers.range : undefined, file.size);
  if (asked.kind === 'unsatisfiable') {
    return reply
      .code(416)
      .header('Content-Range', `bytes */${file.size}`)
      .removeHeader('Content-Type')
      .send();
  }
  if (asked.kind === 'whole') {
    const content = await readArtifact(context, file, null);
    return reply.header('Content-Length', file.size).send(content);
  }
  const { first, last } = asked.range;
  const content = await readArtifact(context, file, asked.range);
  return reply
    .code(206)
    .header('Content-Range', `bytes ${first}-${last}/${file.size}`)
    .header('Content-Length', last - first + 1)
    .send(content);
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((each) => ['*', etag].includes(each.trim().replace(/^W\//, '')));
}
