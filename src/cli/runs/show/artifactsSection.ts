// The artifacts of a run, as a tree.
import type { WireArtifact } from 'assay-sdk/wire';
import type { CommandContext } from '../../command.ts';
import { bytesText, countText } from '../../print/numbers.ts';
import { type TreeNode, treeLines } from '../../print/tree.ts';
import { visibleText } from '../../print/visibleText.ts';
import type { RunDetails } from '../runDetails.ts';
import type { Section } from './section.ts';

export function artifactsSection({ artifacts, run }: RunDetails, { style }: CommandContext): Section | null {
  const { entries, isCut, isElsewhere } = artifacts;
  if (isElsewhere) return { title: 'Artifacts', remark: '', lines: [`  ${visibleText(run.artifactUri)}`] };
  if (entries.length === 0) return null;
  const files = entries.filter(({ isDirectory }) => !isDirectory);
  const bytes = files.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const figures = `${countText(files.length, 'file')}, ${bytesText(bytes)}`;
  return {
    title: 'Artifacts',
    remark: isCut ? `the first ${figures}; there are more` : figures,
    lines: treeLines(nodesIn('', entries), 2, style),
  };
}

function nodesIn(directory: string, entries: readonly WireArtifact[]): TreeNode[] {
  const start = directory === '' ? '' : `${directory}/`;
  return entries
    .filter(({ path }) => path.startsWith(start) && !path.slice(start.length).includes('/'))
    .map(({ path, size, isDirectory }) => ({
      name: path.slice(start.length),
      size,
      children: isDirectory ? nodesIn(path, entries) : [],
      more: null,
    }));
}
