// Entries of one run on disk, in order, until they are delivered. Every append is on the disk when it returns. Not who delivers them.
//
// A folder: head.json (whose entries), log.jsonl (one entry a line; a last line without its end was never accepted), delivered (how many
// bytes of the log are done), owner (which process has it), artifacts/ (copies of files).
import {
  closeSync,
  copyFileSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Entry } from './entry.ts';
import { ownerText } from './owner.ts';

export interface SpoolHead {
  readonly version: 1;
  readonly url: string;
  readonly runId: string;
}

/** A lifetime: from the first entry on disk until all are delivered, or another process takes over. */
export class Spool {
  readonly folder: string;
  readonly head: SpoolHead;
  readonly #log: number;
  readonly #delivered: number;
  #end: number;
  #next: number;
  #peeked: { readonly entry: Entry; readonly bytes: number } | null = null;
  #artifacts = 0;

  private constructor(folder: string) {
    this.folder = folder;
    this.head = parseHead(readFileSync(join(folder, 'head.json'), 'utf8'));
    this.#log = openSync(join(folder, 'log.jsonl'), 'r+');
    this.#delivered = openSync(join(folder, 'delivered'), 'r+');
    this.#end = endOfLastLine(this.#log);
    this.#next = Math.min(Number(readFileSync(join(folder, 'delivered'), 'utf8')) || 0, this.#end);
  }

  /** Makes a new spool below `root`; its folder appears complete or not at all. @throws Error of the file system */
  static create(root: string, head: SpoolHead, now: number): Spool {
    mkdirSync(root, { recursive: true });
    // The time comes first, so that spools of one run are replayed in the order in which they were made.
    const name = `${String(now).padStart(14, '0')}-${head.runId.slice(0, 64)}-${randomBytes(4).toString('hex')}`;
    const making = join(root, `.making-${name}`);
    mkdirSync(join(making, 'artifacts'), { recursive: true });
    writeFileSync(join(making, 'head.json'), JSON.stringify(head), { flush: true });
    writeFileSync(join(making, 'log.jsonl'), '', { flush: true });
    writeFileSync(join(making, 'delivered'), deliveredText(0), { flush: true });
    writeFileSync(join(making, 'owner'), ownerText(), { flush: true });
    renameSync(making, join(root, name));
    syncFolder(root);
    return new Spool(join(root, name));
  }

  /** @throws Error when the folder is not a spool */
  static open(folder: string): Spool {
    return new Spool(folder);
  }

  get isEmpty(): boolean {
    return this.#next >= this.#end;
  }

  /** On the disk when it returns; or it throws and nothing of the entry is kept. @throws Error of the file system */
  append(entry: Entry): void {
    const line = Buffer.from(`${JSON.stringify(this.#withStoredContent(entry))}\n`);
    try {
      for (let written = 0; written < line.length;) {
        written += writeSync(this.#log, line, written, line.length - written, this.#end + written);
      }
      fsyncSync(this.#log);
    } catch (error) {
      ftruncateSync(this.#log, this.#end);
      throw error;
    }
    this.#end += line.length;
  }

  /** The first entry that is not delivered. A damaged line is passed over, because nothing can make it whole. */
  peek(): Entry | undefined {
    while (this.#peeked === null && this.#next < this.#end) {
      const line = this.#readLine();
      const entry = parseEntry(line.toString('utf8'), this.folder);
      if (entry === undefined) this.#advance(line.length);
      else this.#peeked = { entry, bytes: line.length };
    }
    return this.#peeked?.entry;
  }

  /** The peeked entry is delivered. */
  done(): void {
    if (this.#peeked === null) return;
    const { entry, bytes } = this.#peeked;
    this.#peeked = null;
    this.#advance(bytes);
    if (entry.kind === 'artifact' && 'file' in entry.content) rmSync(entry.content.file, { force: true });
  }

  /** Shows processes on other machines that its owner is still there. */
  touch(): void {
    writeFileSync(join(this.folder, 'owner'), ownerText());
  }

  /** Lets another process have it. */
  release(): void {
    this.#close();
    rmSync(join(this.folder, 'owner'), { force: true });
  }

  /** All is delivered. */
  remove(): void {
    this.#close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #close(): void {
    closeSync(this.#log);
    closeSync(this.#delivered);
  }

  #advance(bytes: number): void {
    this.#next += bytes;
    // Not synced: losing it tells some entries twice, which changes nothing.
    writeSync(this.#delivered, deliveredText(this.#next), 0);
  }

  #readLine(): Buffer {
    let length = 16 * 1024;
    for (;;) {
      const chunk = Buffer.alloc(Math.min(length, this.#end - this.#next));
      readSync(this.#log, chunk, 0, chunk.length, this.#next);
      const end = chunk.indexOf(10);
      if (end >= 0) return chunk.subarray(0, end + 1);
      length *= 4;
    }
  }

  #withStoredContent(entry: Entry): unknown {
    if (entry.kind !== 'artifact') return entry;
    this.#artifacts += 1;
    const name = `${this.#artifacts}-${randomBytes(4).toString('hex')}`;
    const stored = join(this.folder, 'artifacts', name);
    if ('data' in entry.content) writeFileSync(stored, entry.content.data);
    else copyFileSync(entry.content.file, stored, constants.COPYFILE_FICLONE);
    const file = openSync(stored, 'r+');
    fsyncSync(file);
    closeSync(file);
    syncFolder(dirname(stored));
    return { kind: 'artifact', path: entry.path, stored: name };
  }
}

const deliveredText = (offset: number): string => String(offset).padStart(16, '0');

function syncFolder(folder: string): void {
  // Windows cannot open a folder; its file system orders the rename by itself.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function endOfLastLine(log: number): number {
  let end = fstatSync(log).size;
  const chunk = Buffer.alloc(64 * 1024);
  while (end > 0) {
    const from = Math.max(0, end - chunk.length);
    const read = readSync(log, chunk, 0, end - from, from);
    const last = chunk.subarray(0, read).lastIndexOf(10);
    if (last >= 0) return from + last + 1;
    end = from;
  }
  return 0;
}

function parseHead(text: string): SpoolHead {
  const head: unknown = JSON.parse(text);
  if (
    typeof head !== 'object' ||
    head === null ||
    !('version' in head && head.version === 1) ||
    !('url' in head && typeof head.url === 'string') ||
    !('runId' in head && typeof head.runId === 'string')
  ) {
    throw new Error('head.json does not say whose entries these are.');
  }
  return { version: 1, url: head.url, runId: head.runId };
}

/** The file was written by this package; only damage makes a line unreadable. */
function parseEntry(line: string, folder: string): Entry | undefined {
  try {
    const entry = JSON.parse(line) as Entry | { kind: 'artifact'; path: string; stored: string };
    if (entry.kind !== 'artifact' || !('stored' in entry)) return entry;
    const file = join(folder, 'artifacts', basename(entry.stored));
    return existsSync(file) ? { kind: 'artifact', path: entry.path, content: { file } } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
