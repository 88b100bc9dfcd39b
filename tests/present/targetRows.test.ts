import { describe, expect, test } from 'vitest';
import { presentPrecedence } from '../../api/present/precedence.ts';
import { presentTargetRow, reciprocityText } from '../../api/present/targetRows.ts';
import type { CommuneCode, DemandNumber, IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import type { Target } from '../../engine/domain/territory.ts';
import { stateAfterLists } from '../../engine/targets/after.ts';
import { Ledger, type TargetPlace, type TargetProfile } from '../../engine/targets/ledger.ts';
import type { CandidateList } from '../../engine/targets/proposals.ts';
import { targetRows } from '../../engine/targets/rows.ts';
import { aNumber } from '../support/demands.ts';
import { aTerritory, FRAGILE, MEL_PACK, PROPOSAL, ROUBAIX, TODAY, target } from '../support/territory.ts';
import { PACK } from '../territory/mel2016.ts';

const PLACE: TargetPlace = {
  quartier: FRAGILE,
  qpv: false,
  commune: ROUBAIX,
  bailleur: 'vilogia',
  residence: 'Les Tilleuls',
};
const inside: TargetProfile = {
  firstAccess: true,
  bandGroup: 'modest',
  firstQuartile: null,
  verifiedPriority: true,
  npruRelocation: false,
};
const outside: TargetProfile = { ...inside, bandGroup: 'intermediate-or-higher', verifiedPriority: false };
const unknown: TargetProfile = { ...inside, bandGroup: null, verifiedPriority: null };

const lists = (...chances: readonly number[]): readonly CandidateList[] =>
  chances.map((chance, i) => ({
    vacancy: `V-${i}` as VacancyId,
    place: PLACE,
    candidates: [{ number: aNumber(i + 1) as DemandNumber, rank: 1, profile: inside, chance }],
  }));

/** The row of one target in words, without no-break spaces. */
const words = (
  looked: Target,
  { counted = 0, others = 0, unknowns = 0, awaited = [] as readonly CandidateList[], proposed = lists() },
) => {
  const territory = aTerritory({ targets: [looked] });
  const ledger = new Ledger(2026, TODAY);
  for (const [profile, n] of [
    [inside, counted],
    [outside, others],
    [unknown, unknowns],
  ] as const)
    for (let i = 0; i < n; i += 1) {
      ledger.add(territory, PLACE, profile, 'decision');
      ledger.add(territory, PLACE, profile, 'lease');
    }
  const rows = targetRows({
    territory,
    ledger,
    openProposals: awaited.map((list) => ({
      ...list,
      proposedOn: '2026-11-01' as IsoDay,
      settledOn: null,
      candidates: list.candidates.map((c) => ({ ...c, refusedOn: null })),
    })),
    vacancies: [{ id: 'SESSION' as VacancyId, place: PLACE }],
    asOf: TODAY,
  });
  const presented = presentTargetRow(territory, stateAfterLists(territory, rows, proposed)[0]!);
  const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ') ?? null;
  return {
    ...presented,
    text: plain(presented.text),
    aim: plain(presented.aim),
    awaited: plain(presented.awaited),
    review: plain(presented.review),
  };
};

const aci = target('aci', {
  label: 'Accord collectif, bailleur',
  scope: 'bailleur',
  among: 'first-access',
  counts: { verifiedPriority: true },
  share: 0.45,
  precedence: 1,
});
const { share: _, ...shareless } = target('t', { scope: 'commune', label: 'Essai, commune' });

describe('a target in its place, in words', () => {
  test('short of its share, and what the session brings', () => {
    const row = words(aci, { counted: 46, others: 66, proposed: lists(0.8, 0.8, 0.7) });
    expect(row.text).toBe(
      'Accord collectif, bailleur Vilogia : 41 % de 112 premiers accès, il manque 5 logements ; la séance en apporte 2,3 attendus, soit 42 % attendus et 43 % si tous les premiers acceptent.',
    );
    expect(row.aim).toBe('Objectif au moins 45 %');
    expect(row).toMatchObject({
      awaited: null,
      review: null,
      precedence: 1,
      active: true,
      certainty: 'proposal',
    });
  });
  test('one dwelling, one expected: the singular', () => {
    expect(words(aci, { counted: 4, others: 6, proposed: lists(0.6) }).text).toContain(
      'il manque 1 logement ; la séance en apporte 0,6 attendu, soit',
    );
  });
  test('reached, with a session that changes nothing of it', () => {
    expect(words(aci, { counted: 9, others: 11 }).text).toBe(
      'Accord collectif, bailleur Vilogia : 45 % de 20 premiers accès, objectif atteint ; la séance n’y change rien.',
    );
  });
  test('a share just under its bound never reads as the bound', () => {
    expect(words({ ...aci, share: 0.5 }, { counted: 299, others: 301 }).text).toContain('49,8 % de 600');
  });
  test('nothing yet this year', () => {
    expect(words(aci, {}).text).toContain(' : aucun premier accès cette année, objectif atteint');
    expect(words({ ...aci, among: 'all' }, {}).text).toContain(' : aucune attribution cette année');
  });
  test('unknown profiles are said, and that they count against', () => {
    expect(words(aci, { counted: 5, others: 4, unknowns: 1 }).text).toContain(
      '(1 au profil non renseigné, compté contre)',
    );
    expect(words(aci, { counted: 5, unknowns: 3 }).text).toContain(
      '(3 au profil non renseigné, comptés contre)',
    );
  });
  test('too many, for "at most"', () => {
    const most = { ...aci, bound: 'max', counts: { bandGroup: 'modest' } } as const;
    expect(words(most, { counted: 10, proposed: lists(0.5) }).text).toContain(
      '6 logements de trop ; la séance en ajoute 0,5 attendu, soit',
    );
  });
  test('a number of dwellings', () => {
    const due: Target = { ...shareless, count: { dwellings: 2.5 } };
    expect(words(due, { counted: 1, others: 9, proposed: lists(0.6) }).text).toBe(
      'Essai, commune Roubaix : 1 sur 2,5 logements, il manque 2 logements ; la séance en apporte 0,6 attendu.',
    );
    expect(words(due, {}).aim).toBe('Objectif au moins 2,5 logements');
    expect(words({ ...due, count: { dwellings: 73, pace: 'linear' } }, {}).aim).toMatch(
      /logements à ce jour$/,
    );
  });
  test('signed leases, and those to sign', () => {
    const law = { ...aci, event: 'lease', among: 'all' } as const;
    const row = words(law, { counted: 1, others: 1, awaited: lists(0.5) });
    expect(row.text).toContain('50 % de 2 baux signés');
    expect(row.awaited).toBe('baux à signer et réponses attendues : 0,5 sur 0,5');
    expect(words({ ...law, among: 'first-access' }, { counted: 1 }).text).toContain(
      '1 bail signé en premier accès',
    );
  });
  test('answers awaited', () => {
    const row = words(aci, { counted: 4, others: 6, awaited: lists(0.6, 0.6) });
    expect(row.awaited).toBe('réponses attendues : 1,2 sur 1,2');
    expect(row.text).toContain('il manque 1 logement ; réponses attendues : 1,2 sur 1,2 ; la séance');
  });
  test('off', () => {
    expect(words({ ...aci, active: false }, {}).text).toMatch(/ ; suivi sans effet sur les listes\.$/);
  });
  test('convergence says its reference', () => {
    const converging: Target = {
      ...shareless,
      convergence: { initialShare: 0.5, fromAllocations: 10, margin: 0.1 },
    };
    expect(words(converging, { counted: 3 }).aim).toBe(
      'Objectif au moins 40 % (référence 50 % jusqu’à la 10e attribution du territoire)',
    );
    expect(words(converging, { counted: 6, others: 4 }).aim).toBe(
      'Objectif au moins 50 % (le territoire est à 60 %)',
    );
  });
  test('the review clause, with and without a day', () => {
    const review = { on: null, mayChange: 'Une part progressive', provenance: PROPOSAL };
    expect(words({ ...aci, review }, {}).review).toBe(
      'Clause de revoyure, sans date fixée : Une part progressive.',
    );
    expect(words({ ...aci, review: { ...review, on: '2027-10-14' as IsoDay } }, {}).review).toBe(
      'Clause de revoyure, le 14 octobre 2027 : Une part progressive.',
    );
  });
});

describe('the place of a target has its name', () => {
  const quartier = MEL_PACK.quartiers.find(({ id }) => id === FRAGILE)!.label;
  test.each([
    ['quartier', 'Mixité du quartier', `Mixité du quartier ${quartier}`],
    ['residence', 'Préconisation', 'Préconisation (Les Tilleuls)'],
    ['commune', 'Essai, commune', 'Essai, commune Roubaix'],
    ['bailleur', 'Essai', 'Essai (Vilogia)'],
    ['territory', 'Essai', `Essai (${MEL_PACK.label})`],
  ] as const)('%s', (scope, label, expected) => {
    expect(words(target('t', { scope, label }), {}).label).toBe(expected);
  });
});

test('mutations of a commune, in words', () => {
  const text = (moves: Parameters<typeof reciprocityText>[2]) =>
    reciprocityText(aTerritory(), ROUBAIX as CommuneCode, moves).replaceAll('\u00a0', ' ');
  expect(text({ received: 12, sent: 15, within: 30, unknownHome: 4 })).toBe(
    'Roubaix : 12 mutations reçues d’autres communes, 15 parties vers d’autres, 30 dans la commune ; 4 mutations d’une commune non renseignée.',
  );
  expect(text({ received: 1, sent: 0, within: 0, unknownHome: 0 })).toBe(
    'Roubaix : 1 mutation reçue d’autres communes, 0 partie vers d’autres, 0 dans la commune.',
  );
});

test('reciprocity compares arrivals with departures, off', () => {
  const reciprocity: Target = {
    ...shareless,
    label: 'Réciprocité, commune',
    counts: { reciprocity: true },
    active: false,
  };
  const territory = aTerritory({ targets: [reciprocity] });
  const rows = targetRows({
    territory,
    ledger: new Ledger(2026, TODAY),
    reciprocity: new Map([[ROUBAIX as CommuneCode, { received: 2, sent: 6, within: 9, unknownHome: 1 }]]),
    openProposals: [],
    vacancies: [{ id: 'SESSION' as VacancyId, place: PLACE }],
    asOf: TODAY,
  });
  const row = presentTargetRow(territory, stateAfterLists(territory, rows, [])[0]!);
  expect(row.text.replaceAll('\u00a0', ' ')).toBe(
    'Réciprocité, commune Roubaix : 2 arrivées pour 6 départs (1 au profil non renseigné, compté contre), il manque 4 arrivées ; la séance n’y change rien ; suivi sans effet sur les listes.',
  );
  expect(row.aim).toBe('Objectif : autant d’arrivées que de départs');
});

describe('which target wins', () => {
  test('level by level, with its price, and what is only followed', () => {
    const presented = presentPrecedence(aTerritory({ targets: PACK.targets }));
    const plain = presented.levels.map(({ text }) => text.replaceAll('\u00a0', ' '));
    expect(plain[0]).toBe(
      'Priorité 1 : Accord collectif, commune ; Accord collectif, à l’adresse ; Accord collectif, bailleur. Un logement manquant coûte 60 points.'.replace(
        'l’adresse',
        "l'adresse",
      ),
    );
    expect(presented.levels.map(({ precedence }) => precedence)).toEqual([1, 2, 3, 4, 5]);
    expect(presented.levels.map(({ penaltyPoints }) => penaltyPoints)).toEqual(
      Object.values(PACK.matching.penaltyPointsByPrecedence.value),
    );
    expect(presented.inactive).toContain('Mutations, réciprocité des communes');
    expect(presented.certainty).toBe('proposal');
    expect(presented.source).toContain('proposition à valider par le territoire');
  });
  test('nothing is followed, nothing is said of it; both modes are told, and that nobody is barred', () => {
    const presented = presentPrecedence(aTerritory());
    expect(presented.inactive).toBeNull();
    expect(presented.levels.map(({ targets }) => targets)).toEqual([['objectif aci'], ['objectif mix']]);
    expect(presented.priced).toContain('le plus cher l’emporte');
    expect(presented.strict).toContain('dans l’ordre des priorités');
    expect(presented.reminder).toContain('Aucun n’écarte un ménage');
  });
});
