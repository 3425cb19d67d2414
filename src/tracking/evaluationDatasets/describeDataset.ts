// What an evaluation dataset says of its own records: the types of their fields, their number, and a digest of name and time.
import { createHash } from 'node:crypto';
import type { EvaluationDataset, JsonText } from '../../model/evaluationDataset.ts';
import {
  type ExactJson,
  ExactNumber,
  type ExactObject,
  isExactObject,
  parseExactJson,
  writeExactJson,
} from './exactJson.ts';
import type { ParsedRecord } from './recordDrafts.ts';

/** As MLflow computes it. It names a moment, not a content: two datasets with the same records differ in it. */
export function datasetDigest(name: string, lastUpdateTime: number): string {
  return createHash('sha256').update(`${name}:${lastUpdateTime}`).digest('hex').slice(0, 8);
}

export function profileOf(recordCount: number): JsonText {
  return JSON.stringify({ num_records: recordCount });
}

/** The schema so far, and what the new records add to it. A field keeps the type it was first seen with. */
export function extendSchema(before: EvaluationDataset, records: readonly ParsedRecord[]): JsonText {
  const known = before.schema === null ? undefined : parseExactJson(before.schema);
  const part = (name: string): ExactJson => (isExactObject(known) ? (known[name] ?? {}) : {});
  const inputs = fieldsOf(part('inputs'));
  const expectations = fieldsOf(part('expectations'));
  let outputs = part('outputs');
  for (const record of records) {
    addTypes(inputs, record.inputs);
    if (record.expectations !== null) addTypes(expectations, record.expectations);
    outputs = withOutputs(outputs, record.outputs);
  }
  return writeExactJson({
    inputs: Object.fromEntries(inputs),
    outputs,
    expectations: Object.fromEntries(expectations),
    version: '1.0',
  });
}

function withOutputs(schema: ExactJson, outputs: ExactJson): ExactJson {
  if (outputs === null || typeof schema === 'string') return schema;
  if (!isExactObject(outputs)) return fieldsOf(schema).size === 0 ? typeName(outputs) : schema;
  const fields = fieldsOf(schema);
  addTypes(fields, outputs);
  return Object.fromEntries(fields);
}

function fieldsOf(schema: ExactJson): Map<string, ExactJson> {
  return new Map(isExactObject(schema) ? Object.entries(schema) : []);
}

function addTypes(fields: Map<string, ExactJson>, object: ExactObject): void {
  for (const [key, value] of Object.entries(object)) {
    if (value !== null && !fields.has(key)) fields.set(key, typeName(value));
  }
}

function typeName(value: ExactJson): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (value instanceof ExactNumber) return /^-?\d+$/.test(value.source) ? 'integer' : 'float';
  return Array.isArray(value) ? 'array' : 'object';
}
