// Looks whether the content that artifact paths name is there, of the right size and, when asked, of the right bytes.
import type { IntegrityDepth } from '../../store.ts';
import type { SqliteArtifacts } from '../artifacts.ts';
import type { ReferredContent } from '../artifacts/pathIndex.ts';
import { hashFile } from '../backup/hashFile.ts';

const contentsAtATime = 64;

/** Enough to see what happened; a lost disk would otherwise fill the report. */
const mostProblems = 100;

export async function checkContents(
  artifacts: SqliteArtifacts,
  depth: IntegrityDepth,
): Promise<readonly string[]> {
  const problems: string[] = [];
  const resumeSweeping = artifacts.pauseSweeping();
  try {
    let after = '';
    for (;;) {
      const contents = artifacts.contents(after, contentsAtATime);
      const last = contents.at(-1);
      if (last === undefined) return problems;
      after = last.sha256;
      for (const content of contents) {
        const problem = await problemOf(artifacts, content, depth);
        if (problem === undefined) continue;
        problems.push(problem);
        if (problems.length === mostProblems) return [...problems, 'artifact: more problems are not listed'];
      }
    }
  } finally {
    resumeSweeping();
  }
}

async function problemOf(
  artifacts: SqliteArtifacts,
  { sha256, size, path }: ReferredContent,
  depth: IntegrityDepth,
): Promise<string | undefined> {
  const found = await artifacts.blobs.sizeOf(sha256);
  if (found === undefined) return `artifact '${path}': its content ${sha256} is missing`;
  if (found !== size) return `artifact '${path}': its content has ${found} bytes instead of ${size}`;
  if (depth === 'records') return undefined;
  const { sha256: actual } = await hashFile(artifacts.blobs.pathOf(sha256));
  return actual === sha256
    ? undefined
    : `artifact '${path}': its content was altered (hash ${actual} instead of ${sha256})`;
}
