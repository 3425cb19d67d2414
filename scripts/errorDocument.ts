// Renders docs/errors.md from the error table. Pure: a test compares the file with it.
import { type ErrorKind, errorTable } from '../src/model/errors.ts';

const kinds: Readonly<Record<ErrorKind, string>> = {
  'not-found': 'What was named does not exist.',
  conflict: 'It would collide with something that exists.',
  invalid: 'The request cannot be understood or breaks a rule; repeating it changes nothing.',
  forbidden: 'The caller may not do this.',
  busy: 'Something else holds what is needed; try again later.',
  broken: 'A fault on our side; nothing of the request was kept.',
};

export function errorDocument(): string {
  const sections = Object.entries(kinds).map(([kind, meaning]) => {
    const rows = Object.entries(errorTable)
      .filter(([, entry]) => entry.kind === kind)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, entry]) => `<a id="${code}"></a>\n\n### \`${code}\`\n\n${entry.when} ${entry.remedy}\n`);
    return `## ${kind}\n\n${meaning}\n\n${rows.length === 0 ? 'None yet.\n' : rows.join('\n')}`;
  });
  return `# Errors

Every refusal has a code that is never renamed or reused. The native API answers with it as \`code\` in a problem+json body; the
MLflow wire translates its kind to MLflow's \`error_code\` and puts the code's details into the message.

${sections.join('\n')}`;
}
