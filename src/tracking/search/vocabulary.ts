// What one kind of search lets people ask: its entities, attributes and comparators, as data. Not the parser, and not the data for a kind.
import type { FieldEntity, FilterOp } from '../../model/filter.ts';

/** `id` is a string that only makes sense to compare for equality. */
export type ValueType = 'string' | 'number' | 'id';

export interface AttributeRule {
  readonly type: ValueType;
  /** Whether a filter may name it. */
  readonly searchable: boolean;
  /** Whether an order_by clause may name it. */
  readonly orderable: boolean;
  /** Whether the reference also takes the number in quotes (`version_number = '2'`). */
  readonly quotedNumbers?: boolean;
}

export interface Vocabulary {
  /** What is searched, as the error texts say it. */
  readonly name: string;
  /** Every accepted prefix and what it means; case matters, as in the reference. */
  readonly entities: ReadonlyMap<string, FieldEntity>;
  /** How the reference lists the valid prefixes in its message. */
  readonly entityNames: readonly string[];
  readonly attributes: ReadonlyMap<string, AttributeRule>;
  /** Other spellings of an attribute, to its canonical name. */
  readonly attributeAliases: ReadonlyMap<string, string>;
  /** The keys that `dataset.` has; empty where there is no such entity. */
  readonly datasetKeys: readonly string[];
  /** What may be sorted by. */
  readonly orderEntities: readonly FieldEntity[];
  /** Whether an unquoted word or number may stand for a string value. */
  readonly bareValues: boolean;
  /** The texts that clients of the reference match on; they differ between searches. */
  readonly wording: {
    readonly syntax: 'Invalid clause(s) in filter string' | 'Invalid filter string';
    readonly comparator: 'Invalid comparator' | 'Invalid comparison operator';
    readonly orderKey: 'Invalid attribute key' | 'Invalid order by key' | 'Invalid order by field name';
  };
}

const onNumbers: readonly FilterOp[] = [
  '=',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  'in',
  'not in',
  'is null',
  'is not null',
];
const onStrings: readonly FilterOp[] = ['=', '!=', 'like', 'ilike', 'in', 'not in', 'is null', 'is not null'];
const onIds: readonly FilterOp[] = ['=', '!=', 'in', 'not in', 'is null', 'is not null'];

/** The comparators a value of this type takes, in the order in which they are listed to the reader. */
export function comparatorsOf(type: ValueType): readonly FilterOp[] {
  switch (type) {
    case 'number':
      return onNumbers;
    case 'string':
      return onStrings;
    case 'id':
      return onIds;
  }
}

/** The type that a field's values have; attributes say their own, everything but a metric is text. */
export function valueTypeOf(vocabulary: Vocabulary, entity: FieldEntity, key: string): ValueType {
  if (entity === 'metric') return 'number';
  if (entity !== 'attribute') return 'string';
  return vocabulary.attributes.get(key)?.type ?? 'string';
}
