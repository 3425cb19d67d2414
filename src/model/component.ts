// What is evaluated: a component and the manifest of one version of it. Not the registry's moves and promotions.
import type { Json, JsonObject } from './json.ts';

export type ComponentKind = 'prompt' | 'model' | 'rag-configuration' | 'tool-policy' | 'agent';

/** Everything that makes a version what it is; hashed as canonical JSON. Unknown parts are left out, not guessed. */
export interface ComponentManifest {
  readonly kind: ComponentKind;
  readonly component: string;
  readonly prompt: Json | null;
  /** Provider, name and snapshot. */
  readonly model: JsonObject | null;
  /** Decoding settings and seeds. */
  readonly parameters: JsonObject;
  readonly tools: readonly Json[];
  readonly retrieval: JsonObject | null;
  /** Hashes of files that are part of the version, by path. */
  readonly files: { readonly [path: string]: string };
  /** How the target is reached, without secrets. */
  readonly target: JsonObject;
  /** Commit of the code; null when it is not under version control. */
  readonly commit: string | null;
}

export interface ComponentVersion {
  readonly component: string;
  /** SHA-256, in hexadecimal, of the canonical JSON of the manifest without `commit`. */
  readonly hash: string;
  /** Semantic name such as `1.2.0`; null when only the hash names it. */
  readonly label: string | null;
  readonly manifest: ComponentManifest;
  readonly createdAt: number;
}
