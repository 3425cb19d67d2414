// What every engine promises about gate runs, component versions, waivers and alerts.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { GateRun } from '../../model/gateRun.ts';
import type { Store } from '../store.ts';
import { newArm, newGateRun, newManifest } from './newGateRun.ts';

const anyRun = { component: null, datasetName: null, datasetVersionId: null, verdict: null, status: null };

function decided(run: GateRun, results: Uint8Array): GateRun {
  return {
    ...run,
    status: 'DECIDED',
    verdict: 'PASS',
    resultsHash: createHash('sha256').update(results).digest('hex'),
    endedAt: run.startedAt + 10,
  };
}

export function gateRunConformance(store: () => Store): void {
  test('a gate run is begun, ended with its results, and then stays as it is', async () => {
    const { gateRuns } = store();
    const run = newGateRun({ gateRunId: 'aa01' });
    await gateRuns.begin(run);
    expect(await gateRuns.get('aa01')).toEqual(run);
    expect(await gateRuns.results('aa01')).toBeUndefined();
    const results = Buffer.from('{"exampleId":"1"}\n');
    const end = decided(run, results);
    await gateRuns.finish(end, results);
    expect(await gateRuns.get('aa01')).toEqual(end);
    expect(Buffer.from((await gateRuns.results('aa01')) ?? [])).toEqual(results);
    await expect(gateRuns.finish({ ...end, verdict: 'FAIL' }, results)).rejects.toMatchObject({
      code: 'gate-run/ended',
    });
    expect((await gateRuns.get('aa01'))?.verdict).toBe('PASS');
  });

  test('an id is given once, and only what was begun can be ended', async () => {
    const { gateRuns } = store();
    await gateRuns.begin(newGateRun({ gateRunId: 'aa02' }));
    await expect(gateRuns.begin(newGateRun({ gateRunId: 'aa02' }))).rejects.toMatchObject({
      code: 'gate-run/exists',
    });
    await expect(gateRuns.finish(newGateRun({ gateRunId: 'nobody' }), null)).rejects.toMatchObject({
      code: 'gate-run/not-found',
    });
  });

  test('results that are not those of the record are refused, and the run goes on', async () => {
    const { gateRuns } = store();
    const run = newGateRun({ gateRunId: 'aa03' });
    await gateRuns.begin(run);
    const end = decided(run, Buffer.from('these'));
    await expect(gateRuns.finish(end, Buffer.from('others'))).rejects.toMatchObject({
      code: 'gate-run/results-damaged',
    });
    expect((await gateRuns.get('aa03'))?.status).toBe('RUNNING');
  });

  test('a run that ended elsewhere is kept whole or not at all', async () => {
    const { gateRuns } = store();
    const results = Buffer.from('{"exampleId":"1"}\n');
    const run = decided(newGateRun({ gateRunId: 'aa04' }), results);
    await expect(gateRuns.keepEnded(run, Buffer.from('others'))).rejects.toMatchObject({
      code: 'gate-run/results-damaged',
    });
    expect(await gateRuns.get('aa04')).toBeUndefined();
    const before = await gateRuns.figures();
    await gateRuns.keepEnded(run, results);
    expect(await gateRuns.get('aa04')).toEqual(run);
    expect(Buffer.from((await gateRuns.results('aa04')) ?? [])).toEqual(results);
    await expect(gateRuns.keepEnded(run, results)).rejects.toMatchObject({ code: 'gate-run/exists' });
    await expect(gateRuns.finish(run, results)).rejects.toMatchObject({ code: 'gate-run/ended' });
    const passed = (figures: typeof before): number =>
      figures.runs.find(({ status, verdict }) => status === 'DECIDED' && verdict === 'PASS')?.count ?? 0;
    expect(passed(await gateRuns.figures())).toBe(passed(before) + 1);
  });

  test('lists are newest first, filtered, and cut into pages that neither repeat nor skip', async () => {
    const { gateRuns } = store();
    for (let i = 0; i < 5; i++) {
      await gateRuns.begin(
        newGateRun({ gateRunId: `list${i}`, component: 'listed', startedAt: 5_000 + (i >> 1) }),
      );
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await gateRuns.list({ ...anyRun, component: 'listed' }, { limit: 2, after });
      seen.push(...page.items.map((item) => item.gateRunId));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(['list4', 'list3', 'list2', 'list1', 'list0']);
    expect(
      (await gateRuns.list({ ...anyRun, component: 'listed', verdict: 'FAIL' }, { limit: 9, after: null }))
        .items,
    ).toEqual([]);
    await expect(gateRuns.list(anyRun, { limit: 2, after: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
      code: 'request/bad-page-token',
    });
    expect(await gateRuns.findByPrefix('list')).toHaveLength(5);
    expect(await gateRuns.findByPrefix('list3')).toEqual(['list3']);
  });

  test('the ledger counts decisions on a dataset version, not runs that never came to one', async () => {
    const { gateRuns } = store();
    const dataset = { ...newGateRun().dataset, versionId: '5'.repeat(64) };
    const results = Buffer.from('r');
    for (const [id, hash] of [
      ['led1', 'a'],
      ['led2', 'a'],
      ['led3', 'f'],
    ] as const) {
      const run = newGateRun({ gateRunId: id, dataset, candidate: newArm(null, hash.repeat(64)) });
      await gateRuns.begin(run);
      await gateRuns.finish(decided(run, results), results);
    }
    await gateRuns.begin(newGateRun({ gateRunId: 'led4', dataset }));
    expect(await gateRuns.ledger(dataset.versionId, 'a'.repeat(64))).toEqual({
      decisions: 3,
      distinctCandidates: 2,
      looksAtCandidate: 2,
    });
    expect(await gateRuns.ledger('6'.repeat(64), 'a'.repeat(64))).toEqual({
      decisions: 0,
      distinctCandidates: 0,
      looksAtCandidate: 0,
    });
  });

  test('a semantic name belongs to one content for good', async () => {
    const { gateRuns } = store();
    const version = {
      component: 'named',
      hash: '1'.repeat(64),
      label: '1.0.0',
      manifest: newManifest('a'),
      createdAt: 1,
    };
    await gateRuns.keepVersion(version);
    await gateRuns.keepVersion({ ...version, createdAt: 9 });
    expect(await gateRuns.findVersion('named', '1.0.0')).toEqual(version);
    expect(await gateRuns.findVersion('named', '1111')).toEqual(version);
    expect(await gateRuns.findVersion('named', '2222')).toBeUndefined();
    await expect(gateRuns.keepVersion({ ...version, hash: '2'.repeat(64) })).rejects.toMatchObject({
      code: 'component/label-taken',
    });
    await gateRuns.keepVersion({ ...version, hash: '2'.repeat(64), label: null, createdAt: 2 });
    await gateRuns.keepVersion({ ...version, hash: '2'.repeat(64), label: '1.1.0', createdAt: 3 });
    expect((await gateRuns.findVersion('named', '1.1.0'))?.hash).toBe('2'.repeat(64));
    const { items } = await gateRuns.versions('named', { limit: 10, after: null });
    expect(items.map((item) => item.label)).toEqual(['1.1.0', '1.0.0']);
    expect(await gateRuns.components()).toContainEqual({ component: 'named', versions: 2, lastUsedAt: 9 });
  });

  test('a waiver is kept, revoked once, and stays visible', async () => {
    const { gateRuns } = store();
    const waiver = {
      waiverId: 'w1',
      component: 'waived',
      objective: 'answer',
      slice: 'identifiers',
      owner: 'ana',
      reason: 'known, mended next week',
      createdAt: 1,
      expiresAt: 100,
      revokedAt: null,
    };
    await gateRuns.keepWaiver(waiver);
    expect(await gateRuns.waivers('waived')).toEqual([waiver]);
    await gateRuns.revokeWaiver('w1', 50);
    await gateRuns.revokeWaiver('w1', 60);
    expect(await gateRuns.waivers('waived')).toEqual([{ ...waiver, revokedAt: 50 }]);
    await expect(gateRuns.revokeWaiver('w9', 1)).rejects.toMatchObject({ code: 'waiver/not-found' });
  });

  test('alerts are listed newest first and acknowledged once', async () => {
    const { gateRuns } = store();
    const alert = {
      alertId: 'a1',
      kind: 'dataset-tampered',
      subject: 'dataset:faq',
      message: 'one byte differs',
      recipient: null,
      raisedAt: 1,
      acknowledgedAt: null,
    };
    await gateRuns.raiseAlert(alert);
    await gateRuns.raiseAlert({ ...alert, alertId: 'a2', raisedAt: 2 });
    await gateRuns.acknowledgeAlert('a1', 7);
    const { items } = await gateRuns.alerts({ limit: 10, after: null });
    expect(items.map((item) => [item.alertId, item.acknowledgedAt])).toEqual([
      ['a2', null],
      ['a1', 7],
    ]);
    await expect(gateRuns.acknowledgeAlert('a9', 1)).rejects.toMatchObject({ code: 'alert/not-found' });
  });
}
