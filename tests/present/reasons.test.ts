import { describe, expect, test } from 'vitest';
import { presentHousehold, priorityWhy } from '../../api/present/household.ts';
import { presentShortlist } from '../../api/present/shortlist.ts';
import { shortlistText } from '../../api/present/text.ts';
import { type Outcome, OutcomeSchema } from '../../engine/domain/allocation.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { describeDemand } from '../../engine/shortlist/describe.ts';
import { shortlistFor } from '../../engine/shortlist/shortlist.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aDwelling, aNumber, aVacancy } from '../support/demands.ts';
import { requestOf, type ShortlistCase } from '../support/shortlists.ts';
import { aTerritory, FRAGILE, PROPOSAL, poolOf, TERRITORY } from '../support/territory.ts';

/** A rent that no situation is computed from. */
const LOW_RENT = { ...aDemand(0).currentHousing, rentEur: 100 };
const base = aDemand(0);
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const label = (evidence: string) => ({ situation: 'ACI_LABEL', evidence, since: null });
const described = (overrides: Parameters<typeof aDemand>[1]) =>
  describeDemand(poolOf([aDemand(1, overrides)]), TERRITORY, 0);
const presented = (changes: Partial<ShortlistCase>, uncountedAllocations = 0) => {
  const request = requestOf({ demands: [aDemand(1)], ...changes });
  return presentShortlist({ ...request, simulated: false, uncountedAllocations }, shortlistFor(request));
};
const effectsOf = (overrides: Parameters<typeof aDemand>[1]) =>
  presented({
    demands: [aDemand(1, { currentHousing: LOW_RENT, ...overrides })],
  }).candidates[0]!.effects.find((e) => e.target === 'aci')!;

describe('why a household counts among priority publics, or does not', () => {
  test.each([
    ['recognised', { dalo: 'ACTIF' }, true, false, /y compte : reconnu DALO\)/],
    [
      'recognised, and verified',
      { dalo: 'ACTIF', priorities: [label('verified')] },
      true,
      false,
      /reconnu DALO et situation vérifiée/,
    ],
    [
      'verified, DALO not said',
      { dalo: null, priorities: [label('verified')] },
      true,
      false,
      /y compte : situation vérifiée/,
    ],
    [
      'declared only',
      { priorities: [label('declared')] },
      false,
      false,
      /n’y compte pas : situation déclarée, non vérifiée/,
    ],
    ['nothing', {}, false, false, /aucune situation prioritaire connue/],
    [
      'nothing, DALO not said',
      { dalo: null },
      false,
      true,
      /profil à établir, compté contre : aucune situation prioritaire connue, et statut DALO non renseigné/,
    ],
    ['a recognition that has lapsed', { dalo: 'CADUC' }, false, false, /aucune situation prioritaire connue/],
  ] as const)('%s', (_, overrides, counted, unknown, words) => {
    const effect = effectsOf(overrides as never);
    expect(effect).toMatchObject({ counted, unknown });
    expect(plain(effect.text)).toMatch(words);
  });
  test('a mutation situation is none of them', () => {
    const mutation = described({
      currentHousing: { ...base.currentHousing, kind: 'HLM' },
      priorities: [{ situation: 'MUT_REFUSALS', evidence: 'verified', since: null }],
    });
    expect(mutation.situations).toHaveLength(1);
    expect(priorityWhy(mutation)).toBe('aucune situation prioritaire connue');
  });
  test('the household’s own description says it too', () => {
    const { situations } = presentHousehold(described({ priorities: [label('declared')] }));
    expect(situations.at(-1)).toMatch(/situation déclarée, non vérifiée/);
    expect(presentHousehold(described({ currentHousing: LOW_RENT })).situations).toEqual([]);
    expect(presentHousehold(described({})).situations.at(-1)).toMatch(
      /calculée sur les déclarations, non vérifiée/,
    );
  });
});

describe('what makes the ceiling and the band', () => {
  const resources = (household: object, incomes: object = {}) =>
    plain(
      presentHousehold(
        described({
          household: { ...base.household, ...household },
          incomes: { ...base.incomes, ...incomes },
        }),
      ).resources,
    );
  test('the category of so many persons needs no reason', () => {
    expect(resources({})).not.toMatch(/plafond de catégorie/);
  });
  test('a lone adult who expects a child: a proposal, and said to be', () => {
    expect(resources({ expectedBirths: 1 })).toMatch(
      /plafond de catégorie 3 \(personne seule qui attend un enfant.*\[proposition\]/,
    );
  });
  test('a lone parent is in the table', () => {
    const child = [{ birthDate: '2019-01-01', custody: 'full' }];
    expect(resources({ children: child })).toMatch(
      /plafond de catégorie 3 \(personne seule avec.*\[officiel\]/,
    );
  });
  test('beyond category 6, the further persons are told', () => {
    const children = Array.from({ length: 7 }, () => ({ birthDate: '2019-01-01', custody: 'full' }));
    expect(resources({ children })).toMatch(/plafond de catégorie 6 et 3 personnes de plus/);
  });
  test('a band that a disability could change is to be confirmed', () => {
    const blind = { disabledMember: null };
    const earning = (amountEur: number) => ({ referenceTaxIncome: [{ year: 2024, amountEur }] });
    expect(resources(blind, earning(10_000))).toMatch(/tranche de ressources à confirmer : un handicap/);
    expect(resources(blind, earning(5_000))).toMatch(/tranche : modeste \(à confirmer/);
    expect(resources(blind, earning(1_000))).toMatch(/tranche : très modeste ;/);
    expect(resources({ children: null })).toMatch(/tranche de ressources à établir/);
  });
  test('persons that are not known are not counted', () => {
    const h = described({ household: { ...base.household, children: null } });
    expect(presentHousehold(h).composition).toMatch(/^nombre de personnes à établir/);
  });
});

test('the housing benefit is told step by step, and not at all without resources', () => {
  const [told] = presented({}).candidates;
  expect(told!.affordability.steps.length).toBeGreaterThan(15);
  expect(told!.affordability.steps[0]).toMatchObject({
    label: 'plafond de loyer',
    source: expect.stringMatching(/arrêté/),
  });
  for (const step of told!.affordability.steps) expect(step.text).toMatch(/\d/);
  const poor = aDemand(1, { incomes: { ...base.incomes, declaredMonthlyEur: null } });
  expect(presented({ demands: [poor] }).candidates[0]!.affordability.steps).toEqual([]);
});

describe('a vacancy that the household did not take before', () => {
  const outcome = (answer: string, rest: object = {}): Outcome =>
    OutcomeSchema.parse({
      vacancy: 'V-1',
      dwelling: 'L-1',
      demand: aNumber(1),
      rank: 1,
      examinedOn: '2026-09-01',
      decision: 'attribution-ranked',
      answer,
      refusalReason: null,
      ...rest,
    });
  const flag = (...outcomes: Outcome[]) => presented({ outcomes }).candidates[0]!.toCheck[0] ?? '';
  test('is said, and keeps the household on the list', () => {
    expect(flag(outcome('refused'))).toMatch(/a déjà refusé ce logement, commission du 1er septembre 2026/);
    expect(flag(outcome('no-answer'))).toMatch(/n’a pas répondu/);
  });
  test('the latest answer is the one told', () => {
    const earlier = outcome('refused', { examinedOn: '2026-08-01' });
    expect(flag(outcome('no-answer'), earlier)).toMatch(/n’a pas répondu.*1er septembre/);
  });
  test.each([
    ['an acceptance', outcome('accepted')],
    ['another vacancy', outcome('refused', { vacancy: 'V-2' })],
    ['another household', outcome('refused', { demand: aNumber(2) })],
    ['a commission still to come', outcome('refused', { examinedOn: '2026-11-03' })],
  ])('%s says nothing', (_, other) => {
    expect(flag(other)).not.toMatch(/ce logement/);
  });
});

describe('fewer than three', () => {
  const designated = (orientedTo: string | null, dalo: string) =>
    presented({
      demands: [aDemand(1, { dalo })],
      vacancy: aVacancy('V-1', 'L-1', { orientedTo }),
    }).shortReason;
  test('recognised households on a place of the préfet: R441-3 asks for no three, the designation is to be checked', () => {
    expect(designated('PPRIOR', 'ACTIF')).toMatchObject({
      code: 'prefect-designated',
      text: expect.stringMatching(/R441-3.*désignation à vérifier/),
    });
  });
  test.each([
    ['PPRIOR', 'NON'],
    ['COLTER', 'ACTIF'],
    [null, 'ACTIF'],
  ])('oriented to %s, DALO %s: not enough candidates', (orientedTo, dalo) => {
    expect(designated(orientedTo, dalo)).toMatchObject({ code: 'insufficient-candidates' });
  });
});

describe('what is missing from the data is said once', () => {
  test('a year without ceilings', () => {
    const request = requestOf({ demands: [aDemand(1)] });
    const later = poolOf([aDemand(1, { renewedOn: '2035-01-01', updatedOn: '2035-01-01' })], {
      asOf: '2035-01-02' as IsoDay,
    });
    const { notices } = presentShortlist(
      { ...request, pool: later, simulated: false, uncountedAllocations: 0 },
      shortlistFor(request),
    ).territory;
    expect(notices[0]).toMatch(/Aucun plafond de ressources PLAI, PLUS et PLS n’est enregistré pour 2035/);
  });
  test('targets that are over', () => {
    const targets = TERRITORY.pack.targets.map((t) => ({
      ...t,
      provenance: { ...t.provenance, validTo: '2025-12-31' as IsoDay },
    }));
    expect(plain(presented({ territory: aTerritory({ targets }) }).territory.notices[0]!)).toMatch(
      /^2 objectifs ne sont plus en vigueur/,
    );
  });
  test('allocations of dwellings outside the stock', () => {
    expect(plain(presented({}, 1).territory.notices[0]!)).toMatch(/^1 attribution de l’année n’est comptée/);
    expect(plain(presented({}, 3).territory.notices[0]!)).toMatch(/^3 attributions de l’année ne sont/);
    expect(presented({}).territory.notices).toEqual(TERRITORY.pack.notices);
  });
});

describe('certainty and words', () => {
  const list = presented({ dwelling: aDwelling('L-1', { quartier: FRAGILE }) });
  test('stages and chances carry how sure they are', () => {
    const stage = (rule: string) => list.funnel.stages.find((s) => s.rule === rule)!.text;
    expect(stage('occupancy')).toMatch(/\[proposition\]$/);
    expect(stage('living-area')).toMatch(/\[source publique\]$/);
    expect(stage('income-ceiling')).toMatch(/\[officiel\]$/);
    expect(stage('commune-wish')).not.toMatch(/\[/);
    expect(list.chances.text).toMatch(/\[proposition\]/);
  });
  test('a level says how sure it is', () => {
    const { tier } = presented({ demands: [aDemand(1, { dalo: 'ACTIF' })] }).candidates[0]!.score;
    expect(tier!.text).toMatch(/\[(officiel|source publique|proposition)\]$/);
  });
  test('a vacancy freed for urban renewal is told apart', () => {
    const finding = (reason: string) =>
      presented({ vacancy: aVacancy('V-1', 'L-1', { reason }) }).qualification.find(
        (f) => f.id === 'npru-vacancy',
      );
    expect(finding('npru')).toMatchObject({ text: expect.stringMatching(/^attention/), certainty: 'found' });
    expect(finding('rotation')).toBeUndefined();
  });
  test('the base of contingents is that of the pack, with its source', () => {
    const provenance = { ...PROPOSAL, certainty: 'official' as const, source: 'Convention, article 12' };
    const contingents = (dwelling: object, leases: object[] = []) =>
      presented({
        dwelling: aDwelling('L-1', dwelling),
        allocations: leases.map((lease) => anAllocation('L-1', lease)),
        territory: aTerritory({
          contingents: { ...TERRITORY.pack.contingents, flow: { without: 'mutations', provenance } },
        }),
      }).qualification.find((f) => f.id === 'contingents')!;
    expect(contingents({}).basis).toMatch(/Convention, article 12 \(officiel\)/);
    expect(plain(contingents({}).text)).toMatch(/^aucune attribution du flux de ce bailleur hors QPV/);
    expect(contingents({ qpv2024: null }).text).toMatch(/^QPV non renseigné/);
    const late = plain(contingents({}, [{ contingent: 'AUCUN' }, { contingent: null }]).text);
    expect(late).toMatch(
      /^en retard sur 2 attributions du flux du bailleur hors QPV cette année.*\(0 pour 0,6 dus\).*1 contingent non renseigné$/,
    );
  });
  test('leases are shown beside decisions, where they differ', () => {
    const text = (leaseSignedOn: string | null) =>
      plain(
        presented({
          dwelling: aDwelling('L-1', { quartier: FRAGILE }),
          allocations: [anAllocation('L-1', { leaseSignedOn })],
        }).qualification.find((f) => f.id === 'wanted-mix')!.text,
      );
    expect(text(null)).toMatch(/\(baux signés : 0 sur 0\)/);
    expect(text('2026-06-01')).not.toMatch(/baux signés/);
  });
  test('two holders who work in one place are said once', () => {
    const employment = { applicant: base.employment.applicant, coApplicant: base.employment.applicant };
    const work = presented({ demands: [aDemand(1, { employment })] }).candidates[0]!.work;
    expect(work).toEqual([expect.stringMatching(/\(les deux titulaires\)$/)]);
    const other = { ...base.employment.applicant, workplaceCommune: '59512' };
    expect(
      presented({ demands: [aDemand(1, { employment: { ...employment, coApplicant: other } })] })
        .candidates[0]!.work,
    ).toHaveLength(2);
  });
  test('a tie on both sides is said once, and no target left says so without "other"', () => {
    const tied = [1, 2, 3].map((sequence) => aDemand(sequence, { filedOn: `2025-06-1${sequence}` }));
    const text = shortlistText(presented({ demands: tied })).replace(/\s+/g, ' ');
    expect(text).toMatch(/avec le précédent ; départage : [^;]+ ; de même avec le suivant/);
    expect(text).toMatch(/ne compte pas pour 1 objectif du lieu/);
  });
});
