// docs/evaluators.md is held to the list of evaluators: names, what they declare, every option and its default, both ways.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkEvaluator } from './checkEvaluator.ts';
import { evaluators } from './evaluators.ts';
import { samples } from './evaluators/conformance/samples.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/evaluators.md'), 'utf8');
const sections = new Map(
  text
    .split(/^### /m)
    .slice(1)
    .map((section) => [/^`([^`]+)`/.exec(section)?.[1] ?? '', section.split(/^## /m)[0] ?? '']),
);

test('every evaluator has a section, and every section an evaluator', () => {
  expect([...sections.keys()].sort()).toEqual(evaluators.map(({ name }) => name).sort());
});

const own = evaluators.filter(({ name }) => name !== 'judge');

test.each(own.map((kind) => ({ kind, name: kind.name })))(
  '$name is documented as it is',
  ({ kind, name }) => {
    const section = sections.get(name) ?? '';
    expect(section).toContain(kind.summary);
    const plain = checkEvaluator({ use: name, options: {} });
    const checked =
      plain.kind === 'valid' ? plain : checkEvaluator({ use: name, options: samples[name]?.options ?? {} });
    if (checked.kind === 'problem') throw new Error(checked.message);
    const { declaration } = checked;
    if (declaration !== null) {
      const { dimension, scale, unit, direction, needs } = declaration;
      const facts = [dimension, unit === '' ? scale : `${scale} in ${unit}`, direction.replaceAll('-', ' ')];
      if (needs.length > 0) facts.push(`needs ${needs.join(', ')}`);
      expect(section).toContain(`_${facts.join(' · ')}_`);
    }
    const documented = [...section.matchAll(/^\| `(\w+)` *\| (required|`.*?`) *\|/gm)].map(
      ([, option = '', byDefault = '']) => [option, byDefault],
    );
    if (!(kind.options instanceof z.ZodObject)) throw new Error(`${name} has no object of options`);
    const offered = Object.entries(kind.options.shape).map(([option, schema]) => {
      const absent = (schema as z.ZodType).safeParse(undefined);
      return [option, absent.success ? `\`${JSON.stringify(absent.data)}\`` : 'required'];
    });
    expect(documented).toEqual(offered);
  },
);

test('every code of evaluators is one a reader can meet in the document of errors', () => {
  const errors = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8');
  for (const [code] of text.matchAll(/evaluator\/[a-z-]+/g)) expect(errors).toContain(`\`${code}\``);
});
