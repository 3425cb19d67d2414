// The route that backs up the whole server into a folder of its machine. Only callers on that machine may name one.
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { WireBackup } from 'assay-sdk/wireState';
import { requireThisMachine } from '../requireThisMachine.ts';
import { route } from '../route.ts';

const newBackup = z
  .strictObject({
    folder: z
      .string()
      .min(1)
      .max(4096)
      .refine(isAbsolute, { error: 'must be an absolute path on the machine of the server' })
      .meta({ description: 'An absolute path on the machine of the server; empty or not there yet.' }),
  })
  .meta({ id: 'NewBackup' });

const backup = z
  .object({
    folder: z.string(),
    files: z.int().meta({ description: 'The database and every artifact content.' }),
    bytes: z.int(),
    tookMs: z.number(),
  })
  .meta({ id: 'Backup' }) satisfies z.ZodType<WireBackup>;

export const backupsRoute = route({
  method: 'POST',
  path: '/backups',
  id: 'createBackup',
  group: 'server',
  summary: 'Back up everything into a folder',
  description:
    'A consistent copy of one moment, made while writes go on. Answered only to callers on the machine of the server itself, and not through a proxy.',
  body: newBackup,
  bodyExample: { folder: '/var/backups/assay/2026-11-20' },
  answer: {
    status: 201,
    description: 'The backup is complete',
    content: [
      {
        type: 'application/json',
        schema: backup,
        example: { folder: '/var/backups/assay/2026-11-20', files: 412, bytes: 73_400_320, tookMs: 820 },
      },
    ],
  },
  errors: ['request/only-local', 'backup/target-not-empty', 'artifact/content-missing', 'store/write-failed'],
  async handle({ body: { folder } }, { tracking, request }): Promise<WireBackup> {
    requireThisMachine(request);
    const startedAt = tracking.now();
    const { files, bytes } = await tracking.store.backup(folder);
    return { folder, files, bytes, tookMs: tracking.now() - startedAt };
  },
});
