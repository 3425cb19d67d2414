// What a run says of itself as evidence, as the tags by which the server knows it.
import { readText } from './readValue.ts';
import { longest } from './recorder.ts';
import type { StartOptions } from './startOptions.ts';
import type { WireTag } from './wire.ts';

/** What was not given, or cannot be a text, is left out. */
export function evidenceTags(options: StartOptions): WireTag[] {
  const {
    seed,
    decoding,
    pipelineVersion,
    baseModel,
    harness,
    benchmarks = {},
    repeatOf,
    tags = {},
  } = options;
  const found: [string, unknown][] = [
    ...Object.entries(tags),
    ...(typeof seed === 'object'
      ? Object.entries(seed).map(([name, value]): [string, unknown] => [`assay.seed.${name}`, value])
      : [['assay.seed', seed] satisfies [string, unknown]]),
    ['assay.decoding', decoding],
    ['assay.pipeline.version', pipelineVersion],
    ['assay.model.base', typeof baseModel === 'object' ? baseModel.name : baseModel],
    ['assay.model.config', typeof baseModel === 'object' ? baseModel.config : undefined],
    ['assay.harness', harness],
    ...Object.entries(benchmarks).map(([name, value]): [string, unknown] => [
      `assay.benchmark.${name}`,
      value,
    ]),
    ['assay.repeat.of', repeatOf],
  ];
  return found.flatMap(([key, value]) => {
    const reading = readText(value);
    return 'value' in reading ? [{ key, value: reading.value.slice(0, longest.tag) }] : [];
  });
}
