// Recorded answers by example and epoch: an index over lines, which are read again when they are asked for. Not what a line means.
import { createHash } from 'node:crypto';
import type { Json } from '../../../model/json.ts';
import { parseJson } from '../../endpoint/parseJson.ts';
import { type Line, LineReader } from '../../process/lineReader.ts';

/** The bytes of a recording, read in order once and then here and there. */
export interface RecordedBytes {
  readonly chunks: AsyncIterable<Buffer> | Iterable<Buffer>;
  read(offset: number, length: number): Buffer;
  close(): void;
}

/** What a line records. */
export interface LineKey {
  /** Id of the example. */
  readonly exampleId: string;
  /** The epochs it has answers for; null for one answer that takes the next epoch in order. */
  readonly epochs: readonly number[] | null;
}

export type FoundLine =
  | { readonly kind: 'found'; readonly value: Json; readonly line: number }
  /** In words for a person. */
  | { readonly kind: 'unusable'; readonly why: string };

interface Place {
  readonly offset: number;
  readonly length: number;
  /** From 1. */
  readonly line: number;
  readonly problem: string | null;
}

/** How many unreadable lines are named to a reader. */
const mostNamed = 5;

export class Recording {
  /** SHA-256, in hexadecimal, of all its bytes. */
  readonly hash: string;
  readonly #bytes: RecordedBytes;
  readonly #places: ReadonlyMap<string, readonly Place[]>;
  /** Lines that could not be read and do not say which example they are of. */
  readonly #lost: readonly string[];

  private constructor(
    hash: string,
    bytes: RecordedBytes,
    places: ReadonlyMap<string, readonly Place[]>,
    lost: readonly string[],
  ) {
    this.hash = hash;
    this.#bytes = bytes;
    this.#places = places;
    this.#lost = lost;
  }

  /**
   * @param keyOf what a line records, or in words what is wrong with it
   * @param mostLineBytes longer lines are not usable
   */
  static async index(
    bytes: RecordedBytes,
    keyOf: (value: Json) => LineKey | string,
    mostLineBytes: number,
  ): Promise<Recording> {
    const places = new Map<string, Place[]>();
    const lost: string[] = [];
    const hash = createHash('sha256');
    let offset = 0;
    let number = 0;
    const reader = new LineReader(mostLineBytes, (line) => {
      number++;
      const place = { offset, length: line.length, line: number };
      offset += line.length + 1;
      add(places, lost, line, place, keyOf);
    });
    for await (const chunk of bytes.chunks) {
      hash.update(chunk);
      reader.push(chunk);
    }
    reader.end();
    return new Recording(hash.digest('hex'), bytes, places, lost);
  }

  find(exampleId: string, epoch: number): FoundLine {
    const place = this.#places.get(`${exampleId} ${epoch}`)?.[0];
    const all = this.#places.get(`${exampleId} ${epoch}`);
    if (place === undefined || all === undefined) return { kind: 'unusable', why: this.#whyMissing(epoch) };
    if (all.length > 1) {
      const lines = all.map((each) => each.line).join(' and ');
      return { kind: 'unusable', why: `It is recorded more than once: lines ${lines}.` };
    }
    if (place.problem !== null) {
      return { kind: 'unusable', why: `Line ${place.line} of the recording ${place.problem}.` };
    }
    const parsed = parseJson(this.#bytes.read(place.offset, place.length));
    return parsed.ok
      ? { kind: 'found', value: parsed.value, line: place.line }
      : { kind: 'unusable', why: `Line ${place.line} of the recording ${parsed.problem}.` };
  }

  close(): void {
    this.#bytes.close();
  }

  #whyMissing(epoch: number): string {
    const which = epoch === 0 ? '' : ` for epoch ${epoch}`;
    if (this.#lost.length === 0) return `The recording has no answer of this example${which}.`;
    const named = this.#lost.slice(0, mostNamed).join(' ');
    return `The recording has no answer of this example${which}; ${this.#lost.length} of its lines cannot be read. ${named}`;
  }
}

function add(
  places: Map<string, Place[]>,
  lost: string[],
  line: Line,
  where: Omit<Place, 'problem'>,
  keyOf: (value: Json) => LineKey | string,
): void {
  if (line.length === 0 || (!line.isCut && line.bytes.every((byte) => byte <= 0x20))) return;
  const put = (key: LineKey, problem: string | null): void => {
    for (const epoch of key.epochs ?? [nextEpoch(places, key.exampleId)]) {
      const name = `${key.exampleId} ${epoch}`;
      const known = places.get(name);
      if (known === undefined) places.set(name, [{ ...where, problem }]);
      else known.push({ ...where, problem });
    }
  };
  const parsed = line.isCut
    ? { ok: false as const, problem: `is ${line.length} bytes long, which is over the limit` }
    : parseJson(line.bytes);
  const key = parsed.ok ? keyOf(parsed.value) : parsed.problem;
  if (typeof key !== 'string') put(key, null);
  else {
    const exampleId = idIn(line.bytes);
    if (exampleId === null) lost.push(`Line ${where.line} ${key}.`);
    else put({ exampleId, epochs: epochIn(line.bytes) }, key);
  }
}

function nextEpoch(places: ReadonlyMap<string, unknown>, exampleId: string): number {
  for (let epoch = 0; ; epoch++) if (!places.has(`${exampleId} ${epoch}`)) return epoch;
}

/** The example of a line that could not be read whole. */
function idIn(bytes: Buffer): string | null {
  return /"exampleId"\s*:\s*"([^"\\]{1,200})"/.exec(bytes.toString('latin1'))?.[1] ?? null;
}

function epochIn(bytes: Buffer): readonly number[] | null {
  const epoch = /"epoch"\s*:\s*(\d{1,6})\b/.exec(bytes.toString('latin1'))?.[1];
  return epoch === undefined ? null : [Number(epoch)];
}
