// The evaluators and targets of this house, as a gate file meets them. Not opening them.
import type { KnownMembers } from './knownMembers.ts';

export const houseMembers: KnownMembers = {
  evaluator: (_use, options) => ({ kind: 'known', facts: null, options }),
  target: (_use, said) => ({
    kind: 'known',
    facts: null,
    options: typeof said === 'string' ? { said } : said,
  }),
};
