// Whether the judgement a gate run came with is the one its own results and policy give. Computed again, never believed.
import { canonicalJson } from '../../datasets/canonicalHash.ts';
import { AssayError } from '../../model/errors.ts';
import type { ExampleResult, GateRun } from '../../model/gateRun.ts';
import type { Json } from '../../model/json.ts';
import type { Judgement } from '../../model/judgement.ts';
import { judgeResults } from '../run/judgeResults.ts';
import { invalidRecord } from './checkRecord.ts';

/** @throws AssayError `gate-run/verdict-differs`; `gate-run/invalid-record` for results that cannot be judged at all */
export function checkVerdict(run: GateRun, results: readonly ExampleResult[]): void {
  const computed = judged(run, results);
  const { judgement, verdict } = run;
  if (judgement === null) throw differs('it has no judgement');
  if (judgement.statsVersion !== computed.statsVersion) {
    throw differs(
      `it was decided by the methods ${judgement.statsVersion}, and this server decides by ${computed.statsVersion}`,
    );
  }
  if (verdict !== computed.verdict) {
    throw differs(`it says ${verdict ?? 'nothing'}, and its results give ${computed.verdict}`);
  }
  if (judgement.inputsHash !== computed.inputsHash) {
    throw differs('it was decided on other scores or by another policy than it came with');
  }
  if (textOf(judgement) !== textOf(computed)) {
    throw differs('its verdict is right, but its checks are not those that its results give');
  }
}

function judged(run: GateRun, results: readonly ExampleResult[]): Judgement {
  try {
    return judgeResults(run, results);
  } catch (cause) {
    if (cause instanceof AssayError || cause instanceof RangeError) {
      throw invalidRecord(`its results cannot be judged: ${cause.message.replace(/\.$/, '')}`);
    }
    throw cause;
  }
}

function differs(what: string): AssayError {
  return new AssayError('gate-run/verdict-differs', `The verdict is not taken in: ${what}.`);
}

/** As JSON keeps it, because what came was kept so. */
const textOf = (judgement: Judgement): string => canonicalJson(JSON.parse(JSON.stringify(judgement)) as Json);
