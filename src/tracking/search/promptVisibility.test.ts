// Prompts stay out of a search of models unless it asks for them, however it asks.
import { expect, test } from 'vitest';
import { matchesFilter } from './evaluateFilter.ts';
import { parseFilter } from './parseFilter.ts';
import { hidePrompts, promptTag } from './promptVisibility.ts';
import { registeredModelSearch } from './vocabularies.ts';

const found = (text: string): string => {
  const filter = hidePrompts(parseFilter(text, registeredModelSearch));
  const things = { model: undefined, modelTaggedFalse: 'false', prompt: 'true' };
  return Object.entries(things)
    .filter(([, tag]) =>
      matchesFilter(filter, ({ entity, key }) => {
        if (entity === 'tag') return key === promptTag ? tag : 'apple';
        return 'name';
      }),
    )
    .map(([name]) => name)
    .join(' ');
};

test.each([
  ['', 'model modelTaggedFalse'],
  ["name = 'name'", 'model modelTaggedFalse'],
  ["tags.fruit = 'apple'", 'model modelTaggedFalse'],
  ["name = 'name' OR tags.fruit = 'apple'", 'model modelTaggedFalse'],
  [`tags.\`${promptTag}\` = 'false'`, 'model modelTaggedFalse'],
  [`tags.\`${promptTag}\` != 'true'`, 'model modelTaggedFalse'],
  [`tags.\`${promptTag}\` = 'true'`, 'prompt'],
  [`tags.\`${promptTag}\` = 'true' AND tags.fruit = 'apple'`, 'prompt'],
  [`tags.\`${promptTag}\` != 'false'`, 'prompt'],
  [`NOT tags.\`${promptTag}\` = 'true'`, 'model modelTaggedFalse'],
  [`tags.\`${promptTag}\` IN ('true', 'false')`, 'model modelTaggedFalse prompt'],
  [`tags.\`${promptTag}\` IS NULL`, 'model'],
])('%j finds %s', (text, expected) => {
  expect(found(text)).toBe(expected);
});
