// JSON values as types of the wire. The only copy; the rules of the JSON are told in wire.ts.

export type WireJson =
  null | boolean | number | string | readonly WireJson[] | { readonly [key: string]: WireJson };

export interface WireJsonObject {
  readonly [key: string]: WireJson;
}
