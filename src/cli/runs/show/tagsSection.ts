// The tags of a run that no other part shows.
import type { CommandContext } from '../../command.ts';
import { tableLines } from '../../print/table.ts';
import { visibleText } from '../../print/visibleText.ts';
import type { RunDetails } from '../runDetails.ts';
import type { Section } from './section.ts';

/** Shown elsewhere, or plumbing of clients. */
const shownElsewhere =
  /^(mlflow\.(runName|user|note\.content|parentRunId|rootRunId|source\..*|gitCommit|log-model\.history|loggedModels)|assay\.(purpose|error|env\..*|seed(\..*)?|ticket.*|repeat\.of))$/;

export function tagsSection({ run }: RunDetails, { width }: CommandContext): Section | null {
  const tags = run.tags
    .filter(({ key }) => !shownElsewhere.test(key))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  if (tags.length === 0) return null;
  return {
    title: 'Tags',
    remark: '',
    lines: tableLines(
      [
        { title: 'tag', least: 16 },
        { title: 'value', least: 20 },
      ],
      tags.map(({ key, value }) => [visibleText(key), visibleText(value)]),
      { indent: 2, width, titles: null },
    ),
  };
}
