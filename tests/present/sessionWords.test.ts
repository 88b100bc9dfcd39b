import { describe, expect, test } from 'vitest';
import { presentSessionHousehold } from '../../api/present/sessionHousehold.ts';
import { givenUpText, rankText, valueTexts } from '../../api/present/sessionReasons.ts';
import { presentSessionTarget } from '../../api/present/sessionTargets.ts';
import { exchangeText, parts, sessionNames } from '../../api/present/sessionWords.ts';
import type { Exchange } from '../../engine/assignment/explain/exchange.ts';
import { explainHousehold, type VacancyAnswer } from '../../engine/assignment/explain/household.ts';
import type { RankReason } from '../../engine/assignment/explain/rankReason.ts';
import { dwelling, explained, HIGHER, household, MIX } from '../assignment/explain/support.ts';
import { aNumber } from '../support/demands.ts';

/* Sentences for facts that small sessions seldom show, said of hand-made facts. */

const session = explained({
  demands: [
    household(1, { filed: '2018-11-02' }),
    household(2, { filed: '2019-11-02' }),
    household(3, { filed: '2020-11-02' }),
    household(5, { filed: '2022-11-02', income: HIGHER }),
  ],
  dwellings: [dwelling('L-1')],
  targets: [MIX],
});
const names = sessionNames(session);
const listed = session.vacancies[0]!.candidates[0]!;
const plain = (text: string | null): string => (text ?? '').replaceAll('\u00a0', ' ');
const ROW = '« Mixité du quartier Roubaix – Fresnoy »';
const row = (sequence: number): number => session.view.prepared.request.pool.numbers.rowOf(aNumber(sequence));

const COSTLY: Exchange = { points: -2_000, rows: [{ row: 0, dwellings: 0.4, cost: 24_000 }], loss: 26_000 };

test('an exchange: what lacks, what is lost or gained', () => {
  expect(plain(exchangeText(COSTLY, names))).toBe(
    `il manquerait 0,4 logement à ${ROW}, les listes perdraient 2 points attendus`,
  );
  expect(plain(exchangeText({ points: 2_000, rows: [], loss: -2_000 }, names))).toBe(
    'les listes gagneraient 2 points attendus',
  );
  expect(exchangeText({ points: 0, rows: [], loss: 0 }, names)).toBe('');
  expect([parts(0.004), parts(2)].map(plain)).toEqual(['moins de 0,01 logement', '2 logements']);
});

const OWN = { difference: 0, carried: 0, lift: 0 };
const ONE_ROW = [{ row: 0, dwellings: 1, points: 5 }];

describe('why this rank', () => {
  test.each([
    [
      { by: 'plan', exchange: COSTLY },
      `devant le suivant pour l’ensemble de la séance : dans l’ordre inverse, il manquerait 0,4 logement à ${ROW}, les listes perdraient 2 points attendus`,
    ],
    [
      { by: 'points', ...OWN, difference: 6_000, targets: -2_500 },
      'devant le suivant de 6 points, bien que les objectifs favorisent le suivant de 2,5 points',
    ],
    [
      { by: 'points', ...OWN, difference: 6_000, targets: 2_500 },
      'devant le suivant de 6 points, et de 2,5 points par les objectifs',
    ],
    [
      { by: 'targets', ...OWN, rows: ONE_ROW },
      `devant le suivant, à égalité de points, par l’objectif ${ROW}`,
    ],
    [
      { by: 'targets', ...OWN, difference: -15_000, lift: 14_500, rows: ONE_ROW },
      `devant le suivant, qui a 15 points de plus, par l’objectif ${ROW} ; son niveau compte aussi`,
    ],
    [
      { by: 'targets', ...OWN, difference: 10_000, lift: -12_000, rows: ONE_ROW },
      `devant le suivant de 10 points, par l’objectif ${ROW} ; le niveau du suivant joue pour lui`,
    ],
    [
      { by: 'points', ...OWN, difference: -15_000, lift: 20_000, targets: 0 },
      'devant le suivant, qui a 15 points de plus, par son niveau',
    ],
    [
      { by: 'points', ...OWN, difference: 5_000, lift: 20_000, targets: -1_000 },
      'devant le suivant de 5 points, bien que les objectifs favorisent le suivant de 1 point ; son niveau compte aussi',
    ],
    [
      { by: 'points', difference: 5_000, carried: 2_000, lift: 0, targets: 0 },
      'devant le suivant de 5 points, report des séances passées compris',
    ],
  ] as const satisfies readonly (readonly [RankReason, string])[])('%o', (aheadOfNext, text) => {
    expect(plain(rankText({ ...listed, aheadOfNext }, names))).toBe(text);
  });
});

test('what the session adds to the points of a household, each part by itself', () => {
  const facts = { ...listed, carried: 5_000, lift: 2_000, levels: 10_000.4 };
  const effects = [
    { row: 0, dwellings: 0.5, points: 1_234.5 },
    { row: 0, dwellings: -0.5, points: -20 },
    { row: 0, dwellings: 0.5, points: 0.1 },
  ];
  expect(valueTexts({ ...facts, priceEffects: effects }, names).map(plain)).toEqual([
    '+5 : report des séances passées',
    '+2 : son niveau passe avant les points parmi les demandes que les objectifs voient de même',
    `+1,23 : rapproche de ${ROW}`,
    `−0,02 : éloigne de ${ROW}`,
    '+10 : niveaux de la méthode, servis avant les points',
  ]);
  expect(valueTexts({ ...facts, carried: 0, lift: 0, levels: 0, priceEffects: [] }, names)).toEqual([]);
});

test('given up for the whole plan, counted; by a price whose exchange moves nothing', () => {
  const given = { vacancy: 0, row: row(2), rank: 2 };
  const whole = { by: 'plan', instead: row(5), exchange: COSTLY } as const;
  expect(plain(givenUpText({ ...given, why: whole }, names))).toBe(
    `Demande ${aNumber(2)} (2e par la méthode seule) : non retenue pour l’ensemble de la séance : à la place de la demande ${aNumber(5)}, il manquerait 0,4 logement à ${ROW}, les listes perdraient 2 points attendus.`,
  );
  const rows = [{ row: 0, dwellings: 1, points: 5 }];
  const priced = {
    by: 'targets',
    instead: row(5),
    rows,
    exchange: { points: 0, rows: [], loss: 0 },
  } as const;
  expect(plain(givenUpText({ ...given, why: priced }, names))).toBe(
    `Demande ${aNumber(2)} (2e par la méthode seule) : non retenue ici au profit de la demande ${aNumber(5)}, par l’objectif ${ROW}.`,
  );
});

test('a brake that the certificate leaves open', () => {
  const brake = {
    kind: 'exchange',
    vacancy: 0,
    out: row(1),
    enters: row(2),
    both: false,
    gained: 0.5,
    exchange: COSTLY,
    costPerDwelling: 12_000,
    opposing: [],
  } as const;
  const { territory } = session.view.prepared.request;
  const target = { ...session.targets[0]!, brake };
  expect(plain(presentSessionTarget(territory, target, { names, strict: false }).brake)).toBe(
    `L’échange le moins cher (demande ${aNumber(2)} à la place de la demande ${aNumber(1)}, logement V-1) en apporterait 0,5 logement et coûterait 12 points par logement, moins que les 60 points d’un logement manquant : l’écart que dit le certificat le laisse ouvert.`,
  );
});

describe('a household in the session', () => {
  const base = explainHousehold(session.view, session.byHand, row(1));
  const said = (answer: VacancyAnswer) =>
    plain(presentSessionHousehold({ ...base, vacancies: [answer] }, names).vacancies[0]!.text);
  test.each([
    [{ outcome: 'listed', rank: 2, byHand: true }, 'proposée au rang 2, placée à la main'],
    [{ outcome: 'apart' }, 'éligible, hors cotation et suivie à part'],
    [{ outcome: 'listed-elsewhere' }, 'éligible ; déjà proposée à un autre logement de la séance'],
    [{ outcome: 'no-place' }, 'éligible ; aucune place de cette liste n’est à pourvoir'],
    [
      { outcome: 'short-of', rank: 3, points: 0, unit: 'own' },
      'éligible ; vaut autant que la demande retenue au rang 3',
    ],
    [
      { outcome: 'excluded-by-hand', exclusion: { vacancy: null, row: 0, motive: 'already-housed' } },
      'sortie de la séance à la main (ménage déjà logé)',
    ],
  ] as const satisfies readonly (readonly [VacancyAnswer, string])[])('%o', (answer, text) => {
    expect(said(answer)).toBe(text);
  });
  test.each([
    ['own', 'il lui manque 12,5 points', 'la séparent'],
    ['priced', 'il lui manque 12,5 points une fois comptés son niveau et les objectifs', 'au prix'],
  ] as const)('what it lacks, unit said: %s', (unit, text, note) => {
    const short = { outcome: 'short-of', rank: 1, points: 12_500, unit } as const;
    const nearest = { vacancy: 0, rank: 1, points: 12_500, unit };
    const told = presentSessionHousehold({ ...base, listed: null, nearest, vacancies: [short] }, names);
    expect(plain(told.vacancies[0]!.text)).toBe(`éligible ; pour le rang 1, ${text}`);
    expect(plain(told.verdict)).toContain(`à ${text.slice('il lui manque '.length)}.`);
    expect(told.note).toContain(note);
  });
  test('worth as much as the last one taken', () => {
    const nearest = { vacancy: 0, rank: 3, points: 0, unit: 'own' } as const;
    const even = {
      ...base,
      listed: null,
      nearest,
      vacancies: [{ outcome: 'short-of', rank: 3, points: 0, unit: 'own' }],
    } as const;
    expect(plain(presentSessionHousehold(even, names).verdict)).toBe(
      'Éligible à 1 logement sur 1, non proposée : au rang 3 du logement V-1, elle vaut autant que la dernière retenue.',
    );
  });
});
