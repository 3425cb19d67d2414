// The must-capture fields of a run that counts as evidence, and where each is found however the run was logged. The one list.
import type { EvidenceFieldId, Finding, Missing } from './evidence.ts';
import { fromParam, fromTag, fromTagPrefix, isSeedParam, lastWord } from './findings.ts';
import type { RunFacts } from './runFacts.ts';

/** One thing a field needs: found, or missing with the line that adds it. */
export interface EvidencePart {
  readonly what: string;
  readonly find: (facts: RunFacts) => Finding | undefined;
  readonly howToAdd: string;
}

export interface EvidenceFieldRule {
  readonly id: EvidenceFieldId;
  readonly label: string;
  readonly parts: readonly EvidencePart[];
}

const tag = (key: string, value: string): string =>
  `mlflow.set_tag("${key}", "${value}"), run.tag('${key}', '${value}') in TypeScript, or assay runs tag RUN ${key}="${value}"`;

export const evidenceFieldRules: readonly EvidenceFieldRule[] = [
  {
    id: 'identity',
    label: 'Run and pipeline version',
    parts: [
      {
        what: 'pipeline version',
        find: (facts) =>
          fromTag(facts, 'pipeline version', 'assay.pipeline.version') ??
          fromTag(facts, 'git commit', 'mlflow.source.git.commit', 'mlflow.gitCommit'),
        howToAdd: `run from a git checkout, or ${tag('assay.pipeline.version', '1.4.0')}`,
      },
    ],
  },
  {
    id: 'model',
    label: 'Base model and configuration',
    parts: [
      {
        what: 'base model',
        find: (facts) =>
          fromTag(facts, 'base model', 'assay.model.base', 'estimator_class', 'estimator_name') ??
          fromParam(facts, 'base model', (key) => baseModelWords.has(lastWord(key))),
        howToAdd: tag('assay.model.base', 'gpt-4.1-2025-04-14'),
      },
      {
        what: 'configuration',
        find: (facts) =>
          fromTag(facts, 'configuration', 'assay.model.config') ??
          fromParam(facts, 'configuration', (key) => !isSeedParam(key) && !baseModelWords.has(lastWord(key))),
        howToAdd: 'mlflow.log_params({...}) with every setting that was used, or run.params({...})',
      },
    ],
  },
  {
    id: 'data',
    label: 'Dataset versions and sampling',
    parts: [
      {
        what: 'dataset versions',
        find: ({ run }) => {
          if (run.datasetInputs.length === 0) return undefined;
          const value = run.datasetInputs.map((dataset) => `${dataset.name}@${dataset.digest}`).join(', ');
          return { what: 'dataset versions', value, from: 'inputs' };
        },
        howToAdd:
          'mlflow.log_input(mlflow.data.from_pandas(df, name="train"), context="training"), or run.input({...})',
      },
      {
        what: 'sampling rules',
        find: (facts) => {
          const inputs = facts.run.datasetInputs.flatMap((dataset) =>
            dataset.tags
              .filter((each) => each.key === 'assay.sampling')
              .map((each) => `${dataset.name}: ${each.value}`),
          );
          if (inputs.length > 0) {
            return { what: 'sampling rules', value: inputs.join(', '), from: 'dataset tag assay.sampling' };
          }
          return (
            fromTag(facts, 'sampling rules', 'assay.sampling') ??
            fromParam(facts, 'sampling rules', (key) => samplingWords.has(lastWord(key)))
          );
        },
        howToAdd: tag('assay.sampling', 'all rows; 80/20 split stratified by label'),
      },
    ],
  },
  {
    id: 'environment',
    label: 'Environment fingerprint',
    parts: [
      {
        what: 'libraries and platform',
        find: (facts) =>
          fromTagPrefix(facts, 'environment', 'assay.env.') ??
          namedFile(facts.artifactNames, 'run artifacts') ??
          namedFile(facts.modelFileNames, 'model files'),
        howToAdd:
          'log a model (MLflow stores its requirements), or mlflow.log_artifact("requirements.txt"); assay-sdk captures it by itself',
      },
    ],
  },
  {
    id: 'harness',
    label: 'Evaluation harness and benchmarks',
    parts: [
      {
        what: 'harness id',
        find: (facts) => fromTag(facts, 'harness', 'assay.harness', 'mlflow.runType', 'mlflow.autologging'),
        howToAdd: tag('assay.harness', 'lm-eval 0.4.9'),
      },
      {
        what: 'benchmark versions',
        find: (facts) => fromTagPrefix(facts, 'benchmarks', 'assay.benchmark.') ?? evaluationInputs(facts),
        howToAdd: `${tag('assay.benchmark.mmlu', '2024-06')}, or log the evaluation set with mlflow.log_input(..., context="eval")`,
      },
    ],
  },
  {
    id: 'artifacts',
    label: 'Artifacts',
    parts: [
      {
        what: 'artifact pointers',
        find: ({ run, artifactNames }) => {
          const models = run.modelOutputs.map((output) => output.modelId);
          const names = [...models, ...artifactNames];
          if (names.length === 0) return undefined;
          return { what: 'artifacts', value: names.slice(0, 5).join(', '), from: run.info.artifactUri };
        },
        howToAdd:
          'mlflow.log_artifact(path) or mlflow.<flavor>.log_model(model), run.artifact(path) in TypeScript',
      },
    ],
  },
  {
    id: 'purpose',
    label: 'Purpose',
    parts: [
      {
        what: 'purpose statement',
        find: (facts) => fromTag(facts, 'purpose', 'assay.purpose', 'mlflow.note.content'),
        howToAdd: `mlflow.start_run(description="why this run exists"), or ${tag('assay.purpose', 'why this run exists')}`,
      },
    ],
  },
];

const baseModelWords = new Set([
  'model',
  'model_name',
  'base_model',
  'model_id',
  'model_type',
  'estimator',
  'model_name_or_path',
]);

const samplingWords = new Set([
  'test_size',
  'train_size',
  'sampling',
  'sample_size',
  'split',
  'val_split',
  'validation_split',
  'test_split',
  'sample_fraction',
]);

const environmentFiles = [
  'environment.json',
  'requirements.txt',
  'conda.yaml',
  'python_env.yaml',
  'environment.yml',
  'uv.lock',
  'package-lock.json',
];

function namedFile(names: readonly string[], from: string): Finding | undefined {
  const found = environmentFiles.filter((name) => names.includes(name));
  return found.length === 0 ? undefined : { what: 'environment', value: found.join(', '), from };
}

/** Datasets that were logged as evaluation sets carry their version in the digest. */
function evaluationInputs({ run }: RunFacts): Finding | undefined {
  const sets = run.datasetInputs.filter((dataset) =>
    dataset.tags.some(
      (each) => each.key === 'mlflow.data.context' && /eval|test|valid|benchmark/i.test(each.value),
    ),
  );
  if (sets.length === 0) return undefined;
  return {
    what: 'benchmarks',
    value: sets.map((dataset) => `${dataset.name}@${dataset.digest}`).join(', '),
    from: 'inputs in an evaluation context',
  };
}

export function partMissing(part: EvidencePart): Missing {
  return { what: part.what, howToAdd: part.howToAdd };
}
