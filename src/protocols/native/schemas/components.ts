// Schemas of components, their versions, waivers and alerts.
import { z } from 'zod';
import type { WirePage } from 'assay-sdk/wire';
import type {
  WireAlert,
  WireComponent,
  WireComponentVersion,
  WireNewWaiver,
  WireWaiver,
} from 'assay-sdk/wireGate';
import { componentManifest } from '../../../gate/record/componentSchema.ts';
import { cursor, limitIn, pageOf, timeOut } from './values.ts';

export const componentOut = z
  .object({
    component: z.string(),
    versions: z.int(),
    lastUsedAt: timeOut.meta({ description: 'When a version was last evaluated.' }),
  })
  .meta({ id: 'Component' }) satisfies z.ZodType<WireComponent>;

/** Everything at once: there are few. */
export const componentList = z
  .object({ items: z.array(componentOut), next: z.null() })
  .meta({ id: 'ComponentList' });

export const componentVersion = z
  .object({
    component: z.string(),
    hash: z.string().meta({ description: 'SHA-256 of the canonical manifest without its commit.' }),
    label: z.string().nullable(),
    manifest: componentManifest,
    createdAt: timeOut,
  })
  .meta({ id: 'ComponentVersion' }) satisfies z.ZodType<WireComponentVersion>;

export const componentVersionPage = pageOf(componentVersion).meta({
  id: 'ComponentVersionPage',
}) satisfies z.ZodType<WirePage<WireComponentVersion>>;

const name = z.string().min(1).max(500);
export const componentPath = z.strictObject({ component: name });
export const componentVersionPath = z.strictObject({
  component: name,
  reference: name.meta({ description: 'A semantic name such as `1.2.0`, or the beginning of a hash.' }),
});
export const pageQuery = z.strictObject({ limit: limitIn(1000, 100), cursor: cursor.optional() });

const sentence = z.string().min(1).max(4000);

export const newWaiver = z
  .strictObject({
    component: name,
    objective: name,
    slice: name.nullable().meta({ description: 'Null for the objective on the whole set.' }),
    owner: sentence.meta({ description: 'Who answers for it.' }),
    reason: sentence,
    expiresAt: z.int().min(0).meta({ description: 'Milliseconds since the epoch; within a year.' }),
  })
  .meta({ id: 'NewWaiver' }) satisfies z.ZodType<WireNewWaiver>;

export const waiverOut = z
  .object({
    ...newWaiver.shape,
    waiverId: z.string(),
    createdAt: timeOut,
    revokedAt: timeOut.nullable(),
  })
  .meta({ id: 'Waiver' }) satisfies z.ZodType<WireWaiver>;

export const waiverList = z.object({ items: z.array(waiverOut), next: z.null() }).meta({ id: 'WaiverList' });
export const waiverQuery = z.strictObject({ component: name });
export const waiverPath = z.strictObject({ waiverId: z.string().min(1) });

export const alertOut = z
  .object({
    alertId: z.string(),
    kind: z.string().meta({ examples: ['dataset-tampered'] }),
    subject: z.string().meta({ examples: ['dataset:faq'] }),
    message: z.string(),
    recipient: z.string().nullable().meta({ description: 'Who should know.' }),
    raisedAt: timeOut,
    acknowledgedAt: timeOut.nullable(),
  })
  .meta({ id: 'Alert' }) satisfies z.ZodType<WireAlert>;
export const alertPage = pageOf(alertOut).meta({ id: 'AlertPage' }) satisfies z.ZodType<WirePage<WireAlert>>;
export const alertPath = z.strictObject({ alertId: z.string().min(1) });
