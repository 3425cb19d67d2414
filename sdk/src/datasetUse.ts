// A dataset that a run uses, as people say it and as the server takes it.
import { type Recorder, longest } from './recorder.ts';
import { type Loggable, readText } from './readValue.ts';
import type { WireNewDatasetInput } from './wire.ts';

/** Its digest is given, or that of `file`. */
export interface DatasetUse {
  readonly name: string;
  readonly digest?: string | undefined;
  /** A local file to take the digest of. */
  readonly file?: string | undefined;
  readonly source?: string | undefined;
  readonly sourceType?: string | undefined;
  readonly schema?: Loggable | undefined;
  readonly profile?: Loggable | undefined;
  /** What it is used for: `train`, `eval` and the like. */
  readonly context?: string | undefined;
  /** How examples were drawn from it. */
  readonly sampling?: Loggable | undefined;
}

/** A digest that is too long for the server is kept whole as a tag of the input. */
export function datasetInput(use: DatasetUse, digest: string, recorder: Recorder): WireNewDatasetInput {
  const { name, source, sourceType, schema, profile, context, sampling, file } = use;
  const rule = textOf(sampling);
  return {
    name,
    digest: digest.slice(0, longest.digest),
    source: source ?? file ?? '',
    sourceType: sourceType ?? 'local',
    schema: textOf(schema),
    profile: textOf(profile),
    tags: [
      ...(digest.length <= longest.digest ? [] : [{ key: 'assay.digest', value: digest }]),
      ...(context === undefined ? [] : [{ key: 'mlflow.data.context', value: context }]),
      ...(rule === undefined
        ? []
        : [{ key: 'assay.sampling', value: recorder.cut('sampling of', name, rule, longest.inputTag) }]),
    ],
  };
}

function textOf(value: Loggable | undefined): string | undefined {
  const reading = value === undefined ? undefined : readText(value);
  return reading !== undefined && 'value' in reading ? reading.value : undefined;
}
