// `assay gate verify`: computes the verdict of a stored gate run again, from its stored results, and compares every byte.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../datasets/canonicalHash.ts';
import { checkRecord, invalidRecord } from '../../gate/accept/checkRecord.ts';
import { judgeResults } from '../../gate/run/judgeResults.ts';
import { decodeResults } from '../../gate/run/resultLines.ts';
import { statsVersion } from '../../gate/judgement/statsVersion.ts';
import { AssayError } from '../../model/errors.ts';
import type { GateRun } from '../../model/gateRun.ts';
import type { Json } from '../../model/json.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';

interface Verification {
  readonly gateRunId: string;
  readonly holds: boolean;
  readonly verdict: string | null;
  /** What was looked at, and whether it is as the record says. */
  readonly findings: readonly { readonly what: string; readonly holds: boolean; readonly told: string }[];
}

/** @returns 0 when everything is as recorded, 5 when something is not */
export async function verifyGateRun(context: CommandContext, gateRunId: string): Promise<number> {
  return withData(context, async ({ client }) => {
    const run: GateRun = await client.gateRuns.get(gateRunId);
    if (run.status !== 'DECIDED') {
      throw new Refusal(
        `The gate run ${run.gateRunId} has no verdict to verify: it is ${run.status}.`,
        'Only decided gate runs can be verified.',
      );
    }
    const verification = verified(run, await client.gateRuns.results(run.gateRunId));
    if (context.flags.json === true) sayJson(context, verification);
    else say(context, verificationLines(verification, context));
    return verification.holds ? exitCodes.pass : exitCodes.verificationFailed;
  });
}

function verified(run: GateRun, bytes: Uint8Array): Verification {
  const hash = createHash('sha256').update(bytes).digest('hex');
  const isTheirs = hash === run.resultsHash;
  const findings = [
    {
      what: 'results',
      holds: isTheirs,
      told: isTheirs
        ? `are those of the record, SHA-256 ${hash}`
        : `have the hash ${hash}, and the record names ${run.resultsHash ?? 'none'}`,
    },
    recordFinding(run, bytes),
    ...judgementFindings(run, bytes),
  ];
  return {
    gateRunId: run.gateRunId,
    holds: findings.every(({ holds }) => holds),
    verdict: run.verdict,
    findings,
  };
}

/** What the record says in two places agrees: manifests and policy with their hashes, waivers with what they excuse. */
function recordFinding(run: GateRun, bytes: Uint8Array): Verification['findings'][number] {
  try {
    if (run.verdict !== run.judgement?.verdict)
      throw invalidRecord('its verdict is not that of its judgement');
    checkRecord(run, bytes);
    return {
      what: 'record',
      holds: true,
      told: 'agrees with the hashes of its policy and of what was compared',
    };
  } catch (cause) {
    if (!(cause instanceof AssayError)) throw cause;
    const { what } = cause.details;
    return {
      what: 'record',
      holds: false,
      told: `contradicts itself: ${typeof what === 'string' ? what : cause.message}`,
    };
  }
}

function judgementFindings(run: GateRun, bytes: Uint8Array): Verification['findings'] {
  if (run.judgement?.statsVersion !== statsVersion) {
    return [
      {
        what: 'methods',
        holds: false,
        told: `were ${run.judgement?.statsVersion ?? 'not recorded'}; this Assay computes by ${statsVersion}`,
      },
    ];
  }
  try {
    const computed = judgeResults(run, decodeResults(bytes));
    const isSame = canonicalJson(asJson(computed)) === canonicalJson(asJson(run.judgement));
    const scores = computed.inputsHash === run.judgement.inputsHash;
    return [
      {
        what: 'scores',
        holds: scores,
        told: scores
          ? `and policy are those that were judged, ${computed.inputsHash.slice(0, 16)}…`
          : 'or policy differ from those that were judged',
      },
      {
        what: 'verdict',
        holds: isSame,
        told: isSame
          ? `${computed.verdict} again, all ${computed.checks.length} checks the same to the last byte`
          : `computed again it is ${computed.verdict}, and its checks are not those of the record`,
      },
    ];
  } catch (cause) {
    if (!(cause instanceof AssayError)) throw cause;
    return [{ what: 'scores', holds: false, told: `cannot be judged: ${cause.message}` }];
  }
}

function verificationLines(verification: Verification, { style }: CommandContext): string[] {
  const { holds, gateRunId, findings } = verification;
  return [
    holds
      ? `${style.good('verified')}  gate run ${gateRunId}: what is stored gives what was decided.`
      : `${style.bad('not as recorded')}  gate run ${gateRunId}: do not rely on it.`,
    ...findings.map(
      (finding) => `  ${finding.holds ? style.good('✓') : style.bad('✗')} ${finding.what} ${finding.told}`,
    ),
  ];
}

/** Judgements are made of JSON values by their types; the type system only lacks a word for "an interface is an object". */
function asJson(value: object): Json {
  return value as unknown as Json;
}
