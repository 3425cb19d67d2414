// The kind of target a reference names, with its options read. Opens nothing.
import { AssayError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { nearestWord } from '../model/nearestWord.ts';
import { optionProblem } from './optionProblem.ts';
import type { TargetKind } from './target.ts';
import { targets } from './targets.ts';

/** As a gate file names a target: its kind, and its options or the text that stands for them. */
export interface TargetReference {
  readonly use: string;
  readonly options: JsonObject | string;
}

export interface FoundTarget {
  readonly kind: TargetKind;
  /** Canonical: defaults filled in. */
  readonly options: JsonObject;
}

/**
 * @throws AssayError `target/unknown` with the nearest name, `target/invalid-options` with `details.path` (keys into `options`)
 */
export function findTarget(reference: TargetReference): FoundTarget {
  const kind = targets.find(({ name }) => name === reference.use);
  if (kind === undefined) throw unknownTarget(reference.use);
  const said = typeof reference.options === 'string' ? kind.fromText(reference.options) : reference.options;
  const parsed = kind.options.safeParse(said);
  if (parsed.success) return { kind, options: parsed.data };
  const { path, message } = optionProblem(kind.options, parsed.error);
  throw new AssayError('target/invalid-options', `${kind.name}: ${message}`, { path, target: kind.name });
}

function unknownTarget(name: string): AssayError {
  const names = targets.map((kind) => kind.name);
  const nearest = nearestWord(name, names);
  const suggestion = nearest === undefined ? `; there are ${names.join(', ')}` : `; did you mean ${nearest}?`;
  return new AssayError('target/unknown', `no target is called ${name.slice(0, 80)}${suggestion}`, {
    name,
    nearest: nearest ?? null,
  });
}
