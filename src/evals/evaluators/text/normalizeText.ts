// What counts as the same text: case, punctuation, accents, articles and white space, each as asked. Not tokenisation.
import { z } from 'zod';
import { caseFold } from './caseFold.ts';
import { articlePattern } from './squadTokens.ts';

export const normalizationOptions = z.strictObject({
  case: z.enum(['fold', 'keep']).default('fold'),
  punctuation: z.enum(['remove', 'keep']).default('remove'),
  accents: z.enum(['remove', 'keep']).default('keep'),
  articles: z.array(z.string().min(1)).default([]),
});

export type Normalization = z.infer<typeof normalizationOptions>;

/** A function that brings equal texts to the same form; white space always becomes single spaces, and NFKC joins look-alikes. */
export function normalizer(options: Normalization): (text: string) => string {
  const articles = articlePattern(options.articles);
  return (text) => {
    let normal = text.normalize('NFKC');
    if (options.case === 'fold') normal = caseFold(normal);
    if (options.accents === 'remove')
      normal = normal
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .normalize('NFC');
    if (options.punctuation === 'remove') normal = withoutPunctuation(normal);
    if (articles !== undefined) normal = normal.replace(articles, ' ');
    return normal.replace(/\s+/gu, ' ').trim();
  };
}

/** Signs that change a number (`-5`, `3.5`, `1:2`, `5%`) stay; apostrophes join, everything else separates. */
function withoutPunctuation(text: string): string {
  return text
    .replaceAll('\u2212', '-')
    .replace(
      numberSignOrPunctuation,
      (sign, kept: string | undefined) => kept ?? (isApostrophe(sign) ? '' : ' '),
    );
}

const numberSignOrPunctuation = /((?<=\d)[.,:/](?=\d)|(?<![\p{L}\p{N}])-(?=\d)|%)|\p{P}/gu;

function isApostrophe(sign: string): boolean {
  return sign === "'" || sign === '\u2019';
}
