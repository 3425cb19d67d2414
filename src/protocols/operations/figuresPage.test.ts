// The Prometheus page says what is so at this scrape.
import { expect, test } from 'vitest';
import { decidedRun } from '../../gate/accept/decidedRun.ts';
import { testAssay } from '../../server/testAssay.ts';

test('the page counts runs, jobs, verdicts and alerts as they are now', async () => {
  const assay = await testAssay();
  try {
    const page = async (): Promise<string> => (await assay.http.inject('/metrics')).body;
    expect(await page()).toContain('assay_alerts{kind="dataset-hash-mismatch",state="open"} 0');
    const { run, results } = decidedRun();
    await assay.store.gateRuns.keepEnded(run, results);
    await assay.store.gateRuns.raiseAlert({
      alertId: 'a',
      kind: 'dataset-hash-mismatch',
      subject: 'dataset:faq',
      message: 'altered',
      recipient: null,
      raisedAt: 1,
      acknowledgedAt: null,
    });
    const request = { payload: JSON.stringify({ kind: 'verify-dataset', payload: {} }) };
    await assay.http.inject({ method: 'POST', url: '/api/v1/jobs', ...request });
    await assay.http.inject({ method: 'POST', url: '/api/v1/runs', payload: '{}' });
    assay.advance(5_000);
    const text = await page();
    expect(text).toContain('assay_runs 1');
    expect(text).toContain('assay_jobs{state="queued"} 1');
    expect(text).toMatch(/assay_jobs_oldest_wait_seconds 5\.\d+/);
    expect(text).toContain(`assay_gate_runs{status="DECIDED",verdict="${run.verdict ?? ''}"} 1`);
    expect(text).toContain('assay_alerts{kind="dataset-hash-mismatch",state="open"} 1');
    await assay.store.gateRuns.acknowledgeAlert('a', 9);
    expect(await page()).toContain('assay_alerts{kind="dataset-hash-mismatch",state="acknowledged"} 1');
  } finally {
    await assay.close();
  }
});
