// Which examples belong to a slice. Not how slices are declared.
import type { Example, SliceDefinition } from '../../model/example.ts';
import type { Json } from '../../model/json.ts';

/** Those that have all the tags and, for every metadata key, one of the values; a list in the example matches by any of its members. */
export function examplesOfSlice(
  definition: SliceDefinition,
  examples: readonly Example[],
): readonly Example[] {
  return examples.filter((example) => isInSlice(definition, example));
}

export function isInSlice({ tags, metadata }: SliceDefinition, example: Example): boolean {
  return (
    tags.every((tag) => example.tags.includes(tag)) &&
    Object.entries(metadata).every(([key, values]) => matches(own(example, key), values))
  );
}

function own({ metadata }: Example, key: string): Json | undefined {
  return Object.hasOwn(metadata, key) ? metadata[key] : undefined;
}

/** Values match by type and value: 3 is not "3". */
function matches(value: Json | undefined, wanted: readonly (string | number | boolean)[]): boolean {
  const members: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value];
  return members.some((member) => wanted.some((one) => one === member));
}
