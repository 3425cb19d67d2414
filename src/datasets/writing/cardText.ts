// A dataset.yaml for a version: what people said about it, its slices and schema, and where its examples are. Not the examples.
import { stringify } from 'yaml';
import type { ResolvedDataset } from '../../model/dataset.ts';

/** @param file the examples, relative to the card */
export function cardText(
  { name, card, slices, inputSchema }: Pick<ResolvedDataset, 'name' | 'card' | 'slices' | 'inputSchema'>,
  file: string,
): string {
  const said = Object.entries(card).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return stringify(
    {
      name,
      ...Object.fromEntries(said),
      file,
      ...(slices.length === 0 ? {} : { slices: slices.map(shortest) }),
      ...(inputSchema === null ? {} : { inputSchema }),
    },
    { lineWidth: 120, aliasDuplicateObjects: false },
  );
}

function shortest({ name, tags, metadata }: ResolvedDataset['slices'][number]): object {
  return {
    name,
    ...(tags.length === 0 ? {} : { tags }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}
