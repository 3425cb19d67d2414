// Finds the examples and the card that a path means: a file of examples, a dataset.yaml, or a folder with them. Not what they say.
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { AssayError } from '../../model/errors.ts';
import { type CardFile } from '../card/cardSchema.ts';
import { readCard } from '../card/readCard.ts';
import { exampleFileEndings } from '../reading/readExamples.ts';

export interface DatasetFiles {
  /** Absolute path of the examples. */
  readonly examples: string;
  /** Null where there is no card, or none that is about this file. */
  readonly card: CardFile | null;
  /** Absolute path of the card; null without one. */
  readonly cardPath: string | null;
  /** What the dataset is called when its card does not say. */
  readonly nameOfPath: string;
}

const cardName = 'dataset.yaml';

/** Whether a source is meant as a path: it looks like one, or there is something that can hold a dataset. */
export async function isPath(source: string, folder: string): Promise<boolean> {
  if (/[/\\]/.test(source) || source === '.' || source === '..') return true;
  if ([...exampleFileEndings, '.yaml', '.yml'].some((ending) => source.toLowerCase().endsWith(ending)))
    return true;
  const path = resolve(folder, source);
  return (await isFolder(path)) && (await candidates(path)).length > 0;
}

/** @throws AssayError `dataset/unreadable`, `dataset/invalid-card` */
export async function findDatasetFiles(source: string, folder: string): Promise<DatasetFiles> {
  const path = resolve(folder, source);
  if (await isFolder(path)) return inFolder(path, source);
  if (/\.ya?ml$/i.test(path)) return byCard(path, source);
  const beside = join(dirname(path), cardName);
  const card = (await isThere(beside)) ? await readCard(beside, join(dirname(source), cardName)) : null;
  const isAboutIt = card !== null && (card.file === null || resolve(dirname(path), card.file) === path);
  return {
    examples: path,
    card: isAboutIt ? card : null,
    cardPath: isAboutIt ? beside : null,
    nameOfPath: basename(path, extname(path)),
  };
}

async function inFolder(path: string, source: string): Promise<DatasetFiles> {
  const card = join(path, cardName);
  if (await isThere(card)) return byCard(card, join(source, cardName));
  const files = await candidates(path);
  return {
    examples: join(path, onlyOne(files, source)),
    card: null,
    cardPath: null,
    nameOfPath: basename(path),
  };
}

async function byCard(path: string, source: string): Promise<DatasetFiles> {
  if (!(await isThere(path)))
    throw new AssayError('dataset/unreadable', `${source} cannot be read: there is no such file.`);
  const card = await readCard(path, source);
  const folder = dirname(path);
  const file =
    card.file ??
    onlyOne(
      (await candidates(folder)).filter((name) => name !== cardName),
      source,
    );
  return { examples: resolve(folder, file), card, cardPath: path, nameOfPath: basename(folder) };
}

function onlyOne(files: readonly string[], source: string): string {
  const [file, ...others] = files;
  if (file === undefined) {
    throw new AssayError(
      'dataset/unreadable',
      `${source} has no examples in it: no file ends in ${exampleFileEndings.join(', ')}.`,
    );
  }
  if (others.length === 0) return file;
  throw new AssayError(
    'dataset/unreadable',
    `${source} has several files of examples (${files.join(', ')}); name one, or say \`file:\` in its ${cardName}.`,
  );
}

async function candidates(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name === cardName || exampleFileEndings.some((ending) => name.endsWith(ending)))
    .sort();
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(absent))?.isDirectory() === true;
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(absent)) !== undefined;
}

function absent(cause: unknown): undefined {
  if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
    return undefined;
  throw cause;
}
