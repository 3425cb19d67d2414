// Puts the fields of a request into a template: {{input}}, {{input.question}}, {{seed}}. Placeholders only; nothing is executed.
import type { Json } from '../../../model/json.ts';
import type { TargetRequest } from '../../target.ts';

export type Filled<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly missing: string };

const placeholder = /\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}/g;

/** Roots a placeholder may begin with. The expectation is not among them: a target never sees it. */
const roots = ['input', 'exampleId', 'epoch', 'seed'] as const;

/** What is wrong with the placeholders of a template; null when each begins with something that a request has. */
export function badPlaceholder(template: Json): string | null {
  for (const text of textsIn(template)) {
    for (const [, path = ''] of text.matchAll(placeholder)) {
      const [root] = path.split('.');
      if (root === 'expected') return `{{${path}}}: a target never sees the expected answer`;
      if (!roots.some((known) => known === root) || (root !== 'input' && path !== root)) {
        return `{{${path}}}: placeholders are {{input}}, {{input.field}}, {{exampleId}}, {{epoch}} and {{seed}}`;
      }
    }
  }
  return null;
}

/**
 * The text with every placeholder replaced, in one pass: what is put in is never searched again. Values that are not text are written
 * as JSON.
 *
 * @param encode applied to every value that is put in, such as for a URL
 */
export function fillText(
  template: string,
  request: TargetRequest,
  encode: (value: string) => string = (value) => value,
): Filled<string> {
  let missing: string | null = null;
  const value = template.replaceAll(placeholder, (_whole, path: string) => {
    const found = valueOf(path, request);
    if (found === undefined) {
      missing ??= path;
      return '';
    }
    return encode(typeof found === 'string' ? found : JSON.stringify(found));
  });
  return missing === null ? { ok: true, value } : { ok: false, missing };
}

/** Every text inside is filled; a text that is one placeholder and nothing else becomes the value itself, whatever its type. */
export function fillJson(template: Json, request: TargetRequest): Filled<Json> {
  if (typeof template === 'string') {
    const alone = /^\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}$/.exec(template);
    if (alone?.[1] === undefined) return fillText(template, request);
    const value = valueOf(alone[1], request);
    return value === undefined ? { ok: false, missing: alone[1] } : { ok: true, value };
  }
  if (typeof template !== 'object' || template === null) return { ok: true, value: template };
  if (isList(template)) {
    const values: Json[] = [];
    for (const each of template) {
      const filled = fillJson(each, request);
      if (!filled.ok) return filled;
      values.push(filled.value);
    }
    return { ok: true, value: values };
  }
  const entries: [string, Json][] = [];
  for (const [key, each] of Object.entries(template)) {
    const filled = fillJson(each, request);
    if (!filled.ok) return filled;
    entries.push([key, filled.value]);
  }
  return { ok: true, value: Object.fromEntries(entries) };
}

function valueOf(path: string, request: TargetRequest): Json | undefined {
  const [root, ...steps] = path.split('.');
  if (root === 'exampleId') return request.exampleId;
  if (root === 'epoch') return request.epoch;
  if (root === 'seed') return request.seed;
  if (root !== 'input') return undefined;
  let value: Json | undefined = request.input;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = isList(value) ? (/^\d+$/.test(step) ? value[Number(step)] : undefined) : value[step];
  }
  return value;
}

function* textsIn(template: Json): Generator<string> {
  if (typeof template === 'string') yield template;
  else if (typeof template === 'object' && template !== null) {
    const members: readonly Json[] = Object.values(template);
    for (const each of members) yield* textsIn(each);
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
