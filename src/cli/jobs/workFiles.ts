// What work is made of, as it is typed: a payload as JSON or in a file, a policy in a file.
import { readFile, stat } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WireJson } from 'assay-sdk/wireJson';
import { Refusal } from '../refusal.ts';

export type Tier = 'pr' | 'merge' | 'canary' | 'production';

/** JSON, or `@file` with some in it. @throws Refusal */
export function readPayload(text: string): WireJson {
  const json = text.startsWith('@') ? fileText(text.slice(1)) : text;
  try {
    return JSON.parse(json) as WireJson;
  } catch (cause) {
    throw new Refusal(
      `The payload is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Write it like \'{"dataset":"faq"}\', or name a file that has it with @payload.json.',
    );
  }
}

/** The text of a gate file, or of the assay.yaml of a folder. @throws Refusal */
export async function readPolicy(path: string): Promise<string> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    return await readFile(isFolder ? join(path, 'assay.yaml') : path, 'utf8');
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function fileText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): Refusal {
  return new Refusal(
    `The file ${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    'Correct the path.',
  );
}
