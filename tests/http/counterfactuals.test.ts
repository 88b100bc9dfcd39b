import { expect, test } from 'vitest';
import type { PresentedCounterfactual } from '../../api/present/counterfactual.ts';
import type { PresentedShortlist } from '../../api/present/shortlist.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { app, appOf, post, problemOf } from '../support/http.ts';
import { TOWN } from '../support/town.ts';

const answerOf = async (response: Response) => (await response.json()) as PresentedCounterfactual;
const listOf = async (response: Response) => (await response.json()) as PresentedShortlist;
const ask = (body: unknown, to = app) =>
  to.request('/v1/demand-counterfactuals', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('the smallest changes, what they reach, and what nothing would change', async () => {
  const response = await ask({ number: aNumber(9), vacancy: 'V-1' });
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toContain('no-store');
  const answer = await answerOf(response);
  expect(answer).toMatchObject({
    number: aNumber(9),
    session: null,
    vacancies: 1,
    listed: [],
    ways: [
      { changes: [{ kind: 'renew', burden: 'renewal' }], reaches: [{ vacancy: 'V-1' }], smallest: true },
    ],
    never: [],
  });
  expect(answer.ways[0]?.text).toMatch(/^Renouveler la demande.* : alors rang \d pour V-1\.$/);
  expect(answer.reminder).toContain('la commission décide');
});

test('without a vacancy, all those of the day', async () => {
  const answer = await answerOf(await ask({ number: aNumber(9) }));
  expect(answer.vacancies).toBe(TOWN.vacancies.length);
  expect(answer.never.map(({ by }) => by)).toContain('occupancy');
});

test('what is not known, or not asked so, is refused', async () => {
  await problemOf(await ask({ number: aNumber(999_999) }), 404);
  await problemOf(await ask({ number: aNumber(9), vacancy: 'V-99' }), 404);
  await problemOf(await ask({ number: aNumber(9), children: 2 }), 400);
  await problemOf(await ask({ number: aNumber(9), method: 'nulle' }), 400);
});

test('fragility of a list: only where it is asked', async () => {
  const silent = await listOf(await post({ vacancy: 'V-1' }));
  expect(silent.fragility).toBeNull();
  const { fragility: told, candidates } = await listOf(await post({ vacancy: 'V-1', fragility: true }));
  const fragility = told!;
  expect(fragility.edges).toHaveLength(candidates.length);
  expect(fragility.summary[0]).toMatch(
    /^Fragilité, entre la liste et la première demande qui n’y est pas : /,
  );
  expect(fragility.papers.every(({ text }) => /^à (établir|vérifier) : /.test(text))).toBe(true);
  expect(fragility.note).toContain('ne conseille pas de le changer');
});

test('a list that nobody else could enter says so', async () => {
  const alone = appOf({ ...TOWN, demands: [aDemand(1)] });
  const response = await alone.request('/v1/shortlists', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ vacancy: 'V-1', fragility: true }),
  });
  expect((await listOf(response)).fragility).toMatchObject({
    summary: ['Fragilité : aucune autre demande éligible ne pourrait entrer dans la liste.'],
    edges: [],
    weights: [],
  });
});
