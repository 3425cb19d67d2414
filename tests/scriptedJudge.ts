// A judge for tests: reads what it is asked as a model would, and answers as it is told to: well, fooled by length or order, or badly formed.
import { createHash } from 'node:crypto';
import type { AskedRequest, Behaviour } from './scriptedEndpoint.ts';
import { completion } from './scriptedEndpoint.ts';

/** What a model reads in a prompt: the blocks by their names. */
export function blocksIn(prompt: string): ReadonlyMap<string, string> {
  const blocks = new Map<string, string>();
  for (const [, name = '', code = '', text = ''] of prompt.matchAll(
    /<<<([A-Z ]+) ([0-9a-f]{16})\n([^]*?)\n\1 \2>>>/g,
  )) {
    void code;
    blocks.set(name, text);
  }
  return blocks;
}

/** In [0, 1), the same for the same words. */
export function chance(...words: readonly string[]): number {
  return createHash('sha256').update(words.join('\n')).digest().readUInt32BE() / 2 ** 32;
}

/** A judge that decides by a function of the blocks it is shown. */
export function judgeThat(
  decide: (blocks: ReadonlyMap<string, string>) => unknown,
): (asked: AskedRequest) => Behaviour {
  return ({ question }) => {
    const said = decide(blocksIn(question));
    return say(typeof said === 'string' ? said : JSON.stringify({ reason: 'because', ...(said as object) }));
  };
}

export function say(text: string): Behaviour {
  return { do: 'raw', body: completion(text), headers: { 'content-type': 'application/json' } };
}
