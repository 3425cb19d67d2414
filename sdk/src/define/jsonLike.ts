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

/**
 * The names of fields that `Known` does not have. A field that is only ever undefined is none: the compiler adds such fields when a function
 * returns objects of different kinds.
 */
export type UnknownFields<Known, Value> = Value extends object
  ? {
      [Key in keyof Value]-?: Key extends keyof Known
        ? never
        : [Value[Key]] extends [undefined]
          ? never
          : Key;
    }[keyof Value]
  : never;
