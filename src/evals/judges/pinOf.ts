// What a judge is made of and the hashes that name it. What only changes how it is called (keys, limits, prices, addresses) is not part.
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import type { JudgePin } from '../../model/calibration.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { parserVersion } from './answer/readVerdict.ts';
import { isAlias, type JudgeOptions, judgeOptions } from './judgeOptions.ts';
import type { JudgeScale } from './judgeScale.ts';
import { promptOf, type PromptParts, promptVersion, systemMessage } from './prompt/judgeMessages.ts';

const defaultParameters: JsonObject = { temperature: 0, seed: 1, max_tokens: 1024 };

/** The parameters of every call: the defaults under what was given, without those that were set to null. */
export function sentParameters({ parameters }: Pick<JudgeOptions, 'parameters'>): JsonObject {
  const all = Object.entries({ ...defaultParameters, ...parameters });
  return Object.fromEntries(all.filter(([, value]) => value !== null));
}

export function scaleOf({ scale, levels }: Pick<JudgeOptions, 'scale' | 'levels'>): JudgeScale {
  if (scale !== 'graded') return { kind: scale };
  if (typeof levels === 'object' && levels !== null) {
    return { kind: 'graded', count: levels.length, texts: levels };
  }
  return { kind: 'graded', count: levels ?? 5, texts: null };
}

/** @param options with the texts of files and presets in them */
export function promptPartsOf(options: JudgeOptions): PromptParts {
  return {
    scale: scaleOf(options),
    rubric: textIn(options.rubric),
    system: options.system === null ? null : textIn(options.system),
    prompt: options.prompt === null ? null : textIn(options.prompt),
    includeInput: options.includeInput,
    includeExpected: options.includeExpected,
    includeContexts: options.includeContexts ?? false,
    examples: options.examples,
  };
}

/** @param options with the texts of files and presets in them */
export function pinOf(options: JudgeOptions): JudgePin {
  const parts = promptPartsOf(options);
  const { scale, rubric } = parts;
  const prompt: Json = {
    version: promptVersion,
    system: systemMessage({ ...parts, rubric: '' }),
    prompt: promptOf(parts),
    examples: options.examples,
    read: { input: options.input, output: options.output, expected: options.expected },
    responseFormat: options.responseFormat,
    mostCharacters: options.mostCharacters,
  };
  const named = {
    rubric: canonicalHash(rubric),
    prompt: canonicalHash(prompt),
    model: options.model,
    parameters: canonicalHash(sentParameters(options)),
    parser: String(parserVersion),
    scale: scale.kind === 'graded' ? canonicalHash({ ...scale }) : scale.kind,
  };
  return {
    judgeHash: canonicalHash({ judge: 1, ...named }),
    questionHash: canonicalHash({
      rubric: named.rubric,
      scale: named.scale,
      read: { input: options.input, output: options.output, expected: options.expected },
    }),
    parts: named,
    isPinned: !isAlias(options.model),
  };
}

/** The pin of an opened judge, from its stored identity; null for what is no judge of this kind. */
export function pinOfIdentity(identity: {
  readonly name: string;
  readonly options: JsonObject;
}): JudgePin | null {
  if (identity.name !== 'judge') return null;
  const parsed = judgeOptions.safeParse(identity.options);
  return parsed.success ? pinOf(parsed.data) : null;
}

/** Opened judges have texts where gate files may name files. */
function textIn(text: Json): string {
  return typeof text === 'string' ? text : '';
}
