// What the schema cannot see: names that mean nothing, demands that contradict each other or can never be met. Not the reading of YAML.
import { type CheckedMembers, longObjective, targetOf } from './completeGateFile.ts';
import { checkObjective, decides } from './checkObjective.ts';
import { about, aboutKey, type Explained, pathText, suggestion } from './explainIssues.ts';
import { type GateFileText, targetKeys } from './gateFileSchema.ts';
import type { JsonObject } from '../../model/json.ts';
import type { EvaluatorDeclaration } from '../../evals/evaluator.ts';
import type { KnownMembers } from './knownMembers.ts';
import { defaultStatistics } from './policyDefaults.ts';

export interface Meaning {
  readonly problems: readonly Explained[];
  readonly members: CheckedMembers;
}

type Path = readonly (string | number)[];
type Objective = ReturnType<typeof longObjective>;

/** Checks the parts of a file that could be parsed; the others are left out of `text`. */
export function checkMeaning(text: Partial<GateFileText>, known: KnownMembers): Meaning {
  const evaluators = new Map<string, ReturnType<typeof checkedEvaluator>>();
  const targets = new Map<'candidate' | 'baseline', ReturnType<typeof checkedTarget>>();
  const problems: Explained[] = [];
  for (const role of ['candidate', 'baseline'] as const) {
    const arm = text[role];
    if (arm !== undefined) targets.set(role, checkedTarget(arm, [role], known, problems));
  }
  for (const [name, said] of Object.entries(text.objectives ?? {})) {
    const path = ['objectives', name];
    const objective = longObjective(name, said);
    const checked = checkedEvaluator(objective, typeof said === 'string', path, known, problems);
    evaluators.set(name, checked);
    checkObjective(objective, checked.facts, path, text, problems);
  }
  checkObjectivesTogether(text, problems);
  checkSlices(text, problems);
  checkTiers(text, problems);
  checkStatistics(text, problems);
  return { problems, members: { evaluators, targets } };
}

function checkedTarget(
  arm: GateFileText['candidate'],
  path: Path,
  known: KnownMembers,
  problems: Explained[],
): CheckedMembers['targets'] extends ReadonlyMap<string, infer Options> ? Options : never {
  const named = targetKeys.filter((key) => arm[key] !== undefined);
  const target = targetOf(arm);
  if (target === undefined) {
    problems.push(
      about(
        path,
        `\`${pathText(path)}\` does not say how it is reached.`,
        `Add one of ${targetKeys.map((key) => `\`${key}:\``).join(', ')}.`,
      ),
    );
    return {};
  }
  if (named.length > 1) {
    const second = named[1] ?? '';
    problems.push(
      aboutKey(
        [...path, second],
        `\`${pathText(path)}\` is reached in two ways: \`${named.join('` and `')}\`.`,
        'Keep one of them.',
      ),
    );
  }
  const checked = known.target(target.use, target.said);
  if (checked.kind === 'known') return checked.options;
  for (const problem of checked.problems) {
    problems.push(about([...path, target.use, ...problem.path], problem.message, problem.fix));
  }
  return {};
}

function checkedEvaluator(
  objective: Objective,
  isShort: boolean,
  path: Path,
  known: KnownMembers,
  problems: Explained[],
): { readonly options: JsonObject; readonly facts: EvaluatorDeclaration | null } {
  const checked = known.evaluator(objective.use, objective.options ?? {});
  if (checked.kind === 'known') return checked;
  for (const problem of checked.problems) {
    const at =
      problem.path.length > 0
        ? [...path, 'options', ...problem.path]
        : isShort || objective.options === undefined
          ? path
          : [...path, 'use'];
    problems.push(about(at, problem.message, problem.fix));
  }
  return { options: objective.options ?? {}, facts: null };
}

function checkObjectivesTogether(text: Partial<GateFileText>, problems: Explained[]): void {
  const objectives = Object.entries(text.objectives ?? {});
  if (objectives.length === 0) return;
  if (!objectives.some(([name, said]) => decides(longObjective(name, said)))) {
    problems.push(
      about(
        ['objectives'],
        'No objective decides, so that no verdict could ever be PASS.',
        'Make one `criticality: required`.',
      ),
    );
  }
}

function checkSlices(text: Partial<GateFileText>, problems: Explained[]): void {
  const { slices, objectives } = text;
  if (slices === undefined || slices.length === 0) return;
  const seen = new Set<string>();
  for (const [index, slice] of slices.entries()) {
    const name = sliceName(slice);
    if (seen.has(name)) {
      problems.push(about(['slices', index], `The slice \`${name}\` is listed twice.`, 'Keep one of them.'));
    }
    seen.add(name);
  }
  if (objectives === undefined) return;
  const compared = Object.entries(objectives)
    .map(([name, said]) => longObjective(name, said))
    .filter(({ margin }) => text.baseline !== undefined && margin !== 'none');
  if (compared.length === 0) {
    problems.push(
      about(
        ['slices'],
        'No objective can use a slice: slices show where the candidate lost against the baseline, and nothing is compared with one.',
        text.baseline === undefined
          ? 'Add `baseline:`, or remove the slices.'
          : 'Give an objective a margin.',
      ),
    );
    return;
  }
  for (const [index, slice] of slices.entries()) {
    if (isCriticalSlice(slice) && !compared.some(decides)) {
      problems.push(
        about(
          ['slices', index, 'critical'],
          `The slice \`${sliceName(slice)}\` is critical, but no objective that decides is compared with the baseline.`,
          'Make an objective with a margin `criticality: required`.',
        ),
      );
    }
  }
}

type SliceText = NonNullable<GateFileText['slices']>[number];

const sliceName = (slice: SliceText): string =>
  typeof slice === 'string' ? slice : 'key' in slice ? slice.key : slice.name;

const isCriticalSlice = (slice: SliceText): boolean =>
  typeof slice !== 'string' && ('key' in slice ? (slice.critical ?? []).length > 0 : slice.critical === true);

function checkTiers(text: Partial<GateFileText>, problems: Explained[]): void {
  const names = Object.keys(text.objectives ?? {});
  for (const [tier, said] of Object.entries(text.tiers ?? {})) {
    if (said === undefined) continue;
    if (text.objectives !== undefined && Array.isArray(said.objectives)) {
      for (const [index, name] of said.objectives.entries()) {
        if (names.includes(name)) continue;
        problems.push(
          about(
            ['tiers', tier, 'objectives', index],
            `No objective is called \`${name}\`.`,
            suggestion(name, names) ?? `The objectives are \`${names.join('`, `')}\`.`,
          ),
        );
      }
    }
    const epochs = said.epochs ?? text.epochs ?? 1;
    if (said.statistics?.target === 'fixed-dataset' && epochs < 2) {
      problems.push(fixedNeedsEpochs(['tiers', tier, 'statistics', 'target']));
    }
  }
}

function checkStatistics(text: Partial<GateFileText>, problems: Explained[]): void {
  const { statistics } = text;
  if (statistics === undefined) return;
  const alpha = statistics.alpha ?? defaultStatistics.alpha;
  if (statistics.criticalAlpha !== undefined && statistics.criticalAlpha > alpha) {
    problems.push(
      about(
        ['statistics', 'criticalAlpha'],
        `Critical objectives would be held to less certainty (${statistics.criticalAlpha}) than others (${alpha}).`,
        `Write at most ${alpha}.`,
      ),
    );
  }
  const tiers = Object.values(text.tiers ?? {});
  const most = Math.max(text.epochs ?? 1, ...tiers.map((tier) => tier?.epochs ?? 1));
  if (statistics.target === 'fixed-dataset' && most < 2) {
    problems.push(fixedNeedsEpochs(['statistics', 'target']));
  }
}

const fixedNeedsEpochs = (path: Path): Explained =>
  about(
    path,
    'A claim about this dataset only needs at least two epochs: rerun noise is all its uncertainty.',
    'Write `epochs: 2` or more.',
  );
