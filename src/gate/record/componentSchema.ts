// Schema of the manifest of a component version, as records keep it.
import { z } from 'zod';
import type { ComponentManifest } from '../../model/component.ts';
import { jsonObject, jsonValue, textOrNull } from './values.ts';

export const componentManifest = z
  .strictObject({
    kind: z.enum(['prompt', 'model', 'rag-configuration', 'tool-policy', 'agent']),
    component: z.string(),
    prompt: jsonValue.nullable(),
    model: jsonObject.nullable(),
    parameters: jsonObject,
    tools: z.array(jsonValue),
    retrieval: jsonObject.nullable(),
    files: z.record(z.string(), z.string()).meta({ description: 'Hashes of files, by path.' }),
    target: jsonObject.meta({ description: 'How the target is reached, without secrets.' }),
    commit: textOrNull,
  })
  .meta({
    id: 'ComponentManifest',
    description: 'Everything that makes a version what it is.',
  }) satisfies z.ZodType<ComponentManifest>;
