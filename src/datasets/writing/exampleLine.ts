// An example as a line of a file that people read: its fields in the order in which they are thought of, without what it does not have.
import type { Example } from '../../model/example.ts';
import type { Json } from '../../model/json.ts';

/** JSON without a line end; read again it is the same example. */
export function exampleLine({ input, expected, metadata, tags, split, cluster }: Example): string {
  const fields: Record<string, Json> = { input };
  if (expected !== null) fields['expected'] = expected;
  if (Object.keys(metadata).length > 0) fields['metadata'] = metadata;
  if (tags.length > 0) fields['tags'] = tags;
  if (split !== null) fields['split'] = split;
  if (cluster !== null) fields['cluster'] = cluster;
  return JSON.stringify(fields);
}
