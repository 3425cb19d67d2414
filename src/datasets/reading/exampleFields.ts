// The names an example's fields have, and what others call them. Only for reading and for error texts.
import { nearestWord } from '../../model/nearestWord.ts';

export const exampleFields = ['input', 'expected', 'metadata', 'tags', 'split', 'cluster'] as const;

/** What other tools write; never taken silently, because a wrong guess would change ids. */
const elsewhere: Readonly<Record<string, string>> = {
  inputs: 'input',
  question: 'input.question',
  query: 'input.query',
  prompt: 'input.prompt',
  messages: 'input.messages',
  text: 'input.text',
  output: 'expected',
  outputs: 'expected',
  answer: 'expected',
  reference: 'expected',
  target: 'expected',
  label: 'expected',
  ideal: 'expected',
  expected_output: 'expected',
  expectedoutput: 'expected',
  expectations: 'expected',
  ground_truth: 'expected',
  meta: 'metadata',
  source: 'metadata.source',
  category: 'metadata.category',
  topic: 'metadata.topic',
  difficulty: 'metadata.difficulty',
  subset: 'split',
  group: 'cluster',
  conversation: 'cluster',
  conversation_id: 'cluster',
  id: 'metadata.id',
};

/** The field most probably meant; `metadata.<name>` when nothing is near. */
export function suggestField(name: string): string {
  return elsewhere[name.toLowerCase()] ?? nearestWord(name, exampleFields) ?? `metadata.${name}`;
}
