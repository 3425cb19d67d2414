// What JSON can say, as a check on the types of values that people return. Not a check at run time: that is the product's.
import type { WireJson } from '../wireJson.ts';

type Primitive = string | number | boolean | null;

/**
 * The type itself where JSON can say it, interfaces too; `never` where it cannot (functions, dates, bigints), so that a value of it is an
 * error of compilation. Fields that may be undefined are left out of JSON, and so are allowed.
 */
export type JsonLike<Value> = Value extends Primitive
  ? Value
  : Value extends NotJson
    ? never
    : Value extends WireJson
      ? Value
      : Value extends object
        ? { readonly [Key in keyof Value]: JsonLike<Value[Key]> | Extract<Value[Key], undefined> }
        : unknown extends Value
          ? Value
          : never;

type NotJson = ((...given: never) => unknown) | Date | bigint | symbol | undefined | RegExp | Error;

/** The type with every field that `Known` does not have made impossible. */
export type OnlyFieldsOf<Known, Value> = Value & {
  readonly [Key in Exclude<keyof Value, keyof Known>]: never;
};
