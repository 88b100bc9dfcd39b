import { describe, expect, test } from 'vitest';
import type { Provenance } from '../../engine/domain/territory.ts';
import { BASE_COLUMNS } from '../../engine/pool/dictionary.ts';
import { compileFormula } from '../../scoring/formula/compile.ts';
import { PACK } from './mel2016.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('bailleurs', () => {
  test('the 15 landlords of the plan, two of them OPH, Norévie under its name', () => {
    expect(PACK.bailleurs).toHaveLength(15);
    expect(PACK.bailleurs.filter(({ kind }) => kind === 'OPH').map(({ name }) => name)).toEqual([
      'Lille Métropole Habitat',
      'Partenord Habitat',
    ]);
    const norevie = PACK.bailleurs.find(({ id }) => id === 'norevie');
    expect(norevie?.provenance?.note).toContain('Norvège');
    expect(PACK.bailleurs.map(({ name }) => name)).not.toContain('Norvège');
  });

  test('shares add up to one; only the share computed from published figures is not a proposal', () => {
    expect(sum(PACK.bailleurs.map((b) => b.simulatedStockShare))).toBeCloseTo(1, 4);
    const found = PACK.bailleurs.filter(({ provenance }) => provenance?.certainty !== 'proposal');
    expect(found.map(({ id }) => id)).toEqual(['lille-metropole-habitat']);
    expect(found[0]?.simulatedStockShare).toBeCloseTo(31_425 / 129_512, 4);
  });
});

describe('bands and targets', () => {
  test('bands 0.20 / 0.40 / 0.60, a proposal, cut in two groups at 0.40', () => {
    expect(PACK.bands.bands.map(({ id, below, group }) => [id, below, group])).toEqual([
      ['very-modest', 0.2, 'modest'],
      ['modest', 0.4, 'modest'],
      ['intermediate', 0.6, 'intermediate-or-higher'],
      ['higher', null, 'intermediate-or-higher'],
    ]);
    expect(PACK.bands.provenance.certainty).toBe('proposal');
  });

  test('50/50 mirrors: fragile and most fragile by intermediate or higher, less fragile by modest, all allocations', () => {
    const mixes = PACK.targets.filter(({ scope }) => scope === 'quartier');
    expect(
      mixes.map(({ fragility, counts, share, bound, among }) => [fragility, counts, share, bound, among]),
    ).toEqual([
      [['fragile'], { bandGroup: 'intermediate-or-higher' }, 0.5, 'min', 'all'],
      [['less-fragile'], { bandGroup: 'modest' }, 0.5, 'min', 'all'],
      [['most-fragile'], { bandGroup: 'intermediate-or-higher' }, 0.5, 'min', 'all'],
    ]);
    expect(mixes[2]?.provenance.note).toContain('Clause de revoyure');
    expect(mixes.every(({ toleranceDwellings }) => toleranceDwellings === 1)).toBe(true);
  });

  test('no mix target for quartiers of unknown class', () => {
    expect(PACK.targets.flatMap(({ fragility }) => fragility ?? [])).not.toContain('unknown');
  });

  test('ACI 45 % of first access, by commune and by bailleur; by address where a commune frees few dwellings', () => {
    const aci = PACK.targets.filter(({ counts }) => counts.verifiedPriority);
    expect(aci.map(({ id, rotation, dedicated }) => [id, rotation, dedicated])).toEqual([
      ['aci-commune', { from: 10 }, undefined],
      ['aci-adresse', { below: 10 }, true],
      ['aci-bailleur', undefined, undefined],
    ]);
    expect(
      aci
        .filter(({ share }) => share !== undefined)
        .map(({ scope, among, share, bound }) => [scope, among, share, bound]),
    ).toEqual([
      ['commune', 'first-access', 0.45, 'min'],
      ['bailleur', 'first-access', 0.45, 'min'],
    ]);
  });

  test('NPRU shares are proposals under the published 5 %', () => {
    const all = PACK.targets.filter(({ counts }) => counts.npruRelocation);
    const npru = all.filter(({ share }) => share !== undefined);
    // The same in numbers, off: 2,500 over seven years.
    expect(all.filter(({ count }) => count).map(({ count, active }) => [count?.dwellings, active])).toEqual([
      [357, false],
      [357, false],
    ]);
    expect(npru.map(({ scope }) => scope)).toEqual(['commune', 'bailleur']);
    for (const { share, provenance } of npru) {
      expect(share).toBeLessThan(0.05);
      expect(provenance.certainty).toBe('proposal');
    }
  });
});

describe('matching', () => {
  test('every setting is a proposal, and what costs a dwelling never rises with the precedence number', () => {
    const { matching, targets } = PACK;
    expect(Object.values(matching).map(({ provenance }) => provenance.certainty)).toEqual(
      Array(6).fill('proposal'),
    );
    const prices = Object.values(matching.penaltyPointsByPrecedence.value);
    expect(prices).toEqual([...prices].sort((a, b) => b - a));
    expect(prices).toHaveLength(Math.max(...targets.map(({ precedence }) => precedence)));
    expect(matching.answerDays.value).toBe(10);
  });

  test('convergence looks at both sides of the mix; reciprocity is followed without weight', () => {
    const converging = PACK.targets.filter(({ convergence }) => convergence);
    expect(converging.map(({ counts }) => counts.bandGroup)).toEqual(['modest', 'intermediate-or-higher']);
    expect(converging.every(({ provenance }) => provenance.certainty === 'proposal')).toBe(true);
    const reciprocity = PACK.targets.filter(({ counts }) => counts.reciprocity);
    expect(reciprocity.map(({ active }) => active)).toEqual([false]);
  });
});

describe('situations', () => {
  const codes = (scope: string) => PACK.situations.filter((s) => s.scope === scope).map(({ code }) => code);

  test('13 situations of first access and 7 of mutation', () => {
    expect(codes('first-access')).toEqual([
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
    ]);
    expect(codes('mutation')).toEqual([
      'MUT_SOUS_OCCUPATION',
      'MUT_INSOLVABLE',
      'MUT_HANDICAP_SANTE',
      'MUT_ENVIRONNEMENT',
      'MUT_DELAI',
      'MUT_VIOLENCES',
      'MUT_SUROCCUPATION',
    ]);
  });

  test('exactly 3 of the 13 are monetary; all 13 are a reconstruction, the 7 are the plan’s', () => {
    expect(PACK.situations.filter(({ family }) => family === 'monetaire')).toHaveLength(3);
    for (const { code, provenance } of PACK.situations)
      expect([code, provenance.certainty]).toEqual([code, code.startsWith('ACI_') ? 'proposal' : 'official']);
  });

  test('violence is never more than declared; leaving an institution is for a partner to say', () => {
    const violence = PACK.situations.filter(({ code }) => code.endsWith('_VIOLENCES'));
    expect(violence.map(({ predicateEvidence }) => predicateEvidence)).toEqual(['declared', 'declared']);
    expect(PACK.situations.filter(({ predicate }) => predicate === null).map(({ code }) => code)).toEqual([
      'ACI_SORTIE_INSTITUTION',
    ]);
  });

  const DICTIONARY = new Map(BASE_COLUMNS.map((column) => [column.name, column]));

  test('every name of every predicate is a base column, and none is income’s kind', () => {
    let names = 0;
    for (const { code, predicate } of PACK.situations) {
      const words = (predicate ?? '').match(/[A-Za-z]\w*/g) ?? [];
      for (const word of words.filter((w) => !['and', 'or', 'not', 'min', 'max'].includes(w))) {
        names += 1;
        expect([code, word, DICTIONARY.has(word)]).toEqual([code, word, true]);
      }
    }
    expect(names).toBeGreaterThan(60);
  });

  test('a first-access situation reads first access, a mutation one reads the HLM tenancy', () => {
    for (const { predicate, scope } of PACK.situations)
      if (predicate !== null)
        expect(predicate).toMatch(scope === 'mutation' ? /^housedHLM and / : /^firstAccess and /);
  });

  test('every predicate compiles to a condition', () => {
    for (const { code, predicate } of PACK.situations)
      if (predicate !== null)
        expect([code, compileFormula(predicate, DICTIONARY, 'boolean').ok]).toEqual([code, true]);
  });
});

describe('contingents, norms, acceptance', () => {
  test('State 25 % + 5 %, MEL 20 %, and a remainder that makes one', () => {
    const share = new Map(PACK.contingents.shares.map((s) => [s.reservataire, s]));
    expect([share.get('PPRIOR')?.share, share.get('PFONCT')?.share, share.get('COLTER')?.share]).toEqual([
      0.25, 0.05, 0.2,
    ]);
    expect(sum(PACK.contingents.shares.map((s) => s.share))).toBeCloseTo(1, 10);
    expect(PACK.contingents.regime).toBe('household-profile');
    expect(share.get('COLACT')?.provenance.certainty).toBe('proposal');
  });

  test('overcrowding 9, 16, +9, 70 from eight; an abnormal wait that was not found is unknown', () => {
    expect(PACK.norms.overcrowding).toMatchObject({
      onePersonM2: 9,
      twoPersonsM2: 16,
      perFurtherPersonM2: 9,
      capPersons: 8,
      capM2: 70,
    });
    expect(PACK.norms.abnormalWaitMonths.months).toBeNull();
  });

  test('acceptance keeps the published mean: 36.8 % of refusals at rank 1, weighted by dwellings', () => {
    const rate = new Map(
      PACK.acceptance.rates.map(({ fragility, byRank }) => [fragility, byRank[0] as number]),
    );
    const weighted = PACK.quartiers.map((q) => (rate.get(q.fragility) as number) * q.estimatedDwellings);
    expect(sum(weighted) / sum(PACK.quartiers.map((q) => q.estimatedDwellings))).toBeCloseTo(1 - 0.368, 2);
    expect(PACK.acceptance.provenance.certainty).toBe('proposal');
  });
});

/** Every provenance of the pack, wherever it stands. */
const provenances = (value: unknown): Provenance[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'certainty' in value && 'source' in value ? [value as Provenance] : [];
  return [...own, ...Object.values(value).flatMap(provenances)];
};

describe('provenance', () => {
  const all = provenances(PACK);

  test('is everywhere, and points to no file of ours', () => {
    expect(all.length).toBeGreaterThan(80);
    for (const { source, note } of all) expect(`${source} ${note ?? ''}`).not.toMatch(/\.\.\/|\.md\b/);
  });

  test('what was not found is a proposal', () => {
    const notFound = all.filter(({ source }) =>
      /non trouvée?\b|Hypothèse|Reconstitution|Estimé/.test(source),
    );
    expect(notFound.length).toBeGreaterThan(15);
    for (const { source, certainty } of notFound) expect([source, certainty]).toEqual([source, 'proposal']);
  });
});
