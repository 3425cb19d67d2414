// The manifest of an arm and the version it names: everything that makes it what it is, hashed. Not how it is called.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import type { ComponentKind, ComponentManifest, ComponentVersion } from '../../model/component.ts';
import { AssayError } from '../../model/errors.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { ArmFile } from '../policy/gateFile.ts';

export interface ArmDescription {
  readonly component: string;
  readonly kind: ComponentKind;
  readonly arm: ArmFile;
  /** Folder that the paths of files are meant from. */
  readonly folder: string;
  /** As the opened target describes itself, with the hashes of what it loaded. */
  readonly target: JsonObject;
  readonly commit: string | null;
  readonly now: number;
}

/** @throws AssayError `component/file-missing` when a file of the manifest cannot be read */
export function componentVersion(description: ArmDescription): ComponentVersion {
  const { component, kind, arm, folder, target, commit, now } = description;
  const manifest: ComponentManifest = {
    kind,
    component,
    prompt: arm.manifest.prompt,
    model: arm.manifest.model,
    parameters: arm.manifest.parameters,
    tools: arm.manifest.tools,
    retrieval: arm.manifest.retrieval,
    files: Object.fromEntries(arm.manifest.files.map((path) => [path, fileHash(folder, path)])),
    target,
    commit,
  };
  return { component, hash: hashOf(manifest), label: arm.label, manifest, createdAt: now };
}

/** The commit says where the version came from; the same content from another commit is the same version. */
export function hashOf({ commit: _, ...content }: ComponentManifest): string {
  return canonicalHash(content satisfies { readonly [key: string]: Json });
}

function fileHash(folder: string, path: string): string {
  try {
    return createHash('sha256')
      .update(readFileSync(resolve(folder, path)))
      .digest('hex');
  } catch (cause) {
    throw new AssayError(
      'component/file-missing',
      `The manifest names the file '${path}', which cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    );
  }
}
