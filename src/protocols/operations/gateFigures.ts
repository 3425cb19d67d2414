// Figures of the queue and the gate on the Prometheus page: what an alert outside is made of.
import { Gauge, type Registry } from 'prom-client';
import type { TrackingContext } from '../../tracking/context.ts';

/** There from the first scrape on, so that a rule about them is never without data. */
const alwaysTold = 'dataset-hash-mismatch';

/** @returns what reads the store and sets the figures */
export function gateFigures(registry: Registry, { store, now }: TrackingContext): () => Promise<void> {
  const registers = [registry];
  const jobs = new Gauge({ name: 'assay_jobs', help: 'Jobs by state.', labelNames: ['state'], registers });
  const wait = new Gauge({
    name: 'assay_jobs_oldest_wait_seconds',
    help: 'How long the oldest job that could be begun has waited; 0 when none waits.',
    registers,
  });
  const runs = new Gauge({
    name: 'assay_gate_runs',
    help: 'Gate runs by how they stand; the verdict is empty where there is none.',
    labelNames: ['status', 'verdict'],
    registers,
  });
  const alerts = new Gauge({
    name: 'assay_alerts',
    help: 'Alerts by kind, open or acknowledged; altered datasets are dataset-hash-mismatch.',
    labelNames: ['kind', 'state'],
    registers,
  });
  return async () => {
    const queue = await store.jobs.figures(now());
    for (const [state, count] of Object.entries(queue.counts)) jobs.set({ state }, count);
    wait.set((queue.oldestWaitMs ?? 0) / 1000);
    const gate = await store.gateRuns.figures();
    // A run that was RUNNING is DECIDED later: combinations come and go.
    runs.reset();
    for (const { status, verdict, count } of gate.runs) runs.set({ status, verdict: verdict ?? '' }, count);
    alerts.set({ kind: alwaysTold, state: 'open' }, 0);
    for (const { kind, count, open } of gate.alerts) {
      alerts.set({ kind, state: 'open' }, open);
      alerts.set({ kind, state: 'acknowledged' }, count - open);
    }
  };
}
