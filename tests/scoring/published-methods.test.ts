import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { explainRow } from '../../scoring/explain.ts';
import { MethodSchema } from '../../scoring/method.ts';
import { orderRows } from '../../scoring/order.ts';
import { type Row, storeOf } from './support/columns.ts';
import { method } from './support/compiled.ts';

const ACI_CODES = [
  'ACI_SANS_LOGEMENT',
  'ACI_HEBERGE_TIERS',
  'ACI_HEBERGE_STRUCTURE',
  'ACI_LOGEMENT_TEMPORAIRE',
  'ACI_EXPULSION',
  'ACI_INDIGNE',
  'ACI_SUROCCUPATION',
  'ACI_VIOLENCES',
  'ACI_SORTIE_INSTITUTION',
  'ACI_EFFORT_EXCESSIF',
  'ACI_HANDICAP_SANTE',
  'ACI_RESSOURCES_TRES_FAIBLES',
  'ACI_ACTIF_PRECAIRE',
];
const MUTATION_CODES = [
  'MUT_SOUS_OCCUPATION',
  'MUT_INSOLVABLE',
  'MUT_HANDICAP_SANTE',
  'MUT_ENVIRONNEMENT',
  'MUT_DELAI',
  'MUT_VIOLENCES',
  'MUT_SUROCCUPATION',
];
const DICTIONARY = demandColumns([...ACI_CODES, ...MUTATION_CODES].map((code) => ({ code, label: code })));

const read = (path: string): unknown => parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const shipped = (name: string) => method(read(`../../scoring/methods/${name}.yaml`), DICTIONARY);
const fixture = (name: string) => method(read(`./fixtures/${name}.yaml`), DICTIONARY);
const explain = (compiled: ReturnType<typeof method>, row: Row) =>
  explainRow(compiled, storeOf([row], { dictionary: DICTIONARY, single: true }), 0);

/** Nothing ticked, nothing met, all declared. */
const NOBODY: Row = {
  ...Object.fromEntries([...ACI_CODES, ...MUTATION_CODES].map((code) => [code, 0])),
  firstAccess: 1,
  daloActive: 0,
  npruRelocation: 0,
  waitingMonths: 0,
  rankedNotHoused: 0,
  loneParent: 0,
  disabledMember: 0,
  rentToIncome: 0.1,
  currentHousingKind: 1,
  applicantAge: 40,
  actionLogementEmployer: 1,
  motives: 0,
};

describe('published fragments', () => {
  test('Lyon’s worked example: 20 + 5 + 10 = 35', () => {
    const e = explain(fixture('lyon-exemple'), {
      ...NOBODY,
      ACI_EXPULSION: 1,
      loneParent: 1,
      rentToIncome: 500 / 1300,
    });
    expect(e.points).toBe(35_000);
    expect(e.groups[0]!.criteria.map((c) => c.points)).toEqual([20_000, 5000, 10_000]);
    expect(e.groups[0]!.criteria.map((c) => c.toVerify)).toEqual([true, false, false]);
  });
  test.each([
    [12, 12_000],
    [36, 36_000],
    [37, 57_000],
  ])('Toulouse: %d months are worth %d thousandths', (waitingMonths, points) => {
    expect(explain(fixture('toulouse-fragments'), { ...NOBODY, waitingMonths }).points).toBe(points);
  });
  test('Toulouse: DALO and PDALHPD cumulate', () => {
    const row = { ...NOBODY, daloActive: 1, ACI_SANS_LOGEMENT: 3 };
    expect(explain(fixture('toulouse-fragments'), row).points).toBe(90_000);
  });
  test('Paris 2014: only the best of a rubric counts, and rubrics add up', () => {
    const roofless = { ...NOBODY, currentHousingKind: 15, motives: 1 << 11, disabledMember: 1 };
    const e = explain(fixture('paris-2014-fragment'), roofless);
    expect(e.groups.map((g) => g.points)).toEqual([17_000, 4000]);
    expect(e.groups[0]!.criteria.map((c) => c.points)).toEqual([17_000, 0, 0]);
  });
});

describe('published structures', () => {
  test('Toulouse: the months and the delay are two parts of one rule', () => {
    const [month, delay] = explain(fixture('toulouse-fragments'), { ...NOBODY, waitingMonths: 37 }).groups[0]!
      .criteria;
    expect(month).toMatchObject({ id: 'anciennete-mois', points: 37_000 });
    expect(delay).toMatchObject({ id: 'anciennete-delai-anormal', points: 20_000 });
  });
  test.each<[string, Row, readonly number[]]>([
    ['one box a rubric, and rubrics add up', { motives: 1, disabledMember: 1 }, [17_000, 4000]],
    ['two boxes of a rubric: the least, not the best', { motives: 1 | (1 << 11) }, [2000, 0]],
    ['a box worth nothing is a box', { motives: 1 | (1 << 18) }, [0, 0]],
  ])('Paris 2024: %s', (_, row, points) => {
    const e = explain(fixture('paris-2024-structure'), { ...NOBODY, ...row });
    expect(e.groups.map((g) => g.points)).toEqual(points);
    expect(e.groups[0]!.severalTicked).toBe(points[0] !== 17_000);
  });
  test.each<[string, Row, string | null, number]>([
    ['DALO stays outside', { daloActive: 1, currentHousingKind: 6 }, 'dalo', 0],
    ['so does a verified PDALHPD label', { ACI_SANS_LOGEMENT: 3 }, 'pdalhpd', 0],
    ['a declared one does not', { ACI_SANS_LOGEMENT: 1, currentHousingKind: 6 }, null, 10_000],
    ['NPRU stays outside', { npruRelocation: 1, rentToIncome: 0.9 }, 'npru', 0],
    ['everybody else is scored', { currentHousingKind: 6, rentToIncome: 0.9 }, null, 15_000],
  ])('Dunkerque: %s', (_, row, channel, points) => {
    const e = explain(fixture('dunkerque-structure'), { ...NOBODY, ...row });
    expect([e.decidedBy?.id ?? null, e.points]).toEqual([channel, points]);
    expect(e.decidedBy === null || e.decidedBy.placement === 'outside').toBe(true);
  });
  test.each<[string, Row, number]>([
    ['a child', { minors: 2 }, 6000],
    ['a fixed-term contract', { minors: 0, contract: 1 }, 4000],
    ['both', { minors: 1, contract: 1 }, 10_000],
    ['neither', { minors: 0, contract: 0 }, 0],
  ])('Rennes: %s', (_, row, points) => {
    expect(explain(fixture('rennes-fragments'), { ...NOBODY, ...row }).points).toBe(points);
  });

  test('ALPAF: no point, an order of situations, then a chain of tie-breaks', () => {
    const compiled = fixture('alpaf');
    const home: Row = {
      currentHousingKind: 1,
      areaShortfallM2: 0,
      rentToIncome: 0.1,
      motives: 0,
      incomePerUcEur: 9000,
      loneParent: 0,
      disabledMember: 0,
      filedDay: 20_000,
    };
    // Each comes before all that follow it, for one reason only.
    const rows: Row[] = [
      { ...home, currentHousingKind: 15, incomePerUcEur: 30_000 },
      { ...home, currentHousingKind: 9, incomePerUcEur: 30_000 },
      { ...home, rentToIncome: 0.34, incomePerUcEur: 30_000 },
      { ...home, incomePerUcEur: 8000 },
      { ...home, loneParent: 1 },
      { ...home, disabledMember: 1 },
      { ...home, filedDay: 19_000 },
      home,
      { ...home, loneParent: 255, filedDay: 1 },
      { ...home, incomePerUcEur: Number.NaN, loneParent: 1, filedDay: 1 },
    ];
    const reversed = [...rows].reverse();
    const store = storeOf(reversed, { dictionary: DICTIONARY });
    const scored = compiled.score(store);
    const { rows: order } = orderRows({
      scored,
      store,
      tieBreak: compiled.tieBreak,
      lot: Uint32Array.from(rows.keys()),
    });
    expect([...order].map((row) => rows.indexOf(reversed[row]!))).toEqual([...rows.keys()]);
    expect(Math.max(...scored.points)).toBe(0);
  });
});

const LETTERS = [
  'L441_A_HANDICAP',
  'L441_B_SORTIE_ACT',
  'L441_C_MAL_LOGE',
  'L441_D_HEBERGE',
  'L441_E_REPRISE_EMPLOI',
  'L441_F_HABITAT_INDIGNE',
  'L441_G_VIOLENCES',
  'L441_GBIS_VIOL',
  'L441_H_PROSTITUTION',
  'L441_I_TRAITE',
  'L441_J_SUROCCUPATION_MINEUR',
  'L441_K_SANS_LOGEMENT',
  'L441_L_EXPULSION',
  'L441_M_ASE',
];

describe('the L441-1 floor', () => {
  const dictionary = demandColumns(LETTERS.map((code) => ({ code, label: code })));
  const compiled = method(read('../../scoring/methods/l441-1.yaml'), dictionary);
  const nobody: Row = { ...Object.fromEntries(LETTERS.map((code) => [code, 0])), daloActive: 0 };
  const rowOf = (row: Row) => explainRow(compiled, storeOf([{ ...nobody, ...row }], { dictionary }), 0);

  test('reads each letter once, in the order of the law; from g bis on they are proposals to check', () => {
    const criteria = compiled.method.groups.flatMap((g) => g.criteria);
    expect(criteria.map((c) => c.when)).toEqual(LETTERS);
    expect(criteria.map((c) => c.certainty)).toEqual(
      LETTERS.map((_, i) => (i <= LETTERS.indexOf('L441_G_VIOLENCES') ? 'found' : 'proposal')),
    );
    for (const c of criteria.filter((c) => c.certainty === 'proposal'))
      expect(c.source).toContain('à vérifier sur le texte en vigueur');
  });
  test.each(LETTERS)('%s is worth as much as any other', (code) => {
    expect(rowOf({ [code]: 1 }).points).toBe(1000);
  });
  test('several letters are worth no more than one', () => {
    expect(rowOf(Object.fromEntries(LETTERS.map((code) => [code, 3]))).points).toBe(1000);
    expect(rowOf({}).points).toBe(0);
  });
  test('DALO, then a letter, then the oldest demand; a letter that is not known is no letter', () => {
    const rows: Row[] = [
      { ...nobody, filedDay: 9 },
      { ...nobody, L441_L_EXPULSION: 255, filedDay: 10 },
      { ...nobody, L441_L_EXPULSION: 1, filedDay: 30 },
      { ...nobody, L441_A_HANDICAP: 3, L441_M_ASE: 3, filedDay: 31 },
      { ...nobody, daloActive: 1, filedDay: 40 },
    ];
    const store = storeOf(rows, { dictionary });
    const { rows: order } = orderRows({
      scored: compiled.score(store),
      store,
      tieBreak: compiled.tieBreak,
      lot: Uint32Array.from(rows.keys()),
    });
    expect([...order]).toEqual([4, 2, 3, 0, 1]);
  });
});

describe('the AR-habitat ordering, rebuilt from the plan’s principles', () => {
  const compiled = shipped('ar-habitat');
  const { method: content } = compiled;

  test('says that it is a reconstruction and that its points are proposals', () => {
    expect(content.label).toContain('reconstitution, pondérations proposées');
    expect(content.certainty).toBe('proposal');
    const criteria = content.groups.flatMap((g) => g.criteria);
    for (const c of criteria) {
      expect(c.pointsCertainty ?? c.certainty, c.id).toBe('proposal');
      if (c.certainty === 'found') expect(c.source, c.id).toMatch(/article|CIET/);
    }
    expect(criteria.some((c) => c.certainty === 'found')).toBe(true);
  });

  test('reads each of the 13 situations and of the 7 mutation criteria, once as a criterion', () => {
    const whens = content.groups.flatMap((g) => g.criteria.map((c) => c.when));
    for (const code of [...ACI_CODES, ...MUTATION_CODES])
      expect(
        whens.filter((w) => w === code),
        code,
      ).toHaveLength(1);
    expect(
      compiled.read.levels.examined
        .find((level) => level.id === 'priority')!
        .when.inputs.map((c) => c.name)
        .sort(),
    ).toEqual([...ACI_CODES, ...MUTATION_CODES, 'firstAccess'].sort());
  });

  test.each<[string, Row, string | null]>([
    ['DALO first', { daloActive: 1, npruRelocation: 1, ACI_EXPULSION: 3 }, 'dalo'],
    ['then NPRU', { npruRelocation: 1, ACI_EXPULSION: 3 }, 'npru'],
    ['then a situation of the accord collectif', { ACI_EXPULSION: 1 }, 'priority'],
    ['or a blocked mutation', { firstAccess: 0, MUT_DELAI: 2 }, 'priority'],
    ['a mutation does not count as accord collectif', { firstAccess: 0, ACI_EXPULSION: 3 }, null],
    ['a first access does not count as blocked mutation', { firstAccess: 1, MUT_DELAI: 3 }, null],
    ['everybody else', {}, null],
  ])('%s', (_, row, tier) => {
    expect(explain(compiled, { ...NOBODY, ...row }).decidedBy?.id ?? null).toBe(tier);
  });

  test('a declared situation gives the tier, and is to be verified', () => {
    expect(explain(compiled, { ...NOBODY, ACI_EXPULSION: 1 }).decidedBy).toMatchObject({ toVerify: true });
    expect(explain(compiled, { ...NOBODY, ACI_EXPULSION: 3 }).decidedBy).toMatchObject({ toVerify: false });
  });

  test.each<[string, Row, number]>([
    ['nothing', {}, 0],
    ['half a point a month', { waitingMonths: 15 }, 7500],
    ['30 points at 60 months', { waitingMonths: 60 }, 30_000],
    ['no more beyond', { waitingMonths: 240 }, 30_000],
    ['ranked twice, never housed', { rankedNotHoused: 2 }, 10_000],
    ['at most three times', { rankedNotHoused: 9 }, 15_000],
    ['the gravest absence of a home counts', { ACI_SANS_LOGEMENT: 1, ACI_HEBERGE_TIERS: 1 }, 20_000],
    ['situations of bad housing cumulate', { ACI_EXPULSION: 1, ACI_SUROCCUPATION: 2 }, 32_000],
    ['up to 40', { ACI_EXPULSION: 1, ACI_INDIGNE: 1, ACI_HANDICAP_SANTE: 1, ACI_SUROCCUPATION: 1 }, 40_000],
    ['mutation criteria cumulate', { firstAccess: 0, MUT_DELAI: 2, MUT_SUROCCUPATION: 2 }, 22_000],
    ['mutation criteria are for mutations', { firstAccess: 1, MUT_DELAI: 2 }, 0],
  ])('%s', (_, row, points) => {
    expect(explain(compiled, { ...NOBODY, ...row }).points).toBe(points);
  });

  test('an undeclared seniority brings nothing and says what it could bring', () => {
    const { waitingMonths, ...rest } = NOBODY;
    const e = explain(compiled, rest);
    expect(waitingMonths).toBe(0);
    expect(e.points).toBe(0);
    expect(e.unknownInputs).toMatchObject([
      { column: 'waitingMonths', couldBring: 30_000, couldReach: null },
    ]);
  });

  test('an undeclared DALO status says which tier it could open', () => {
    const e = explain(compiled, { ...NOBODY, daloActive: 255 });
    expect(e.unknownInputs).toMatchObject([
      { column: 'daloActive', couldBring: 0, couldReach: { id: 'dalo' } },
    ]);
  });
});

describe('the Action Logement weighting', () => {
  const compiled = shipped('action-logement');
  test('is for its contingent, and says that its points are provisional', () => {
    expect(compiled.method.kind).toBe('weighting');
    expect(compiled.method.appliesToContingent).toBe('COLACT');
    for (const c of compiled.method.groups.flatMap((g) => g.criteria))
      expect(c.pointsCertainty ?? c.certainty).toBe('proposal');
  });
  test.each<[string, Row, string, number]>([
    ['under 30', { applicantAge: 29 }, 'met', 10_000],
    ['30 is not under 30', { applicantAge: 30 }, 'met', 0],
    ['professional mobility (motive 18)', { motives: 1 << 17 }, 'met', 10_000],
    ['nearer to work (motive 19)', { motives: 1 << 18 }, 'met', 10_000],
    ['employee threatened with eviction (motive 05)', { motives: 1 << 4 }, 'met', 10_000],
    ['rent above 33 % of resources', { rentToIncome: 0.34 }, 'met', 10_000],
    ['rent at 33 % of resources', { rentToIncome: 0.33 }, 'met', 0],
    ['all three', { applicantAge: 25, motives: 1 << 17, rentToIncome: 0.5 }, 'met', 30_000],
    ['an employer out of scope', { applicantAge: 25, actionLogementEmployer: 0 }, 'unmet', 0],
    ['an employer not declared', { applicantAge: 25, actionLogementEmployer: 255 }, 'unknown', 0],
  ])('%s', (_, row, inScope, points) => {
    expect(explain(compiled, { ...NOBODY, ...row })).toMatchObject({ inScope, points });
  });
});

test('no shipped method reads the kind of income, and a method that tries is refused', () => {
  const content = MethodSchema.parse(read('../../scoring/methods/action-logement.yaml'));
  content.groups[0]!.criteria[0]!.when = 'percoitRsa';
  expect(() => method(content, DICTIONARY)).toThrow('jamais leur nature');
});
