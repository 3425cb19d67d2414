// What is wrong with a gate file as workflow commands of GitHub Actions. Not the findings of a run: there was none.
import { z } from 'zod';
import type { AssayError } from '../../model/errors.ts';
import { workflowCommand } from './githubAnnotations.ts';

const details = z.object({
  path: z.string(),
  problems: z.array(z.object({ line: z.number(), column: z.number(), message: z.string(), fix: z.string() })),
});

const mostAnnotations = 10;

/** @param error `policy/invalid` */
export function problemAnnotations(error: AssayError, pathOf: (path: string) => string): readonly string[] {
  const parsed = details.safeParse(error.details);
  if (!parsed.success) return [];
  return parsed.data.problems.slice(0, mostAnnotations).map(({ line, column, message, fix }) =>
    workflowCommand({
      severity: 'error',
      path: pathOf(parsed.data.path),
      line,
      column,
      title: 'assay gate file',
      message: `${message} ${fix}`,
    }),
  );
}
