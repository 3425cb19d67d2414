// One thing to tell the server about a run. Each can be told twice and changes nothing the second time. Not how it is delivered.
import type { WireBatch, WireInputs, WireNewRun, WireOutputs, WireRunChange } from '../wire.ts';

export type Entry =
  | { readonly kind: 'create'; readonly run: WireNewRun }
  | { readonly kind: 'batch'; readonly batch: WireBatch }
  | { readonly kind: 'change'; readonly change: WireRunChange }
  | { readonly kind: 'inputs'; readonly inputs: WireInputs }
  | { readonly kind: 'outputs'; readonly outputs: WireOutputs }
  | { readonly kind: 'artifact'; readonly path: string; readonly content: ArtifactContent };

/** Where the bytes of an artifact are until they are delivered. */
export type ArtifactContent = { readonly file: string } | { readonly data: Uint8Array<ArrayBuffer> };
