// What a run used: datasets with their versions, and models.
import type { WireDatasetInput } from 'assay-sdk/wire';
import type { CommandContext } from '../../command.ts';
import { countText } from '../../print/numbers.ts';
import { type Cell, tableLines } from '../../print/table.ts';
import { visibleText } from '../../print/visibleText.ts';
import type { RunDetails } from '../runDetails.ts';
import { type Section, tagOf } from './section.ts';

export function dataSection({ run }: RunDetails, { style, width }: CommandContext): Section | null {
  const { datasetInputs, modelInputs } = run;
  if (datasetInputs.length + modelInputs.length === 0) return null;
  const datasets = datasetInputs.map((dataset): Cell[] => [
    visibleText(dataset.name),
    { text: `@${visibleText(dataset.digest).slice(0, 12)}`, paint: style.accent },
    visibleText(tagOf(dataset.tags, 'mlflow.data.context') ?? ''),
    {
      text: [rowsText(dataset), samplingText(dataset)].filter((text) => text !== '').join(', '),
      paint: style.quiet,
    },
  ]);
  const models = modelInputs.map((modelId): Cell[] => [visibleText(modelId), '', 'model', '']);
  return {
    title: 'Inputs',
    remark: '',
    lines: tableLines(
      [
        { title: 'name', least: 16 },
        { title: 'version' },
        { title: 'used for' },
        { title: 'remark', least: 12 },
      ],
      [...datasets, ...models],
      { indent: 2, width, titles: null },
    ),
  };
}

/** MLflow clients put a JSON profile beside a dataset; who logs otherwise puts any text. */
function rowsText({ profile }: WireDatasetInput): string {
  const rows = /"num_rows"\s*:\s*(\d{1,15})\b/.exec(profile ?? '')?.[1];
  return rows === undefined ? '' : countText(Number(rows), 'row');
}

function samplingText({ tags }: WireDatasetInput): string {
  return visibleText(tagOf(tags, 'assay.sampling') ?? '');
}
