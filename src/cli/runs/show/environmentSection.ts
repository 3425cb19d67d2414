// Where a run came from and what it ran on: code, command, runtime, machine.
import type { CommandContext } from '../../command.ts';
import { bytesText } from '../../print/numbers.ts';
import { visibleText } from '../../print/visibleText.ts';
import type { RunDetails } from '../runDetails.ts';
import { labelled, type Section, tagOf } from './section.ts';

export function environmentSection({ run, evidence }: RunDetails, context: CommandContext): Section | null {
  const tag = (key: string): string | undefined => {
    const value = tagOf(run.tags, key);
    return value === undefined ? undefined : visibleText(value);
  };
  const memory = tag('assay.env.memory');
  const cores = tag('assay.env.cores');
  const files = evidence.fields
    .find(({ id }) => id === 'environment')
    ?.found.filter(({ from }) => from.endsWith('files') || from.endsWith('artifacts'))
    .map(({ value, from }) => `${visibleText(value)} in the ${from}`);
  const rows: [string, string | undefined][] = [
    ['source', tag('mlflow.source.name')],
    ['commit', commitText(tag, context)],
    ['command', tag('assay.env.command')],
    ['runtime', tag('assay.env.runtime')],
    ['packages', files === undefined || files.length === 0 ? undefined : files.join('; ')],
    ['lock', tag('assay.env.lock')],
    ['system', tag('assay.env.os')],
    ['processor', joined([tag('assay.env.cpu'), cores === undefined ? undefined : `${cores} cores`])],
    ['memory', memory !== undefined && /^\d+$/.test(memory) ? bytesText(Number(memory)) : memory],
    ['graphics', tag('assay.env.gpu')],
    ['container', tag('assay.env.container')],
    ['host', tag('assay.env.host')],
    ['logged by', tag('assay.env.sdk')],
  ];
  const known = rows.flatMap(([label, value]): [string, string][] =>
    value === undefined ? [] : [[label, value]],
  );
  if (known.length === 0) return null;
  return { title: 'Environment', remark: '', lines: labelled(known, context) };
}

function commitText(tag: (key: string) => string | undefined, { style }: CommandContext): string | undefined {
  const commit = tag('mlflow.source.git.commit') ?? tag('mlflow.gitCommit');
  if (commit === undefined) return undefined;
  const isDirty = tag('assay.env.git.dirty') === 'true' || tag('mlflow.source.git.dirty') === 'true';
  const branch = tag('mlflow.source.git.branch') ?? tag('assay.env.git.branch');
  return joined([
    commit.slice(0, 12),
    branch === undefined ? undefined : `on ${branch}`,
    tag('mlflow.source.git.repoURL'),
    isDirty ? style.warning('with changes that were not committed') : undefined,
  ]);
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(', ');
}
