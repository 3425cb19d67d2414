// One version of the component and how it is reached: the same keys as in assay.yaml, and functions in place of their names.
import type { WireJson, WireJsonObject } from '../wireJson.ts';
import type { TargetFunction } from './defineTarget.ts';

/** A chat endpoint of the OpenAI kind. Texts may have placeholders such as `{{input.question}}`. */
export interface OpenaiOptions {
  /** As the endpoint names it; pin a dated one. */
  readonly model: string;
  /** Where the API is; OpenAI itself when absent. */
  readonly baseUrl?: string | undefined;
  /** The variable with the key. */
  readonly apiKeyVariable?: string | null | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Header → the variable with its value. */
  readonly headersFrom?: Readonly<Record<string, string>> | undefined;
  readonly system?: string | { readonly file: string } | null | undefined;
  readonly prompt?: string | { readonly file: string } | null | undefined;
  /** In place of `system` and `prompt`. */
  readonly messages?: readonly WireJsonObject[] | string | null | undefined;
  /** Sent as they are: temperature, max_tokens, top_p. */
  readonly parameters?: WireJsonObject | undefined;
  readonly responseFormat?: WireJsonObject | null | undefined;
  readonly tools?: readonly WireJsonObject[] | undefined;
  readonly toolChoice?: WireJson | undefined;
  /** Sends the seed of the example and epoch, for endpoints that honour it. */
  readonly sendSeed?: boolean | undefined;
  readonly stream?: boolean | undefined;
  readonly prices?:
    | { readonly asOf: string; readonly inputPerMillion: number; readonly outputPerMillion: number }
    | null
    | undefined;
}

/** An HTTP endpoint of any kind. */
export interface HttpOptions {
  /** May have placeholders. */
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Header → the variable with its value. */
  readonly headersFrom?: Readonly<Record<string, string>> | undefined;
  /** JSON with placeholders. */
  readonly body?: WireJson | undefined;
  /** Where the answer is: the JSON pointer of the output, or one for each part of the answer. */
  readonly answer?:
    | string
    | ({ readonly output: string } & {
        readonly [
          part in 'contexts' | 'citations' | 'toolCalls' | 'usage' | 'costUsd' | 'model' | 'details'
        ]?: string | null | undefined;
      })
    | null
    | undefined;
  /** The reply is plain text, not JSON. */
  readonly isText?: boolean | undefined;
}

/** A program that speaks JSON lines. */
export interface CommandOptions {
  /** The program and its arguments; no shell reads them. */
  readonly command: readonly string[];
  /** Files and folders whose content could change the answers. */
  readonly files?: readonly string[] | null | undefined;
  /** How many processes run side by side; 1 when absent. */
  readonly processes?: number | undefined;
  /** Requests that one process has at once; 1 when absent. */
  readonly inFlight?: number | undefined;
  readonly startupMs?: number | undefined;
  /** The program writes `{"ready":true}` when it can be asked. */
  readonly waitsForReady?: boolean | undefined;
}

interface ModuleSettings {
  /** Files and folders that the function reads at run time; what it imports is followed anyway. */
  readonly files?: readonly string[] | undefined;
  readonly startupMs?: number | undefined;
}

/** A function: of another module by names, or one that this module exports. */
export type ModuleOptions =
  | (ModuleSettings & { readonly file: string; readonly export?: string | undefined })
  | (ModuleSettings & { readonly file?: undefined; readonly export: TargetFunction });

/** Answers that exist already, from exactly one place. */
export type RecordedOptions =
  | {
      /** JSON lines, relative to the module. */
      readonly file: string;
      readonly gateRun?: undefined;
      readonly artifact?: undefined;
    }
  | {
      /** Id of a stored gate run, or its beginning. */
      readonly gateRun: string;
      readonly arm?: 'candidate' | 'baseline' | undefined;
      readonly file?: undefined;
      readonly artifact?: undefined;
    }
  | {
      /** A file that a run keeps, such as the one that `run.logEvaluation` writes. */
      readonly artifact: { readonly runId: string; readonly path: string };
      readonly file?: undefined;
      readonly gateRun?: undefined;
    };

/** What the version is made of, beyond what its target says by itself; hashed. */
export interface ManifestDefinition {
  readonly prompt?: WireJson | undefined;
  readonly model?: WireJsonObject | undefined;
  /** Decoding settings. */
  readonly parameters?: WireJsonObject | undefined;
  readonly tools?: readonly WireJson[] | undefined;
  readonly retrieval?: WireJsonObject | undefined;
  /** Files, relative to the module, whose content is part of the version. */
  readonly files?: readonly string[] | undefined;
}

interface Targets {
  readonly openai: string | OpenaiOptions;
  readonly http: string | HttpOptions;
  readonly command: string | CommandOptions;
  /** `file#export`, or a function that this module exports. */
  readonly module: string | TargetFunction | ModuleOptions;
  readonly recorded: string | RecordedOptions;
}

/** Exactly one of the targets. */
type OneTarget = {
  readonly [Key in keyof Targets]: { readonly [Only in Key]: Targets[Only] } & {
    readonly [Other in Exclude<keyof Targets, Key>]?: undefined;
  };
}[keyof Targets];

export type ArmDefinition = OneTarget & {
  /** Semantic name of the version, such as `1.1.0`. */
  readonly version?: string | undefined;
  readonly manifest?: ManifestDefinition | undefined;
};
