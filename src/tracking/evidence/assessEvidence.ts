// Judges the facts of a run against the must-capture fields. Pure: the same facts give the same evidence.
import type { Evidence, EvidenceField } from './evidence.ts';
import { type EvidenceFieldRule, evidenceFieldRules, partMissing } from './evidenceFields.ts';
import { fromParam, fromTag, fromTagPrefix, isSeedParam } from './findings.ts';
import type { RunFacts } from './runFacts.ts';

export function assessEvidence(facts: RunFacts): Evidence {
  const fields = evidenceFieldRules.map((rule) => assessField(rule, facts));
  const presentFields = fields.filter((field) => field.status === 'present').length;
  return {
    runId: facts.run.info.runId,
    isComplete: presentFields === fields.length,
    presentFields,
    requiredFields: fields.length,
    fields,
    seed:
      fromTag(facts, 'seed', 'assay.seed') ??
      fromTagPrefix(facts, 'seeds', 'assay.seed.') ??
      fromParam(facts, 'seed', isSeedParam) ??
      null,
  };
}

function assessField(rule: EvidenceFieldRule, facts: RunFacts): EvidenceField {
  const parts = rule.parts.map((part) => ({ part, finding: part.find(facts) }));
  const found = parts.flatMap(({ finding }) => finding ?? []);
  const missing = parts.filter(({ finding }) => finding === undefined).map(({ part }) => partMissing(part));
  const status = missing.length === 0 ? 'present' : found.length === 0 ? 'missing' : 'partial';
  return { id: rule.id, label: rule.label, status, found, missing };
}
