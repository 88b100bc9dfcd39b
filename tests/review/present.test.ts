import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bilanTable } from '../../api/export/bilanTable.ts';
import { type BilanContext, type PresentedBilan, presentBilan } from '../../api/present/bilan.ts';
import { bilanText } from '../../api/present/bilanText.ts';
import type { Allocation } from '../../engine/domain/allocation.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { ReviewBy } from '../../engine/review/place.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDwelling } from '../support/demands.ts';
import { aTerritory, MEL_PACK, PROPOSAL, TERRITORY, TODAY, target } from '../support/territory.ts';
import { anOutcome, type ReviewCase, reviewCase } from './support.ts';

const present = (asked: ReviewCase, changes: Partial<BilanContext> = {}): PresentedBilan =>
  presentBilan(
    {
      territory: asked.territory ?? TERRITORY,
      asOf: TODAY,
      simulated: false,
      smallCells: false,
      owner: null,
      waiting: { demands: 10, abnormal: null },
      ...changes,
    },
    reviewCase(asked),
  );
const figureOf = (bilan: PresentedBilan, id: string, year = 0) => bilan.whole.years[year]![id]!;
const times = (n: number, dwelling: string, overrides: object = {}): Allocation[] =>
  Array.from({ length: n }, () => anAllocation(dwelling, overrides));

describe('each figure', () => {
  const { definitions, whole } = present({});
  test('has a name of its own, a definition, a source, and a figure that it is a part of', () => {
    const ids = definitions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(100);
    for (const { definition, source, of } of definitions) {
      expect(definition).toMatch(/^[A-ZÀ-Ý].{10,}\.$/);
      expect(source.length).toBeGreaterThan(5);
      expect(of === null || ids.includes(of)).toBe(true);
    }
    expect(Object.keys(whole.years[0]!)).toEqual(ids);
  });

  test('a sum, its share, and nothing where there is nothing to divide', () => {
    const bilan = present({
      allocations: [...times(3, 'L-1'), ...times(1, 'L-1', { shareOfPlusCeiling: null })],
    });
    expect(figureOf(bilan, 'decided.modest')).toMatchObject({ value: 3, share: 0.75 });
    expect(figureOf(bilan, 'decided.band.unknown')).toMatchObject({ value: 1, share: 0.25 });
    expect(figureOf(bilan, 'signed.modest')).toMatchObject({ value: 0, share: null });
    expect(figureOf(bilan, 'wait.median').value).toBeNull();
  });
});

describe('a year against the one before', () => {
  const year = (y: number, n: number, month = '01') => times(n, 'L-1', { decidedOn: `${y}-${month}-05` });
  const difference = (allocations: readonly Allocation[], first = 2025, asOf = TODAY as string) =>
    figureOf(present({ allocations, first, asOf }, { asOf: asOf as IsoDay }), 'decided').difference;

  test('the difference, where both years are on record', () => {
    expect(difference([...year(2024, 4), ...year(2025, 6)])).toBe(2);
  });

  test('none where the year before is not on record, or in part only', () => {
    expect(difference(year(2025, 6))).toBeNull();
    expect(difference([...year(2024, 4, '06'), ...year(2025, 6)])).toBeNull();
  });

  test('a running year against the same days', () => {
    expect(difference([...year(2025, 4), ...year(2025, 9, '12'), ...year(2026, 6)], 2026)).toBe(2);
  });

  test('it is said why there is none', () => {
    const { years } = present({ allocations: year(2025, 6), first: 2025 });
    expect(years[0]?.text).toMatch(/les baux n’y sont pas enregistrés/);
    expect(years[0]?.text).toMatch(/aucun écart pour les attributions : 2024 n’est pas enregistré en entier/);
  });

  test('three years: each, and all together', () => {
    const bilan = present({ allocations: [...year(2024, 4), ...year(2026, 6)], first: 2024, years: 3 });
    expect([0, 1, 2].map((y) => figureOf(bilan, 'decided', y).value)).toEqual([4, 0, 6]);
    expect(bilan.whole.together?.decided).toEqual({ value: 10, share: null, difference: null });
    expect(bilan.title).toBe('Bilan triennal des attributions, 2024 à 2026, par commune');
  });

  test('one year of two is no triennial review', () => {
    expect(present({ first: 2025, years: 2 }).title).toMatch(/^Bilan pluriannuel/);
    expect(present({ first: 2025 }).title).toMatch(/^Bilan annuel des attributions, 2025/);
  });
});

describe('abnormal delays', () => {
  const norms = { ...MEL_PACK.norms, abnormalWaitMonths: { months: 36, provenance: PROPOSAL } };
  test('not known: said, and not zero', () => {
    const bilan = present({ allocations: times(1, 'L-1', { leaseSignedOn: '2026-06-01' }) });
    expect(bilan.delays).toMatch(/valeur du territoire non renseignée, rien n’est compté/);
    expect(figureOf(bilan, 'wait.abnormal').value).toBeNull();
  });

  test('known: those who wait, and those who were housed', () => {
    const bilan = present({ territory: aTerritory({ norms }) }, { waiting: { demands: 10, abnormal: 2 } });
    expect(bilan.delays).toMatch(/36.mois .*2.demandes en attente l’ont atteint \(20.%\)/u);
    expect(figureOf(bilan, 'wait.abnormal').value).toBe(0);
  });
});

test('in words: the whole, the targets with their distance, each place, what is not known', () => {
  const text = bilanText(
    present(
      { allocations: times(4, 'L-1', { shareOfPlusCeiling: null }), outcomes: [anOutcome()] },
      { simulated: true },
    ),
  ).replace(/\s+/g, ' ');
  expect(text).toMatch(/Attributions décidées : 4/);
  expect(text).toMatch(/Ressources non renseignées : 4 \(100 %\)/);
  expect(text).toMatch(/objectif au moins 50 % : .*il s’en faut de 2 logements/);
  expect(text).toMatch(/Roubaix : décidées 4/);
  expect(text).toMatch(/Données simulées/);
  expect(text).not.toMatch(/undefined|NaN|\[object/);
});

test('as a table: every figure of every row with its definition and source, then the targets', () => {
  const bilan = present({ allocations: times(2, 'L-1'), first: 2025, years: 2 });
  const { rows, columns } = bilanTable(bilan);
  expect(rows).toHaveLength(bilan.definitions.length * 2 * 3 + bilan.targets.length);
  expect(columns.map(({ header }) => header)).toEqual(expect.arrayContaining(['Définition', 'Source']));
  expect(
    rows
      .filter(({ label, year }) => label === 'Attributions décidées' && year === '2026')
      .map(({ value }) => value),
  ).toEqual([2, 2]);
  expect(rows.every(({ definition, source }) => definition.length > 5 && source.length > 5)).toBe(true);
});

describe('small counts, for who may not tell a household from one', () => {
  const communes = ['59350', '59512', '59599', '59378', '59009'];
  const dwellings = communes.map((commune, i) => aDwelling(`L-${i}`, { commune }));
  const analyst = (asked: ReviewCase) => present({ dwellings, ...asked }, { smallCells: true });
  const small = (bilan: PresentedBilan): unknown[] =>
    [bilan.whole, ...bilan.rows].flatMap(({ years, together }) =>
      [...years, ...(together === null ? [] : [together])].flatMap((year) =>
        Object.entries(year).filter(
          ([id, { value }]) =>
            id !== 'wait.median' && id !== 'wait.mean' && value !== null && value > 0 && value < 5,
        ),
      ),
    );

  test('places of fewer than five are put together, and their sum is told', () => {
    const bilan = analyst({
      allocations: [...times(20, 'L-0'), ...times(3, 'L-1'), ...times(2, 'L-2'), ...times(30, 'L-3')],
    });
    expect(bilan.rows.map(({ label, places, years }) => [label, places, years[0]!.decided!.value])).toEqual(
      expect.arrayContaining([['Petits effectifs, réunis (2)', 2, 5]]),
    );
    expect(figureOf(bilan, 'decided').value).toBe(55);
    expect(small(bilan)).toEqual([]);
  });

  test('one small place alone is put with the next: the total would tell it', () => {
    const bilan = analyst({ allocations: [...times(20, 'L-0'), ...times(3, 'L-1'), ...times(30, 'L-3')] });
    expect(
      bilan.rows.filter(({ places }) => places !== null).map(({ years }) => years[0]!.decided!.value),
    ).toEqual([23]);
  });

  test('leases, ranks and motives are told for the whole only', () => {
    const bilan = analyst({
      allocations: times(20, 'L-0', { leaseSignedOn: '2026-06-01' }),
      outcomes: Array.from({ length: 9 }, () => anOutcome({ dwelling: 'L-0' })),
    });
    const { rows } = bilan;
    for (const id of ['signed', 'signed.modest', 'rank.1.refused', 'motive.size'])
      expect(rows.map(({ years }) => years[0]![id]!.value)).toEqual([null]);
    expect(['signed', 'rank.1.refused', 'motive.size'].map((id) => figureOf(bilan, id).value)).toEqual([
      20, 9, 9,
    ]);
  });

  test('a target of a place is told only where all of the place is', () => {
    const open = analyst({ allocations: times(20, 'L-1') });
    const closed = analyst({
      allocations: [...times(18, 'L-1'), ...times(2, 'L-1', { shareOfPlusCeiling: 0.9 })],
    });
    const aci = ({ targets }: PresentedBilan) => targets.find(({ place }) => place === '59512');
    expect(aci(open)).toMatchObject({ among: 20, counted: 0 });
    expect(aci(closed)).toMatchObject({
      among: null,
      status: null,
      text: 'Effectif trop petit pour être montré.',
    });
  });

  test('nor a target that cuts the same households another way', () => {
    const targets = [
      target('leases', { scope: 'commune', event: 'lease', counts: { npruRelocation: true } }),
      target('quartile', { scope: 'commune', counts: { quartile: 'first' } }),
      target('out', { scope: 'commune', qpv: 'out', counts: { npruRelocation: true } }),
      target('npru', { scope: 'commune', counts: { npruRelocation: true } }),
    ];
    const asked = {
      territory: aTerritory({ targets }),
      allocations: times(20, 'L-1', { leaseSignedOn: '2026-06-01' }),
    };
    const told = (bilan: PresentedBilan) =>
      bilan.targets
        .filter(({ place, among }) => place === '59512' && among !== null)
        .map(({ target }) => target);
    expect(told(analyst(asked))).toEqual(['npru']);
    expect(told(present({ dwellings, ...asked }))).toEqual(['leases', 'npru', 'out', 'quartile']);
  });

  test('no lease beside the decisions of a target', () => {
    const asked = { allocations: times(20, 'L-1') };
    const words = (bilan: PresentedBilan) => bilan.targets.find(({ place }) => place === '59512')?.text;
    expect(words(present({ dwellings, ...asked }))).toMatch(/baux signés/);
    expect(words(analyst(asked))).not.toMatch(/baux signés/);
  });

  test('a running year is compared with nothing: the rest of the year before would be a few weeks', () => {
    const years = [2025, 2026].flatMap((y) => times(20, 'L-0', { decidedOn: `${y}-01-05` }));
    expect(figureOf(present({ dwellings, allocations: years }), 'decided').difference).toBe(0);
    expect(figureOf(analyst({ allocations: years }), 'decided').difference).toBeNull();
  });

  test('all years together are sums of what each shows, and nothing else', () => {
    const bilan = analyst({
      allocations: [
        ...times(20, 'L-0', { decidedOn: '2025-01-05', npruRelocation: true }),
        ...times(20, 'L-0', { npruRelocation: true }),
        ...times(3, 'L-0', { daloActive: true }),
      ],
      first: 2025,
      years: 2,
    });
    expect(bilan.whole.together).toMatchObject({
      decided: { value: 43 },
      'decided.npru.yes': { value: null },
      'decided.dalo.yes': { value: null },
    });
    expect(bilan.notes.join(' ')).toMatch(/effectifs de 1 à 4/);
  });

  test('nothing on record: nothing withheld either', () => {
    expect(figureOf(analyst({}), 'decided').value).toBe(0);
  });

  test('never a count from 1 to 4, and what a shown line withholds is never one count alone', () => {
    let applicable = 0;
    const BANDS = ['very-modest', 'modest', 'intermediate', 'higher', 'not-kept', 'unknown'].map(
      (id) => `decided.band.${id}`,
    );
    const any = fc.record({
      place: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4),
      shareOfPlusCeiling: fc.constantFrom(0.1, 0.1, 0.3, 0.5, 0.9, null),
      firstAccess: fc.constantFrom(true, true, false, null),
      contingent: fc.constantFrom('AUCUN', 'AUCUN', 'COLACT', null),
    });
    const anyBy = fc.constantFrom<ReviewBy>('commune', 'contingent');
    fc.assert(
      fc.property(fc.array(any, { minLength: 10, maxLength: 90 }), anyBy, (drawn, by) => {
        const allocations = drawn.map(({ place, ...rest }) => anAllocation(`L-${place}`, rest));
        const bilan = analyst({ allocations, by });
        expect(small(bilan)).toEqual([]);
        const totals = bilan.rows.map(({ years }) => years[0]!.decided!.value);
        if (!totals.includes(null)) expect(totals.reduce((a, b) => a! + b!, 0)).toBe(drawn.length);
        for (const { years } of bilan.rows) {
          if (years[0]!.decided!.value === null) continue;
          const withheld = BANDS.filter((id) => years[0]![id]!.value === null);
          if (withheld.length > 0) applicable += 1;
          expect(withheld.length).not.toBe(1);
        }
      }),
      { numRuns: 40 },
    );
    expect(applicable).toBeGreaterThan(30);
  });
});
