// Reads the records that a client gives to an evaluation dataset. What becomes of them is storage's question.
import { createHash } from 'node:crypto';
import { AssayError } from '../../model/errors.ts';
import type { RecordSource } from '../../model/evaluationDataset.ts';
import type { RecordDraft } from '../../store/evaluationDatasetStore.ts';
import {
  type ExactJson,
  type ExactObject,
  isExactObject,
  parseExactJson,
  writeExactJson,
} from './exactJson.ts';

/** Who logged a record, as clients say it in its tags. */
export const userTag = 'mlflow.user';

export interface ParsedRecord {
  readonly draft: RecordDraft;
  readonly inputs: ExactObject;
  readonly outputs: ExactJson;
  readonly expectations: ExactObject | null;
}

const sourceTypes = ['UNSPECIFIED', 'TRACE', 'HUMAN', 'DOCUMENT', 'CODE'];

/**
 * @param text a JSON list of records
 * @param by   who gives them, unless a record's own tags say it
 * @throws AssayError `dataset/invalid-record`
 */
export function parseRecords(text: string, by: string | null): readonly ParsedRecord[] {
  const records = parseExactJson(text);
  if (records === undefined || !Array.isArray(records)) {
    throw invalid("'records' must be a JSON list of records, written as text");
  }
  return records.map((record: ExactJson, index) => parseRecord(record, index, by));
}

function parseRecord(record: ExactJson, index: number, by: string | null): ParsedRecord {
  if (!isExactObject(record)) throw invalid(`records[${index}] must be an object`);
  const object = (key: string): ExactObject | null => {
    const value = Object.hasOwn(record, key) ? (record[key] ?? null) : null;
    if (value !== null && !isExactObject(value)) throw invalid(`records[${index}].${key} must be an object`);
    return value;
  };
  const inputs = object('inputs') ?? {};
  const outputs = Object.hasOwn(record, 'outputs') ? (record['outputs'] ?? null) : null;
  const expectations = object('expectations');
  const tags = object('tags');
  const user = tags?.[userTag];
  return {
    inputs,
    outputs,
    expectations,
    draft: {
      inputHash: createHash('sha256').update(writeExactJson(inputs, true)).digest('hex'),
      inputs: writeExactJson(inputs),
      outputs: outputs === null ? null : writeExactJson(outputs),
      expectations: expectations === null ? null : writeExactJson(expectations),
      tags: tags === null ? null : writeExactJson(tags),
      source: sourceOf(object('source'), index),
      by: typeof user === 'string' ? user : by,
    },
  };
}

function sourceOf(source: ExactObject | null, index: number): RecordSource | null {
  if (source === null) return null;
  const type = source['source_type'];
  if (typeof type !== 'string') throw invalid(`records[${index}].source.source_type must be a text`);
  const sourceType = type.toUpperCase();
  if (!sourceTypes.includes(sourceType)) {
    throw invalid(
      `Invalid dataset record source type: ${sourceType.slice(0, 100)}. Valid source types: [${sourceTypes.map((known) => `'${known}'`).join(', ')}]`,
    );
  }
  const data = source['source_data'] ?? {};
  if (!isExactObject(data)) throw invalid(`records[${index}].source.source_data must be an object`);
  const traceId = data['trace_id'];
  return {
    sourceType,
    sourceId: typeof traceId === 'string' ? traceId : null,
    sourceData: writeExactJson(data),
  };
}

function invalid(message: string): AssayError {
  return new AssayError('dataset/invalid-record', message);
}
