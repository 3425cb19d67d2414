// A definition as plain data: own functions and evaluators become the names under which the module exports them. Not what it means.
import type { Json } from '../../model/json.ts';
import type { EvaluatorDeclaration } from '../../evals/evaluator.ts';
import { declarationOfOwn } from './declarationOfOwn.ts';

export interface DefinitionProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly fix: string;
}

export interface PlainDefinition {
  readonly value: Json;
  readonly problems: readonly DefinitionProblem[];
  /** What own evaluators declare, by the `file#export` that names them. */
  readonly declarations: ReadonlyMap<string, EvaluatorDeclaration>;
}

export interface ModuleExports {
  /** The name of the file, relative to the folder that paths are meant from; null for a definition that stands in no module. */
  readonly file: string | null;
  readonly members: Readonly<Record<string, unknown>>;
}

const deepest = 40;
/** A definition with more values is not a policy but data. */
const mostValues = 20_000;

/** @param definition what the module exports as default */
export function plainDefinition(definition: unknown, exports: ModuleExports): PlainDefinition {
  const reader = new Reader(exports);
  const value = reader.valueOf(definition, []);
  return { value, problems: reader.problems, declarations: reader.declarations };
}

type Path = readonly (string | number)[];

class Reader {
  readonly problems: DefinitionProblem[] = [];
  readonly declarations = new Map<string, EvaluatorDeclaration>();
  readonly #exports: ModuleExports;
  #seen = 0;

  constructor(exports: ModuleExports) {
    this.#exports = exports;
  }

  valueOf(value: unknown, path: Path): Json {
    this.#seen += 1;
    if (path.length > deepest || this.#seen > mostValues) {
      if (this.#seen <= mostValues + 1) {
        this.#problem(
          path,
          'The definition is too deep or too large to be read.',
          'Keep data in the dataset.',
        );
      }
      this.#seen = Math.max(this.#seen, mostValues + 1);
      return null;
    }
    if (typeof value === 'function') return this.#functionAt(value, path);
    if (isObjectivePlace(path) && isEvaluator(value)) return this.#evaluatorAt(value, {}, path);
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        if (Number.isFinite(value)) return value;
        this.#problem(path, `\`${said(path)}\` is ${value}.`, 'Give a finite number.');
        return null;
      case 'object':
        if (value === null) return null;
        if (Array.isArray(value)) return value.map((each, index) => this.valueOf(each, [...path, index]));
        return this.#mapAt(value, path);
      default:
        this.#problem(
          path,
          `\`${said(path)}\` is ${kindOf(value)}, which a policy cannot have.`,
          'Give plain data.',
        );
        return null;
    }
  }

  #mapAt(value: object, path: Path): Json {
    if (value instanceof Promise) {
      this.#problem(
        path,
        `\`${said(path)}\` is a promise.`,
        'Await it: `await` may stand at the top of a module.',
      );
      return null;
    }
    if (!isPlain(value)) {
      this.#problem(
        path,
        `\`${said(path)}\` is ${kindOf(value)}, which a policy cannot have.`,
        'Give plain data.',
      );
      return null;
    }
    const use: unknown = value['use'];
    if (isObjectivePlace(path) && (isEvaluator(use) || typeof use === 'function')) {
      const { use: _use, options, ...rest } = value;
      const given = options === undefined ? {} : this.valueOf(options, [...path, 'options']);
      const long = this.#evaluatorAt(use, given, [...path, 'use']);
      return { ...this.#entriesOf(rest, path), ...long };
    }
    return this.#entriesOf(value, path);
  }

  #entriesOf(value: Readonly<Record<string, unknown>>, path: Path): { readonly [key: string]: Json } {
    return Object.fromEntries(
      Object.entries(value)
        // Left out and undefined are the same, as everywhere in TypeScript.
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => [key, this.valueOf(each, [...path, key])]),
    );
  }

  #functionAt(value: unknown, path: Path): Json {
    const [arm, target, option] = path;
    const isArm = arm === 'candidate' || arm === 'baseline';
    if (isArm && target === 'module' && path.length === 2) {
      return this.#nameOf(value, path);
    }
    // `module: { export: answer }`: the file is this one.
    if (isArm && target === 'module' && option === 'export' && path.length === 3) {
      return this.#exportOf(value, path);
    }
    if (isObjectivePlace(path)) return this.#evaluatorAt(value, {}, path);
    this.#problem(
      path,
      `\`${said(path)}\` is a function, and no function is wanted here.`,
      'Functions are targets (`module: answer`) and evaluators (`objectives: { polite: { use: polite } }`).',
    );
    return null;
  }

  #evaluatorAt(value: unknown, options: Json, path: Path): { readonly [key: string]: Json } {
    const name = this.#nameOf(value, path);
    const declared = declarationOfOwn(value);
    if (declared.kind === 'problem') {
      this.#problem(
        [...path, ...declared.path],
        declared.message,
        'docs/sdk-evals.md tells what an evaluator says of itself.',
      );
    } else this.declarations.set(name, declared.declaration);
    return { use: 'module', options: { module: name, options } };
  }

  #nameOf(value: unknown, path: Path): string {
    return `${this.#exports.file ?? ''}#${this.#exportOf(value, path)}`;
  }

  #exportOf(value: unknown, path: Path): string {
    const { file, members } = this.#exports;
    if (file === null) {
      this.#problem(
        path,
        `\`${said(path)}\` is own code, and nothing says which module exports it.`,
        'It is loaded where it runs: put the definition and its functions into a `*.eval.ts` file, and run that.',
      );
      return '';
    }
    const name = Object.keys(members).find((key) => members[key] === value);
    if (name !== undefined) return name;
    const own =
      typeof value === 'function' && value.name !== '' && !/^(score|module|export|use)$/.test(value.name);
    const called = own ? `\`${value.name}\`` : typeof value === 'function' ? 'a function' : 'an evaluator';
    const example = own ? value.name : typeof value === 'function' ? 'answer' : 'polite';
    this.#problem(
      path,
      `\`${said(path)}\` is ${called}, which ${file} does not export.`,
      `It is loaded by name where it runs: write \`export const ${example} = …\`, or \`export { ${example} } from '…'\` for one of another file.`,
    );
    return example;
  }

  #problem(path: Path, message: string, fix: string): void {
    this.problems.push({ path, message, fix });
  }
}

/** `/objectives/<name>`, the short form, where an evaluator itself may stand. */
const isObjectivePlace = (path: Path): boolean => path.length === 2 && path[0] === 'objectives';

function isEvaluator(value: unknown): value is { readonly score: unknown } {
  return typeof value === 'object' && value !== null && 'score' in value && typeof value.score === 'function';
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm, such as those of a test runner, have another Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function kindOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const { constructor } = value;
    return typeof constructor === 'function' && constructor.name !== ''
      ? `a ${constructor.name}`
      : 'no plain object';
  }
  return `a ${typeof value}`;
}

function said(path: Path): string {
  return path.length === 0 ? 'the default export' : path.join('.');
}
