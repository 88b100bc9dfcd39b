import { describe, expect, test } from 'vitest';
import { comparisonTable } from '../../api/export/comparisonTable.ts';
import { tableLines } from '../../api/export/table.ts';
import { presentComparison } from '../../api/present/comparison.ts';
import { comparisonText } from '../../api/present/comparisonText.ts';
import { differenceText, valueText } from '../../api/present/comparisonWords.ts';
import { canonicalJson } from '../../api/records/canonicalJson.ts';
import { comparisonDocument, comparisonId, readComparison } from '../../api/service/comparisonDocument.ts';
import { dwelling, HIGHER, household, MIX } from '../assignment/explain/support.ts';
import { aTerritory, TODAY } from '../support/territory.ts';
import { comparisonOf } from './support.ts';

const since = (sequence: number, year: number, more: Parameters<typeof household>[1] = {}) =>
  household(sequence, { filed: `${year}-11-02`, ...more });

/** Thirty households: three labelled, two of unknown resources, the others alike but for their age. */
const found = comparisonOf({
  demands: Array.from({ length: 30 }, (_, i) =>
    since(i + 1, 2010 + (i % 12), {
      label: i < 3,
      income: i === 10 || i === 11 ? null : i % 2 === 0 ? HIGHER : 9_000,
    }),
  ),
  months: Array.from({ length: 4 }, (_, m) =>
    [1, 2].map((n) => ({ dwelling: dwelling(`L-${m}-${n}`), lists: [[1, 2, 99]] })),
  ),
  arms: ['points', 'date-order', 'lottery', 'recorded'],
  targets: [MIX],
  replications: 5,
});
const kept = {
  id: comparisonId({ asOf: TODAY, comparison: found }),
  at: '2026-11-22T09:00:00.000Z',
  asOf: TODAY,
  comparison: found,
};
const territory = aTerritory({ targets: [MIX] });
const shown = presentComparison({ territory, simulated: true, smallCells: false }, kept);
const guarded = presentComparison({ territory, simulated: true, smallCells: true }, kept);

describe('what is said of a comparison', () => {
  test('the figures are those of the engine, with their interval and what it means', () => {
    expect(shown.title).toMatch(
      /Essai de 4 façons de faire les listes.*du 1er décembre 2026 au 31 mars 2027/,
    );
    const waiting = shown.measures.find(({ id }) => id === 'waiting')!;
    const dates = found.measures.find(({ id }) => id === 'waiting')!.arms[1]!;
    expect(waiting.arms[1]).toMatchObject({
      value: expect.closeTo(dates.value!, 5),
      difference: {
        mean: expect.closeTo(dates.difference!.mean, 5),
        low: expect.closeTo(dates.difference!.interval!.low, 5),
      },
    });
    expect(waiting.arms[1]!.difference!.text).toMatch(/^[+−]?[\d,]+\u00a0mois \[.*\u00a0; .*\]/);
    expect(waiting.arms[0]!.difference).toBeNull();
    const notices = shown.notices.join(' ');
    expect(notices).toMatch(/Ce qui est simulé : les réponses des ménages/);
    expect(notices).toMatch(/l’intervalle à 95 %.*t de Student sur les (mois|blocs de mois)/);
    expect(notices).toMatch(/jamais un logement seul/);
    expect(notices).toMatch(/Les décisions enregistrées s’arrêtent au ménage qui a accepté/);
    expect(notices).toMatch(/Données simulées/);
  });

  test('no figure is written with so many digits that it could pass for a numéro unique', () => {
    expect(JSON.stringify(shown)).toMatch(/\d\.\d{6}\b/);
    expect(JSON.stringify(shown)).not.toMatch(/\d{13}/);
  });

  test('what stands out is said first, or that nothing does', () => {
    const apart = shown.measures.some(({ arms }) => arms.some(({ difference }) => difference?.apart));
    expect(shown.findings.join(' ')).toMatch(
      apart ? /au regard de « Points seuls »/ : /Aucune différence ne se détache du hasard/,
    );
    const calm = {
      ...found,
      measures: found.measures.map((measure) => ({
        ...measure,
        arms: measure.arms.map(({ value }) => ({ value, difference: null })),
      })),
    };
    expect(
      presentComparison({ territory, simulated: false, smallCells: false }, { ...kept, comparison: calm })
        .findings,
    ).toEqual([expect.stringMatching(/Aucune différence ne se détache/)]);
    const loud = {
      ...found,
      measures: found.measures.map((measure) => ({
        ...measure,
        arms: measure.arms.map(({ value, difference }) => ({
          value,
          difference: difference && { ...difference, apart: measure.id === 'waiting', mean: 12 },
        })),
      })),
    };
    expect(
      presentComparison({ territory, simulated: false, smallCells: false }, { ...kept, comparison: loud })
        .findings[0],
    ).toMatch(/^Date de dépôt, au regard de « Points seuls » : attente des ménages logés \+12\u00a0mois\.$/);
  });

  test('as text: nothing undefined, every section, no numéro unique', () => {
    const text = comparisonText(shown);
    for (const section of [
      'CE QUI SE DÉTACHE DU HASARD',
      'MESURES',
      'OBJECTIFS PAR LIEU',
      'QUI MONTE, QUI DESCEND',
      'JAMAIS SUR UNE LISTE',
      'SEGMENTS',
      'À SAVOIR',
    ])
      expect(text).toContain(section);
    expect(text).not.toMatch(/undefined|NaN|null|Infinity|\[object|999\d{10}/);
  });

  test('as a table: each line has a section, a figure, and the columns of its header', () => {
    const table = comparisonTable(shown);
    const [header, ...lines] = [...tableLines(table)];
    expect(header).toHaveLength(table.columns.length);
    expect(lines.length).toBeGreaterThan(shown.measures.length * 4);
    for (const line of lines) {
      expect(line).toHaveLength(header!.length);
      expect(line[0]).not.toBe('');
      expect(line[4]).not.toBe('');
    }
    const names = new Set(lines.map(([section]) => section!.split(' :')[0]));
    expect(names).toEqual(
      new Set(['Mesures', 'Objectifs', 'Segments', 'Qui monte, qui descend', 'Jamais sur une liste']),
    );
  });

  test.each([
    [0.051, 'share', '5,1\u00a0%', '+5,1\u00a0pt'],
    [-0.0001, 'share', '0\u00a0%', '0\u00a0pt'],
    [0.04, 'months', '0\u00a0mois', '0\u00a0mois'],
    [12.34, 'months', '12,3\u00a0mois', '+12,3\u00a0mois'],
    [-1.5, 'points', '−1,5\u00a0point', '−1,5\u00a0point'],
    [0.25, 'per-list', '0,25', '+0,25'],
    [1234.4, 'demands', '1\u00a0234', '+1\u00a0234'],
    [2, 'dwellings', '2', '+2'],
    [0.5, 'per-month', '0,5', '+0,5'],
  ] as const)('%f as %s', (value, unit, said, difference) => {
    expect(valueText(value, unit)).toBe(said);
    expect(differenceText(value, unit)).toBe(difference);
  });
});

describe('small counts', () => {
  const levels = (of: typeof shown, dimension: string) =>
    of.segments.find((segment) => segment.dimension === dimension)!.levels;

  test('a segment of three households is withheld whole, with another so that it cannot be worked out', () => {
    const open = levels(shown, 'situation');
    expect(open.find(({ level }) => level === 'verified')!.demands).toBe(3);
    const closed = levels(guarded, 'situation');
    const verified = closed.find(({ level }) => level === 'verified')!;
    expect(verified).toMatchObject({ demands: null, supply: null, tension: null });
    for (const arm of verified.arms)
      expect(arm).toEqual({
        listedShare: null,
        housed: null,
        difference: null,
        low: null,
        high: null,
        apart: false,
      });
    expect(closed.filter(({ demands }) => demands === null).length).toBeGreaterThan(1);
  });

  test('no count of one to four households is shown anywhere', () => {
    const counts = [
      ...guarded.segments.flatMap(({ levels: each }) => each.map(({ demands }) => demands)),
      ...guarded.moves.flatMap((moves) =>
        moves === null
          ? []
          : [
              moves.up,
              moves.down,
              ...moves.segments.flatMap((segment) => segment.levels.flatMap(({ up, down }) => [up, down])),
            ],
      ),
      ...guarded.never.flatMap(({ always, byAge }) => [always, ...byAge.map(({ demands }) => demands)]),
      ...guarded.targets.flatMap(({ arms }) => arms.map(({ among }) => among)),
    ].filter((count): count is number => count !== null);
    expect(counts.length).toBeGreaterThan(10);
    expect(counts.filter((count) => count > 0 && count < 5)).toEqual([]);
    // They are there for who may see them.
    const small = shown.moves.flatMap((moves) => (moves === null ? [] : [moves.up, moves.down]));
    expect(small.every((count) => count !== null)).toBe(true);
  });

  test('segments in which a household may stand twice say nothing of who goes up and down', () => {
    const dimensions = (of: typeof shown) => of.moves[1]!.segments.map(({ dimension }) => dimension);
    expect(dimensions(shown)).toContain('typology');
    expect(dimensions(guarded)).not.toContain('typology');
    expect(dimensions(guarded)).toContain('band');
  });

  test('it is said', () => {
    expect(guarded.notices.join(' ')).toMatch(/effectifs de 1 à 4/);
    expect(shown.notices.join(' ')).not.toMatch(/effectifs de 1 à 4/);
  });
});

describe('a comparison that is kept', () => {
  test('is read back as it was', () => {
    const document = JSON.parse(JSON.stringify(comparisonDocument(kept)));
    expect(canonicalJson(readComparison({ id: kept.id, version: 1, document }).comparison)).toBe(
      canonicalJson(found),
    );
  });
  test('changed since, it is refused', () => {
    const document = comparisonDocument({ ...kept, comparison: { ...found, seed: 2 } });
    expect(() => readComparison({ id: kept.id, version: 1, document })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ code: 'comparison.unreadable' })] }),
    );
    expect(() => readComparison({ id: kept.id, version: 1, document: {} })).toThrow();
  });
});
