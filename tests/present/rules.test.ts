import { describe, expect, test } from 'vitest';
import { RULE_IDS, ruleLabel, rulePaper, ruleSentence, stageSentence } from '../../api/present/rules.ts';
import { prepareRules } from '../../engine/eligibility/rules.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import { askRule, type RuleCase } from '../support/rules.ts';
import { FRAGILE, MOST_FRAGILE, poolOf, TERRITORY, TODAY } from '../support/territory.ts';

const base = aDemand(0);
const { wishes, household, incomes, accessibility } = base;
const earning = (amountEur: number | null) => ({
  incomes: { ...incomes, referenceTaxIncome: [{ year: 2024, amountEur }] },
});
const two = { ...household, adults: [...household.adults, { birthDate: '1980-01-01' }] };
const elsewhere = { wishes: { ...wishes, communes: ['59350'] } };

/** Every answer that can occur, and words that its sentence must hold. */
const ANSWERS: readonly (readonly [(typeof RULE_IDS)[number], string, RuleCase, RegExp])[] = [
  ['commune-wish', 'met', {}, /souhaite Roubaix/],
  [
    'living-area',
    'unknown',
    { demand: { household: { ...household, children: null } } },
    /les enfants ne sont pas renseignés/,
  ],
  [
    'floor',
    'unknown',
    { demand: { accessibility: { ...accessibility, maxFloorOnFoot: null } } },
    /étage accessible à pied non déclaré/,
  ],
  [
    'commune-wish',
    'met',
    { demand: { wishes: { ...elsewhere.wishes, wide: true } } },
    /accepte d’autres communes/,
  ],
  ['commune-wish', 'unmet', { demand: elsewhere }, /ne souhaite pas Roubaix/],
  ['typology-wish', 'met', {}, /T2/],
  ['typology-wish', 'unmet', { dwelling: { typology: 'T6P' } }, /T6 et plus/],
  ['quartier-wish', 'met', { quartier: FRAGILE }, /quartier/],
  [
    'quartier-wish',
    'unmet',
    { demand: { wishes: { ...wishes, quartiers: [MOST_FRAGILE] } }, quartier: FRAGILE },
    /autre quartier/,
  ],
  [
    'quartier-wish',
    'unknown',
    { demand: { wishes: { ...wishes, quartiers: [MOST_FRAGILE] } } },
    /pas renseigné/,
  ],
  ['building-wish', 'met', {}, /accepté/],
  ['building-wish', 'unmet', { demand: { wishes: { ...wishes, building: 'house' } } }, /une maison/],
  [
    'building-wish',
    'unmet',
    { demand: { wishes: { ...wishes, building: 'flat' } }, dwelling: { building: 'house' } },
    /un appartement/,
  ],
  [
    'building-wish',
    'unknown',
    { demand: { wishes: { ...wishes, building: 'house' } }, dwelling: { building: null } },
    /pas renseigné/,
  ],
  ['valid-demand', 'met', {}, /le 15 juin 2026/],
  [
    'valid-demand',
    'unmet',
    { demand: { filedOn: '2023-01-01', renewedOn: '2024-01-31' } },
    /le 31 janvier 2024/,
  ],
  ['income-ceiling', 'met', { demand: earning(9_000) }, /9\u00a0000\u00a0€.*23\u00a0403\u00a0€.*catégorie 1/],
  ['income-ceiling', 'unmet', { demand: earning(90_000) }, /90\u00a0000\u00a0€.*au-dessus/],
  ['income-ceiling', 'unknown', { demand: earning(null) }, /non déclaré/],
  [
    'income-ceiling',
    'unknown',
    { demand: { household: { ...household, couple: true } } },
    /catégorie de ménage à établir/,
  ],
  [
    'income-ceiling',
    'unknown',
    {
      asOf: '2019-06-15',
      demand: { incomes: { ...incomes, referenceTaxIncome: [{ year: 2017, amountEur: 1 }] } },
    },
    /plafond de l’année/,
  ],
  [
    'income-ceiling',
    'unknown',
    { demand: { ...earning(30_000), household: { ...household, disabledMember: null } } },
    /handicap|naissance/,
  ],
  ['occupancy', 'met', {}, /1\u00a0personne, 1\u00a0chambre nécessaire : un T2 convient/],
  ['occupancy', 'unmet', { dwelling: { typology: 'T4' } }, /T4 ne convient pas/],
  ['occupancy', 'unknown', { demand: { household: { ...two, couple: null } } }, /à établir/],
  ['step-free', 'met', {}, /compatible/],
  [
    'step-free',
    'met',
    { demand: { accessibility: { ...accessibility, stepFree: true } }, dwelling: { stepFree: true } },
    /sans marche/,
  ],
  [
    'step-free',
    'unmet',
    { demand: { accessibility: { ...accessibility, stepFree: true } } },
    /besoin d’un logement sans marche/,
  ],
  [
    'step-free',
    'unknown',
    { demand: { accessibility: { ...accessibility, stepFree: null } } },
    /besoin d’accessibilité non déclaré/,
  ],
  [
    'step-free',
    'unknown',
    { demand: { accessibility: { ...accessibility, stepFree: true } }, dwelling: { stepFree: null } },
    /logement non renseignée/,
  ],
  ['floor', 'met', {}, /compatible/],
  [
    'floor',
    'unmet',
    { demand: { accessibility: { ...accessibility, maxFloorOnFoot: 1 } } },
    /étage 1.*étage 2/,
  ],
  [
    'floor',
    'unknown',
    { demand: { accessibility: { ...accessibility, maxFloorOnFoot: 1 } }, dwelling: { floor: null } },
    /non renseigné/,
  ],
  ['ground-floor-wish', 'met', {}, /étage accepté/],
  [
    'ground-floor-wish',
    'met',
    { demand: { wishes: { ...wishes, groundFloor: false } } },
    /pas en rez-de-chaussée/,
  ],
  [
    'ground-floor-wish',
    'unmet',
    { demand: { wishes: { ...wishes, groundFloor: false } }, dwelling: { floor: 0 } },
    /n’accepte pas un rez-de-chaussée$/,
  ],
  [
    'ground-floor-wish',
    'unknown',
    { demand: { wishes: { ...wishes, groundFloor: false } }, dwelling: { floor: null } },
    /n’est pas renseigné/,
  ],
  ['living-area', 'met', {}, /45 m² pour 1.personne, 9 m² au moins \(D822-25 du CCH\)$/],
  ['living-area', 'unmet', { dwelling: { livingAreaM2: 8 } }, /suroccupation dès l’entrée/],
];

/** Rules that read nothing that can be missing. */
const NEVER_UNKNOWN = ['commune-wish', 'typology-wish', 'valid-demand'];

describe('sentence of each rule and answer', () => {
  test.each(ANSWERS)('%s, %s, case %#', (rule, status, given, words) => {
    const said = askRule(rule, given);
    expect(said.status).toBe(status);
    const text = ruleSentence(said);
    expect(text).toMatch(words);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });

  test('nothing that can occur is left without a sentence', () => {
    const told = new Set(ANSWERS.map(([rule, status]) => `${rule} ${status}`));
    const expected = RULE_IDS.flatMap((rule) =>
      ['met', 'unmet', 'unknown'].flatMap((status) =>
        status === 'unknown' && NEVER_UNKNOWN.includes(rule) ? [] : [`${rule} ${status}`],
      ),
    );
    expect([...told].sort()).toEqual(expected.sort());
  });
});

describe('every rule', () => {
  const dwelling = aDwelling('L-1');
  const ids = prepareRules({ pool: poolOf([]), territory: TERRITORY, dwelling, quartier: null }).map(
    (r) => r.id,
  );

  test('that is applied has its words, and the other way round', () => {
    expect([...RULE_IDS].sort()).toEqual([...ids].sort());
  });
  test.each(ids)('%s has a label, and says whom it sets aside', (rule) => {
    expect(ruleLabel(rule).length).toBeGreaterThan(4);
    for (const typology of ['T2', 'T6P'])
      for (const building of ['flat', 'house', null]) {
        const text = stageSentence(
          { rule },
          {
            territory: TERRITORY,
            dwelling: aDwelling('L-1', { typology, building }),
            commune: 'Roubaix',
            asOf: TODAY,
          },
        );
        expect(text).toMatch(/^(ne |n’|demandent|dépassent|ont |seraient )/);
        expect(text).not.toMatch(/undefined|null|T6P/);
      }
  });
  test('that can be unknown names the paper to ask for', () => {
    for (const rule of ids) expect(rulePaper(rule) === '').toBe(NEVER_UNKNOWN.includes(rule));
  });
});
