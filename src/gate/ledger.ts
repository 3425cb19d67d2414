// How often a dataset version was decided on before, and what that means for the next decision. Not the counting.
import type { LedgerNote } from '../model/gateRun.ts';
import type { LedgerCount } from '../store/gateRunStore.ts';

/** From here on people, and models, have learnt from the answers of this dataset. @source statistics: Dwork et al. 2015 */
const manyDecisions = 20;

export function ledgerNote(count: LedgerCount): LedgerNote {
  return {
    decisions: count.decisions,
    distinctCandidates: count.distinctCandidates,
    looksAtThisCandidate: count.looksAtCandidate,
    isAdaptivelyReused: count.decisions >= manyDecisions,
  };
}
