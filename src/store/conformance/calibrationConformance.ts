// What every engine must answer about calibrations of judges.
import { expect, test } from 'vitest';
import type { Calibration, CalibrationLabel } from '../../model/calibration.ts';
import type { CalibrationFilter } from '../calibrationStore.ts';
import type { Store } from '../store.ts';
import { newCalibration } from './newCalibration.ts';

export function calibrationConformance(store: () => Store): void {
  const calibrations = () => store().calibrations;
  const everything: CalibrationFilter = { component: null, objective: null, judgeHash: null };
  const label = (exampleId: string, value: number): CalibrationLabel => ({
    exampleId,
    outputHash: `output of ${exampleId}`,
    opponentHash: null,
    arm: 'candidate',
    value,
    raters: 2,
  });
  const judged = (calibrationId: string, judgeHash: string, more: Partial<Calibration> = {}): Calibration => {
    const base = newCalibration(more);
    return { ...base, calibrationId, pin: { ...base.pin, judgeHash } };
  };

  test('a calibration is read as it was kept, with its labels', async () => {
    const kept = judged('aaaa1111', 'judge-1');
    await calibrations().keep(kept, [label('one', 0.25), label('two', 1)]);
    expect(await calibrations().get('aaaa1111')).toEqual(kept);
    expect(await calibrations().labels('aaaa1111')).toEqual([label('one', 0.25), label('two', 1)]);
    expect(await calibrations().get('bbbb')).toBeUndefined();
    expect(await calibrations().labels('bbbb')).toEqual([]);
  });

  test('what was kept first stays, whatever is kept later under its id', async () => {
    await calibrations().keep(judged('aaaa1111', 'judge-1', { objective: 'other' }), []);
    expect((await calibrations().get('aaaa1111'))?.objective).toBe('helpful');
    expect(await calibrations().labels('aaaa1111')).toHaveLength(2);
  });

  test('of one judge the calibration made last counts, and only of that very judge', async () => {
    await calibrations().keep(judged('late', 'judge-2', { calibratedAt: 3_000 }), []);
    await calibrations().keep(judged('early', 'judge-2', { calibratedAt: 2_000 }), []);
    expect((await calibrations().newest('judge-2'))?.calibrationId).toBe('late');
    expect(await calibrations().newest('judge-3')).toBeUndefined();
  });

  test('calibrations are listed newest first, page by page, and by what they are about', async () => {
    const first = await calibrations().list(everything, { limit: 2, after: null });
    expect(first.items.map(({ calibrationId }) => calibrationId)).toEqual(['late', 'early']);
    const second = await calibrations().list(everything, { limit: 2, after: first.next });
    expect(second).toMatchObject({ items: [{ calibrationId: 'aaaa1111' }], next: null });
    const of = async (filter: Partial<CalibrationFilter>) =>
      (await calibrations().list({ ...everything, ...filter }, { limit: 9, after: null })).items.length;
    expect(await of({ judgeHash: 'judge-2' })).toBe(2);
    expect(await of({ objective: 'helpful', component: 'faq' })).toBe(3);
    expect(await of({ component: 'none' })).toBe(0);
  });

  test('a beginning of an id finds it, if it is long enough to mean something', async () => {
    expect(await calibrations().findByPrefix('aaaa')).toEqual(['aaaa1111']);
    expect(await calibrations().findByPrefix('aaa')).toEqual([]);
    expect(await calibrations().findByPrefix('aa%a')).toEqual([]);
  });

  test('labels are found by the question they answer, whatever judge they measured', async () => {
    const base = newCalibration();
    const pin = (judgeHash: string) => ({ ...base.pin, judgeHash, questionHash: 'is it polite?' });
    await calibrations().keep({ ...base, calibrationId: 'polite-1', pin: pin('j4'), calibratedAt: 1 }, [
      label('x', 0),
    ]);
    await calibrations().keep({ ...base, calibrationId: 'polite-2', pin: pin('j5'), calibratedAt: 2 }, [
      label('y', 1),
    ]);
    expect(await calibrations().labelsFor('is it polite?')).toEqual([label('y', 1), label('x', 0)]);
    expect(await calibrations().labelsFor('is it short?')).toEqual([]);
  });
}
