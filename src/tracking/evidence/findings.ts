// Looks things up in the facts of a run and says where they were found. Not what is required.
import type { RunFacts } from './runFacts.ts';
import type { Finding } from './evidence.ts';

export function fromTag(facts: RunFacts, what: string, ...keys: readonly string[]): Finding | undefined {
  for (const key of keys) {
    const tag = facts.run.tags.find((candidate) => candidate.key === key);
    if (tag !== undefined && tag.value.trim() !== '') return { what, value: tag.value, from: `tag ${key}` };
  }
  return undefined;
}

export function fromTagPrefix(facts: RunFacts, what: string, prefix: string): Finding | undefined {
  const tags = facts.run.tags.filter((tag) => tag.key.startsWith(prefix) && tag.value.trim() !== '');
  if (tags.length === 0) return undefined;
  return {
    what,
    value: tags.map((tag) => `${tag.key.slice(prefix.length)} ${tag.value}`).join(', '),
    from: `tags ${prefix}*`,
  };
}

export function fromParam(
  facts: RunFacts,
  what: string,
  isMatch: (key: string) => boolean,
): Finding | undefined {
  const params = facts.run.params.filter(
    (param) => isMatch(param.key) && param.value !== '' && param.value !== 'None',
  );
  const [first] = params;
  if (first === undefined) return undefined;
  return {
    what,
    value: params.map((param) => `${param.key}=${param.value}`).join(', '),
    from: params.length === 1 ? `param ${first.key}` : `${params.length} params`,
  };
}

/** The last part of a param's name, so that `classifier__random_state` counts as `random_state`. */
export function lastWord(key: string): string {
  return (
    key
      .split(/__|[./:\s-]/)
      .at(-1)
      ?.toLowerCase() ?? ''
  );
}

const seedWords = new Set([
  'seed',
  'random_state',
  'random_seed',
  'global_seed',
  'manual_seed',
  'rng_seed',
  'data_seed',
]);

/** Whether a param holds a random seed, by the names that libraries give it. */
export function isSeedParam(key: string): boolean {
  return seedWords.has(lastWord(key));
}
