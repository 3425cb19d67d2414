// From a name as it was written to the field it means, for filters and order_by clauses alike. Knows aliases; not comparators.
import type { FieldRef } from '../../model/filter.ts';
import type { NameToken, QuotedToken } from './lexFilter.ts';
import { nearestWord } from '../../model/nearestWord.ts';
import { shown } from './searchFault.ts';
import type { Fault } from './tokenReader.ts';
import type { AttributeRule, Vocabulary } from './vocabulary.ts';

/**
 * The field that a name means in a search.
 *
 * @param purpose whether the name stands in a filter or in an order_by clause; some attributes may only be in one of them
 * @throws AssayError made by `fault`, when the entity or the key is unknown here
 */
export function resolveField(
  token: NameToken | QuotedToken,
  vocabulary: Vocabulary,
  purpose: 'filter' | 'order',
  fault: Fault,
): FieldRef {
  if (token.kind === 'quoted') {
    const dot = token.text.indexOf('.');
    if (dot > 0 && !isAttribute(vocabulary, token.value, purpose)) {
      const [entity, key] = [token.text.slice(1, dot), token.text.slice(dot + 1, -1)];
      throw unknownEntity(
        token,
        token.text.slice(0, dot),
        vocabulary,
        fault,
        `Quote only the key: ${entity}.\`${key}\`.`,
      );
    }
    return attribute(token, token.value, vocabulary, purpose, fault);
  }
  if (token.entity === null) return attribute(token, token.key, vocabulary, purpose, fault);

  const entity = vocabulary.entities.get(token.entity);
  if (entity === undefined) {
    const meant = nearestWord(token.entity, vocabulary.entities.keys());
    const hint =
      meant === undefined ? '' : `Did you mean ${meant}.${token.text.slice(token.entity.length + 1)}?`;
    throw unknownEntity(token, token.entity, vocabulary, fault, hint);
  }
  if (purpose === 'order' && !vocabulary.orderEntities.includes(entity)) {
    throw fault(
      `Invalid order_by entity: ${entity}`,
      token,
      `A search for ${vocabulary.name} is ordered by ${quotedList(vocabulary.orderEntities)}.`,
    );
  }
  if (entity === 'attribute') return attribute(token, token.key, vocabulary, purpose, fault);
  if (entity === 'dataset' && !vocabulary.datasetKeys.includes(token.key)) {
    throw fault(
      `Invalid dataset key '${shown(token.key)}' specified. Valid keys are ${quotedList(vocabulary.datasetKeys)}`,
      token,
      didYouMean(token.key, vocabulary.datasetKeys),
    );
  }
  return { entity, key: token.key };
}

/** The canonical name of an attribute and what is allowed with it; undefined when there is none of this name. */
export function findAttribute(
  vocabulary: Vocabulary,
  name: string,
): { readonly key: string; readonly rule: AttributeRule } | undefined {
  const key = vocabulary.attributeAliases.get(name) ?? name;
  const rule = vocabulary.attributes.get(key);
  return rule === undefined ? undefined : { key, rule };
}

/** Names in quotes, as the messages list them. */
export const quotedList = (names: Iterable<string>): string =>
  Array.from(names, (name) => `'${name}'`).join(', ');

function isAttribute(vocabulary: Vocabulary, name: string, purpose: 'filter' | 'order'): boolean {
  const found = findAttribute(vocabulary, name);
  return found !== undefined && allows(found.rule, purpose);
}

function allows(rule: AttributeRule, purpose: 'filter' | 'order'): boolean {
  return purpose === 'filter' ? rule.searchable : rule.orderable;
}

function attribute(
  token: NameToken | QuotedToken,
  name: string,
  vocabulary: Vocabulary,
  purpose: 'filter' | 'order',
  fault: Fault,
): FieldRef {
  const found = findAttribute(vocabulary, name);
  if (found !== undefined && allows(found.rule, purpose)) return { entity: 'attribute', key: found.key };
  const wording = purpose === 'filter' ? 'Invalid attribute key' : vocabulary.wording.orderKey;
  const valid = [...vocabulary.attributes].filter(([, rule]) => allows(rule, purpose)).map(([key]) => key);
  const named =
    wording === 'Invalid order by field name'
      ? `${wording}: ${shown(name)}`
      : `${wording} '${shown(name)}' specified`;
  throw fault(`${named}. Valid keys are ${quotedList(valid)}`, token, attributeHint(name, valid, vocabulary));
}

function attributeHint(name: string, valid: readonly string[], vocabulary: Vocabulary): string {
  const guess = didYouMean(name, valid);
  if (guess !== '') return guess;
  const prefixes = ['metrics', 'params', 'tags'].filter((prefix) => vocabulary.entities.has(prefix));
  const key = /^[\w.]+$/.test(name) ? name : `\`${shown(name)}\``;
  return prefixes.length === 0
    ? ''
    : `For what was logged, write ${prefixes.map((prefix) => `${prefix}.${key}`).join(', ')}.`;
}

function didYouMean(word: string, candidates: Iterable<string>): string {
  const meant = nearestWord(word, candidates);
  return meant === undefined ? '' : `Did you mean ${meant}?`;
}

function unknownEntity(
  token: NameToken | QuotedToken,
  entity: string,
  vocabulary: Vocabulary,
  fault: Fault,
  hint: string,
): Error {
  return fault(
    `Invalid entity type '${shown(entity)}'. Valid values are [${quotedList(vocabulary.entityNames)}]`,
    token,
    hint,
  );
}
