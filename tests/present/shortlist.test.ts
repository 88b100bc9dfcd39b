import { describe, expect, test } from 'vitest';
import { presentPair } from '../../api/present/pair.ts';
import { presentShortlist } from '../../api/present/shortlist.ts';
import { pairText, shortlistText } from '../../api/present/text.ts';
import { shortlistFor } from '../../engine/shortlist/shortlist.ts';
import { aDemand, aDwelling, aNumber, aVacancy } from '../support/demands.ts';
import { WEIGHTING } from '../support/methods.ts';
import { pairOf, requestOf, type ShortlistCase } from '../support/shortlists.ts';
import { FRAGILE } from '../support/territory.ts';

const base = aDemand(0);
const silent = {
  incomes: { ...base.incomes, referenceTaxIncome: [], declaredMonthlyEur: null },
  currentHousing: { ...base.currentHousing, kind: null, rentEur: null },
  household: { ...base.household, disabledMember: null },
  dalo: null,
  npruRelocation: null,
};
const declared = { priorities: [{ situation: 'ACI_LABEL', evidence: 'declared', since: null }] };
const DEMANDS = [
  aDemand(1, { filedOn: '2026-10-01', dalo: 'ACTIF' }),
  aDemand(2, { filedOn: '2020-01-01', ...declared }),
  aDemand(3, { filedOn: '2021-01-01', ...silent }),
  aDemand(4, { filedOn: '2022-01-02' }),
  aDemand(5, { filedOn: '2022-01-01' }),
  aDemand(6, { filedOn: '2010-01-01', renewedOn: '2020-01-01' }),
];
const dwelling = aDwelling('L-1', { quartier: FRAGILE });

const presented = (changes: Partial<ShortlistCase> = {}) => {
  const request = requestOf({ demands: DEMANDS, dwelling, ...changes });
  return presentShortlist({ ...request, simulated: true, uncountedAllocations: 0 }, shortlistFor(request));
};

/** Every string of a presented object, with its path. */
const strings = (value: unknown, path = ''): [string, string][] => {
  if (typeof value === 'string') return [[path, value]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => strings(inner, `${path}.${key}`));
};

describe('the presented list', () => {
  const list = presented();

  test('says where it comes from: territory, day, method, pool, seed', () => {
    expect(list).toMatchObject({
      simulated: true,
      territory: { id: 'mel-2016', asOf: '2 novembre 2026' },
      method: { id: 'essai', version: '1', weighting: null, seed: 1 },
      pool: { demands: 6 },
    });
    expect(list.pool.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(list.reminder).toMatch(/commission décide/);
  });
  test('keeps the figures of the engine', () => {
    expect(list.candidates.map((c) => c.number)).toEqual([1, 2, 3].map(aNumber));
    expect(list.next.map((c) => [c.rank, c.number])).toEqual([
      [4, aNumber(5)],
      [5, aNumber(4)],
    ]);
    expect(list.funnel).toMatchObject({ total: 6, eligible: 5, beyondWishes: false });
    expect(list.funnel.stages.find((s) => s.rule === 'valid-demand')).toMatchObject({
      excluded: 1,
      remaining: 5,
    });
  });
  test('no text is empty, in English, or shows a value of the machine', () => {
    const all = strings(list);
    expect(all.length).toBeGreaterThan(200);
    for (const [path, text] of all) {
      expect(text, path).not.toMatch(/undefined|\bnull\b|NaN|\[object|Infinity/);
      // The law rules have no paper to name, and a number has no unit: nothing else may be blank.
      expect(text.trim(), path).not.toBe('');
    }
  });
  test('the points shown add up to the score shown', () => {
    for (const { score } of [...list.candidates, ...list.next]) {
      const sum = score.contributions.reduce((total, c) => total + Math.round(c.points * 1000), 0);
      expect(sum).toBe(Math.round(score.points * 1000));
    }
  });
  test('each contribution says how sure it is, and what it read', () => {
    const [contribution] = list.candidates[1]!.score.contributions;
    expect(contribution).toMatchObject({
      criterion: 'anciennete',
      source: 'écrit pour les tests',
      certainty: 'proposition',
    });
    expect(contribution!.inputs[0]).toMatch(/ancienneté de la demande : 82/);
  });
  test('why this rank: the level, the points, the departage, the last', () => {
    expect(list.candidates[0]!.why).toMatch(/niveau : « Reconnu DALO »/);
    expect(list.candidates[1]!.why).toMatch(/de .*point/);
    expect(list.next[0]!.why).toMatch(/départage/);
    expect(list.next[1]!.why).toMatch(/dernière/);
  });
  test('papers to ask for: what is not declared, and what is only declared', () => {
    expect(list.candidates[2]!.toCheck.join('\n')).toMatch(/avis d’imposition/);
    expect(list.candidates[1]!.toCheck.join('\n')).toMatch(/papier ACI_LABEL/);
  });
  test('every finding that rests on something says how well it is known', () => {
    for (const finding of list.qualification) expect(finding.certainty === null).toBe(finding.basis === null);
    expect(list.qualification.map((f) => f.id)).toEqual(
      expect.arrayContaining([
        'fragility',
        'wanted-mix',
        'occupancy',
        'ceiling',
        'income-window',
        'contingents',
        'refusal-risk',
      ]),
    );
  });
  test('effects are by target, in a direction', () => {
    expect(list.candidates[0]!.effects.map((e) => [e.target, e.direction])).toEqual([
      ['aci', 'towards'],
      ['mix', 'away'],
    ]);
  });
});

describe('what is said in special cases', () => {
  test('fewer than three: the reason names the article', () => {
    const few = presented({ demands: DEMANDS.slice(0, 1) });
    expect(few.shortReason).toMatchObject({
      code: 'insufficient-candidates',
      text: expect.stringMatching(/R441-3/),
    });
    const vacancy = aVacancy('V-1', 'L-1', { adaptedPlai: true });
    expect(presented({ demands: [], vacancy }).shortReason).toMatchObject({ code: 'plai-adapte' });
  });
  test('nobody: the text stands, without a list', () => {
    const text = shortlistText(presented({ demands: [] }));
    expect(text).toMatch(/AUCUN CANDIDAT/);
    expect(text).not.toMatch(/undefined|NaN/);
  });
  test('a weighting is named', () => {
    expect(presented({ weighting: WEIGHTING }).method.weighting).toBe('Pondération d’essai');
  });
  test('a basement is not a storey of a negative number', () => {
    const { description } = presented({ dwelling: aDwelling('L-1', { floor: -1 }) }).dwelling;
    expect(description).toMatch(/sous-sol/);
    expect(description).not.toMatch(/-1|−1/);
  });
  test('what the dwelling’s file does not say is said', () => {
    const bare = aDwelling('L-1', {
      floor: null,
      lift: null,
      chargesEur: null,
      qpv2024: null,
      energyClass: null,
      stepFree: null,
    });
    const { description, rent, qpv, quartier } = presented({ dwelling: bare }).dwelling;
    expect(description).toMatch(/étage non renseigné.*ascenseur non renseigné/);
    expect(rent).toMatch(/charges non renseignées/);
    expect(qpv).toMatch(/non renseigné/);
    expect(quartier).toMatch(/non renseigné/);
  });
  test('a QPV of the generated world is called simulated', () => {
    expect(presented({ dwelling: aDwelling('L-1', { qpvSimulated: true }) }).dwelling.qpv).toMatch(
      /QPV simulé/,
    );
  });
});

describe('the printed list', () => {
  const text = shortlistText(presented());
  test('fits a hundred columns', () => {
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
  });
  test('names every candidate, in order, and the reminder', () => {
    const places = [1, 2, 3, 5, 4].map((sequence) => text.indexOf(aNumber(sequence)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(text).not.toContain(aNumber(6));
    expect(text).toMatch(/commission décide/);
    expect(text).toMatch(/simulé/);
    expect(text.endsWith('\n')).toBe(true);
  });
});

describe('why one demand is, or is not, on the list', () => {
  const said = (sequence: number) =>
    presentPair(pairOf({ demands: DEMANDS, dwelling }, aNumber(sequence)), 3);
  test.each([
    ['listed', 1, /^Proposée au rang 1, sur 5/],
    ['eligible, not listed', 5, /^Éligible, classée 4e sur 5/],
    ['excluded', 6, /^Non proposée pour ce logement : .*renouvelée/],
  ])('%s', (_, sequence, verdict) => {
    const pair = said(sequence);
    expect(pair.verdict).toMatch(verdict);
    expect(pair.rules).toHaveLength(11);
    expect(pairText(pair)).toContain(aNumber(sequence));
    expect(pairText(pair)).not.toMatch(/undefined|NaN/);
  });
});
