// Paths with sizes drawn as a tree. Not where they come from.
import { cellWidth } from './cellWidth.ts';
import { bytesText } from './numbers.ts';
import type { Style } from './style.ts';
import { visibleText } from './visibleText.ts';

export interface TreeNode {
  readonly name: string;
  /** In bytes; null for a directory. */
  readonly size: number | null;
  readonly children: readonly TreeNode[];
  /** What was not looked into, or left out, in words; shown after the children. */
  readonly more: string | null;
}

interface Row {
  readonly branch: string;
  readonly name: string;
  readonly size: string;
  readonly isNote: boolean;
}

/** One line a node, sizes below each other. */
export function treeLines(nodes: readonly TreeNode[], indent: number, style: Style): string[] {
  const rows = nodes.flatMap((node, index) => rowsOf(node, '', index === nodes.length - 1, true));
  const nameWidth = Math.max(0, ...rows.map(({ branch, name }) => cellWidth(branch + name)));
  const sizeWidth = Math.max(0, ...rows.map(({ size }) => size.length));
  const space = ' '.repeat(indent);
  return rows.map(({ branch, name, size, isNote }) => {
    const fill = ' '.repeat(nameWidth - cellWidth(branch + name) + 2 + sizeWidth - size.length);
    const shown = isNote ? style.quiet(name) : name;
    return `${space}${style.quiet(branch)}${shown}${size === '' ? '' : fill + style.quiet(size)}`;
  });
}

function rowsOf(node: TreeNode, above: string, isLast: boolean, isTop: boolean): Row[] {
  const branch = isTop ? '' : `${above}${isLast ? '└─ ' : '├─ '}`;
  const below = isTop ? '' : `${above}${isLast ? '   ' : '│  '}`;
  const isDirectory = node.size === null;
  const own: Row = {
    branch,
    name: `${visibleText(node.name)}${isDirectory ? '/' : ''}`,
    size: node.size === null ? '' : bytesText(node.size),
    isNote: false,
  };
  const count = node.children.length;
  const children = node.children.flatMap((child, index) =>
    rowsOf(child, below, index === count - 1 && node.more === null, false),
  );
  const note: Row[] =
    node.more === null ? [] : [{ branch: `${below}└─ `, name: node.more, size: '', isNote: true }];
  return [own, ...children, ...note];
}
