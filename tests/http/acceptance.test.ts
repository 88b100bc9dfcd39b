import { describe, expect, test } from 'vitest';
import { AcceptanceSchema } from '../../api/http/acceptanceRoutes.ts';
import { describedOutcomes } from '../acceptance/answers.ts';
import { appOf } from '../support/http.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';

const read = async (outcomes: (typeof MEETING_TOWN)['outcomes']) => {
  const response = await appOf({ ...MEETING_TOWN, outcomes }).request('/v1/acceptance');
  expect(response.status).toBe(200);
  return AcceptanceSchema.parse(await response.json());
};

describe('GET /v1/acceptance', () => {
  test('rates, and the model with its calibration', async () => {
    const { model, rates } = await read(describedOutcomes(6000, { seed: 4 }));
    expect(rates.source).toBe('learned');
    expect(model.kind).toBe('learned');
    expect(model.calibration).toHaveLength(10);
    expect(model.losses.map(({ loss }) => loss)).toEqual(['brier', 'logLoss']);
  });
  test('too few answers: it says so, and gives the rates', async () => {
    const { model, rates } = await read([]);
    expect(model).toMatchObject({ kind: 'too-few-offers', calibration: [], effects: [] });
    expect(model.text).toMatch(/Trop peu de réponses/);
    expect(rates.rows.length).toBeGreaterThan(3);
  });
});
