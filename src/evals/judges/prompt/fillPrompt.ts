// Puts what is judged into a prompt, each text fenced by marks that it cannot contain. Placeholders only; nothing is executed.
import { createHash } from 'node:crypto';

const placeholder = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/g;

/** The names of the blocks, by placeholder. */
const blockNames: Readonly<Record<string, string>> = {
  input: 'INPUT',
  expected: 'EXPECTED',
  contexts: 'PASSAGES',
  output: 'ANSWER',
  first: 'FIRST ANSWER',
  second: 'SECOND ANSWER',
};

/** What is wrong with the placeholders of a prompt; null when it has all that it needs and none that is unknown. */
export function misplacedIn(prompt: string, needed: readonly string[]): string | null {
  const found = [...prompt.matchAll(placeholder)].map(([, name = '']) => name);
  const unknown = found.find((name) => !Object.hasOwn(blockNames, name));
  if (unknown !== undefined) {
    return `{{${unknown}}} is no placeholder; there are ${Object.keys(blockNames)
      .map((name) => `{{${name}}}`)
      .join(', ')}`;
  }
  const missing = needed.find((name) => !found.includes(name));
  return missing === undefined ? null : `has no {{${missing}}}`;
}

/**
 * The prompt with every placeholder replaced by its text between two marks. The code in the marks is derived from all the texts, so
 * that the same material always makes the same prompt, while nobody who writes a text can know the code of the prompt it ends up in.
 */
export function fillPrompt(prompt: string, texts: Readonly<Record<string, string>>): string {
  const code = fenceCode(Object.values(texts));
  return prompt.replaceAll(placeholder, (_whole, name: string) => {
    const block = blockNames[name] ?? name;
    return `<<<${block} ${code}\n${texts[name] ?? '(none)'}\n${block} ${code}>>>`;
  });
}

/** Sixteen hexadecimal digits that occur in none of the texts. */
export function fenceCode(texts: readonly string[]): string {
  const content = JSON.stringify(texts);
  for (let attempt = 0; ; attempt++) {
    const code = createHash('sha256').update(`${attempt}:${content}`).digest('hex').slice(0, 16);
    if (!texts.some((text) => text.toLowerCase().includes(code))) return code;
  }
}
