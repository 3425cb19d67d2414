// Reads a dataset.yaml, with the line of everything that is wrong in it. Not the examples it names.
import { readFile, stat } from 'node:fs/promises';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { AssayError } from '../../model/errors.ts';
import { nearestWord } from '../../model/nearestWord.ts';
import { type CardFile, cardFileSchema } from './cardSchema.ts';

const mostCardBytes = 1024 * 1024;

/**
 * @param shownAs how the file is called in errors
 * @throws AssayError `dataset/invalid-card` with every problem and its line
 */
export async function readCard(path: string, shownAs: string): Promise<CardFile> {
  if ((await stat(path)).size > mostCardBytes) throw refusal(shownAs, ['it is larger than 1 MiB.']);
  const lines = new LineCounter();
  const document = parseDocument(await readFile(path, 'utf8'), { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): string => `${shownAs}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    throw refusal(
      shownAs,
      document.errors.map(({ message, pos: [offset] }) => `${lineAt(offset)}  ${message}`),
    );
  }
  const parsed = cardFileSchema.safeParse(valueOf(document, shownAs) ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw refusal(
    shownAs,
    parsed.error.issues.flatMap((issue) => sentences(issue, document, lineAt)),
  );
}

function valueOf(document: Document, shownAs: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw refusal(shownAs, [cause instanceof Error ? cause.message : String(cause)]);
  }
}

function sentences(
  issue: z.core.$ZodIssue,
  document: Document,
  lineAt: (offset: number) => string,
): string[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      (key) =>
        `${lineAt(offsetOf(document, [...issue.path, key]))}  unknown key '${key}'.${meant(key, issue.path)}`,
    );
  }
  const what = path === '' ? 'the card' : `'${path}'`;
  return [`${lineAt(offsetOf(document, issue.path))}  ${what}: ${issue.message}${got(issue)}.`];
}

function got(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' && typeof issue.input === 'string' ? `; got '${issue.input}'` : '';
}

function meant(key: string, path: readonly PropertyKey[]): string {
  const known = path.length === 0 ? Object.keys(cardFileSchema.shape) : ['name', 'tags', 'metadata'];
  const near = key === 'license' ? 'licence' : nearestWord(key, known);
  return near === undefined ? ` Known are ${known.join(', ')}.` : ` Did you mean '${near}'?`;
}

/** Where the value, or the deepest part of its path that is there, begins. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const [start] = node.range as readonly unknown[];
      if (typeof start === 'number') return start;
    }
  }
  return 0;
}

function refusal(shownAs: string, problems: readonly string[]): AssayError {
  const lines = problems.map((problem) => `\n  ${problem}`).join('');
  return new AssayError('dataset/invalid-card', `${shownAs} cannot be used:${lines}`, {
    file: shownAs,
    problems,
  });
}
