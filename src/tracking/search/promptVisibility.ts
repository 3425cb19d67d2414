// The one special tag of the registry searches: prompts ride on registered models and stay out of sight unless asked for.
import type { Comparison, FieldRef, Filter } from '../../model/filter.ts';
import { matchesFilter } from './evaluateFilter.ts';

/** The tag that makes a registered model, and each of its versions, a prompt. */
export const promptTag = 'mlflow.prompt.is_prompt';

/**
 * The filter that a search of registered models or model versions really runs.
 *
 * What lacks the tag counts as tagged `false`; and unless the filter itself asks for prompts, by a comparison that a prompt would satisfy, prompts are left out.
 *
 * @param filter what was asked; null for everything
 */
export function hidePrompts(filter: Filter | null): Filter {
  const noPrompts = absentIsFalse({ kind: 'compare', field: promptField, op: '!=', value: 'true' });
  if (filter === null) return noPrompts;
  const asked = absentCountsAsFalse(filter);
  return asksForPrompts(filter) ? asked : { kind: 'and', terms: [asked, noPrompts] };
}

const promptField: FieldRef = { entity: 'tag', key: promptTag };

const isPromptTag = (field: FieldRef): boolean => field.entity === 'tag' && field.key === promptTag;

function asksForPrompts(filter: Filter): boolean {
  if (filter.kind === 'not') return asksForPrompts(filter.term);
  if (filter.kind !== 'compare') return filter.terms.some(asksForPrompts);
  return isPromptTag(filter.field) && matchesFilter(filter, () => 'true');
}

function absentCountsAsFalse(filter: Filter): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, terms: filter.terms.map(absentCountsAsFalse) };
    case 'not':
      return { kind: 'not', term: absentCountsAsFalse(filter.term) };
    case 'compare':
      return isPromptTag(filter.field) ? absentIsFalse(filter) : filter;
  }
}

function absentIsFalse(comparison: Comparison): Filter {
  if (comparison.value === null || !matchesFilter(comparison, () => 'false')) return comparison;
  return { kind: 'or', terms: [comparison, { ...comparison, op: 'is null', value: null }] };
}
