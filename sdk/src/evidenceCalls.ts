// Typed calls for what makes runs evidence. Part of the client.
import type { Call } from './transport.ts';
import type {
  WireComparison,
  WireEvidence,
  WireEvidenceSummaries,
  WireNoise,
  WireNoiseRequest,
  WireRepeats,
} from './wireEvidence.ts';

export function evidenceCalls(ask: <T>(call: Call) => Promise<T>) {
  const of = (runId: string): string => `/runs/${encodeURIComponent(runId)}`;
  return {
    /** How complete the run is as evidence, what is missing and how to add it. */
    of: (runId: string) => ask<WireEvidence>({ method: 'GET', path: `${of(runId)}/evidence` }),
    summaries: (runIds: readonly string[]) =>
      ask<WireEvidenceSummaries>({ method: 'POST', path: '/evidence/summaries', body: { runIds } }),
    repeats: (runId: string) => ask<WireRepeats>({ method: 'GET', path: `${of(runId)}/repeats` }),
    /** How far a metric scatters over declared repeats. */
    noise: (request: WireNoiseRequest) =>
      ask<WireNoise>({ method: 'POST', path: '/metrics/noise', body: request }),
    /** The first run is what the others are compared with. */
    compare: (runIds: readonly string[]) =>
      ask<WireComparison>({ method: 'POST', path: '/runs/compare', body: { runIds } }),
  };
}
