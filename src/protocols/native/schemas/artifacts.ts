// Schemas of artifacts as listed.
import { z } from 'zod';
import type { WireArtifact, WirePage } from 'assay-sdk/wire';
import { cursor, limitIn, pageOf } from './values.ts';

export const artifactOut = z
  .object({
    path: z.string().meta({ description: 'From the top of what the run keeps, with `/` between its parts.' }),
    isDirectory: z.boolean(),
    size: z.int().nullable().meta({ description: 'In bytes; null for a directory.' }),
  })
  .meta({ id: 'Artifact' }) satisfies z.ZodType<WireArtifact>;

export const artifactPage = pageOf(artifactOut).meta({ id: 'ArtifactPage' }) satisfies z.ZodType<
  WirePage<WireArtifact>
>;

export const artifactQuery = z.strictObject({
  path: z.string().optional().meta({ description: 'The directory to list; the top when absent.' }),
  limit: limitIn(1000, 1000),
  cursor: cursor.optional(),
});

/** The router calls the rest of a path `*`; the document calls it `path`. */
export const artifactPath = z.strictObject({
  runId: z.string().min(1),
  '*': z.string().min(1).meta({ description: 'The path of the artifact; its slashes are sent as they are.' }),
});
