// The models that a run made, what their folders hold, and what was registered from them.
import type { WireRunModel, WireRunModelVersion } from 'assay-sdk/wireModels';
import type { CommandContext } from '../../command.ts';
import { bytesText } from '../../print/numbers.ts';
import { visibleText } from '../../print/visibleText.ts';
import { treeLines } from '../../print/tree.ts';
import type { RunDetails } from '../runDetails.ts';
import type { Section } from './section.ts';

export function modelsSection(
  { models: { models, versions } }: RunDetails,
  context: CommandContext,
): Section | null {
  if (models.length + versions.length === 0) return null;
  const known = new Set(models.map(({ modelId }) => modelId));
  const loose = versions.filter(({ modelId }) => modelId === null || !known.has(modelId));
  return {
    title: 'Models',
    remark: '',
    lines: [
      ...models.flatMap((model) =>
        modelLines(
          model,
          versions.filter(({ modelId }) => modelId === model.modelId),
          context,
        ),
      ),
      ...loose.map((version) => `  ${versionText(version, context)}`),
    ],
  };
}

function modelLines(
  model: WireRunModel,
  versions: readonly WireRunModelVersion[],
  context: CommandContext,
): string[] {
  const { style } = context;
  if (model.name === null) return [`  ${style.accent(model.modelId)}  ${style.quiet('deleted since')}`];
  const size = model.files.reduce((sum, file) => sum + (file.size ?? 0), 0);
  const facts = [
    model.step === 0 ? '' : `step ${model.step}`,
    model.status === 'READY' || model.status === 'UNSPECIFIED' || model.status === null
      ? ''
      : model.status.toLowerCase(),
    model.files.length === 0 ? '' : bytesText(size),
  ].filter((fact) => fact !== '');
  return [
    `  ${visibleText(model.name)}  ${style.accent(model.modelId)}  ${style.quiet(facts.join(', '))}`.trimEnd(),
    ...versions.map((version) => `    ${versionText(version, context)}`),
    ...treeLines(
      model.files.map(({ path, size: bytes }) => ({ name: path, size: bytes, children: [], more: null })),
      4,
      style,
    ),
  ];
}

function versionText(
  { name, version, stage, aliases }: WireRunModelVersion,
  { style }: CommandContext,
): string {
  const marks = [...aliases.map((alias) => `@${alias}`), ...(stage === 'None' ? [] : [stage])];
  return `${style.quiet('registered as')} ${visibleText(name)} version ${version}${marks.length === 0 ? '' : `  ${style.good(visibleText(marks.join(' ')))}`}`;
}
