// Schema of a refusal, for the API document.
import { z } from 'zod';
import type { WireProblem } from 'assay-sdk/wire';

export const problem = z
  .object({
    type: z.string().meta({ examples: ['/docs/errors#run/not-found'] }),
    title: z.string().meta({ description: 'When this is answered.' }),
    status: z.int(),
    detail: z.string().meta({ description: 'What was wrong here.' }),
    code: z.string().meta({ description: 'From the table of errors; never renamed.' }),
    remedy: z.string().meta({ description: 'What the reader can do about it.' }),
    field: z
      .string()
      .optional()
      .meta({ description: 'The path of the wrong field, such as `points[3].step`.' }),
    position: z.int().optional().meta({ description: 'The column of the fault in a filter, from 1.' }),
  })
  .meta({ id: 'Problem', description: 'A refusal (RFC 9457).' }) satisfies z.ZodType<WireProblem>;
