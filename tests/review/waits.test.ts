import { expect, test } from 'vitest';
import { waitSummary } from '../../engine/review/waits.ts';
import { dayOf } from './support.ts';

const wait = (filed: string | null, signed: string) => ({
  filed: filed === null ? null : dayOf(filed),
  signed: dayOf(signed),
});

test('no lease: no wait, which is not a wait of zero', () => {
  expect(waitSummary([], 36)).toEqual({
    known: 0,
    unknown: 0,
    medianDays: null,
    meanDays: null,
    abnormal: 0,
  });
});

test('a lease whose filing is not told is counted apart', () => {
  const summary = waitSummary([wait('2026-01-01', '2026-01-11'), wait(null, '2026-02-01')], null);
  expect(summary).toMatchObject({ known: 1, unknown: 1, medianDays: 10, meanDays: 10 });
});

test('the median of an even number is between the two in the middle', () => {
  const waits = [10, 20, 40, 90].map((days) => ({ filed: 0, signed: days }));
  expect(waitSummary(waits, null)).toMatchObject({ medianDays: 30, meanDays: 40 });
  expect(waitSummary(waits.slice(1), null).medianDays).toBe(40);
});

test('abnormal from the very month on; not told where the territory says no delay', () => {
  const waits = [wait('2023-05-10', '2026-05-09'), wait('2023-05-10', '2026-05-10')];
  expect(waitSummary(waits, 36).abnormal).toBe(1);
  expect(waitSummary(waits, 35).abnormal).toBe(2);
  expect(waitSummary(waits, null).abnormal).toBeNull();
});
