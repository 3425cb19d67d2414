/** What a measure is given and what it gives back; it knows no measure by name. */
import type { LoadGenerator } from './load/loadGenerator.ts';
import type { Subject } from './servers/server.ts';

/** What every measure may use. */
export interface Bench {
  readonly isQuick: boolean;
  /** A folder of its own on the disk of the repository; removed at the end. */
  readonly scratch: string;
  readonly load: LoadGenerator;
  /** A second generator, for readers while the first one writes. */
  readonly readers: LoadGenerator;
  /** Undefined when the subject cannot be measured here; the bench has said why. */
  readonly assay: Subject | undefined;
  readonly mlflow: Subject | undefined;
  /** False when promptfoo is to be left out. */
  readonly wantsPromptfoo: boolean;
  /** The Python of MLflow's environment, which fills its database in bulk. */
  readonly python: string | undefined;
  /** Tells the person who waits what is going on. */
  say(line: string): void;
}

/** One table of the output. */
export interface Section {
  readonly title: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How it was measured and what it leaves out; one sentence each. */
  readonly notes: readonly string[];
  /** Columns of words stand to the left. */
  readonly isText?: boolean;
}

/** A target and whether this run met it; `isMet` is undefined when it was not measured. */
export interface Verdict {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly isMet: boolean | undefined;
}

/** What a measure found: tables for people, raw figures for machines. */
export interface Finding {
  readonly sections: readonly Section[];
  readonly verdicts: readonly Verdict[];
  readonly raw: unknown;
}

/** One measurement. */
export interface Measure {
  readonly name: string;
  readonly run: (bench: Bench) => Promise<Finding>;
}
