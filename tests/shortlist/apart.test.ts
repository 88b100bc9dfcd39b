import { describe, expect, test } from 'vitest';
import { presentPair } from '../../api/present/pair.ts';
import { presentShortlist } from '../../api/present/shortlist.ts';
import { shortlistText } from '../../api/present/text.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { compileMethod } from '../../scoring/compileMethod.ts';
import { MethodSchema } from '../../scoring/method.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { numbersOf, pairOf, requestOf, shortlistOf } from '../support/shortlists.ts';
import { SITUATIONS } from '../support/territory.ts';

const PUBLISHED = { source: 'écrit pour les tests', certainty: 'proposal' };
const ordering = (more: object = {}) => {
  const compiled = compileMethod(
    MethodSchema.parse({
      id: 'circuits',
      version: '1',
      label: 'Méthode à circuits',
      kind: 'ordering',
      ...PUBLISHED,
      validFrom: '2016-01-01',
      validTo: null,
      channels: [
        { id: 'npru', label: 'Relogement NPRU', when: 'npruRelocation', placement: 'outside', ...PUBLISHED },
        { id: 'dalo', label: 'Reconnu DALO', when: 'daloActive', placement: 'before-grid', ...PUBLISHED },
      ],
      groups: [
        {
          id: 'g',
          label: 'Attente',
          combine: 'sum',
          criteria: [{ id: 'a', label: 'Ancienneté', points: 'waitingMonths', ...PUBLISHED }],
        },
      ],
      ...more,
    }),
    demandColumns(SITUATIONS),
  );
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues));
  return compiled.value;
};

const demands = [
  aDemand(1, { filedOn: '2020-01-01' }),
  aDemand(2, { filedOn: '2025-01-01', dalo: 'ACTIF' }),
  aDemand(3, { filedOn: '2018-01-01', npruRelocation: true }),
  aDemand(4, { filedOn: '2019-01-01', npruRelocation: true }),
  aDemand(5, { filedOn: '2024-01-01' }),
];
const given = { demands, ordering: ordering() };

describe('demands that a channel outside the grid follows', () => {
  test('are eligible, never on the list, and shown apart, oldest first', () => {
    const list = shortlistOf(given);
    expect(numbersOf(list)).toEqual([2, 1, 5].map(aNumber));
    expect(list.funnel.eligibleCount).toBe(5);
    expect(list.apart).toMatchObject([{ channel: { id: 'npru', label: 'Relogement NPRU' }, count: 2 }]);
    expect(list.apart[0]!.first.map(({ number }) => number)).toEqual([3, 4].map(aNumber));
  });
  test('the last of the list has nobody after it, though some are apart', () => {
    expect(shortlistOf(given).candidates.at(-1)!.aheadOfNext).toBeNull();
  });
  test('at most as many as are explained on the list; all are counted', () => {
    const many = Array.from({ length: 9 }, (_, i) => aDemand(i + 10, { npruRelocation: true }));
    const { apart } = shortlistOf({ ...given, demands: many, size: 3, nextCount: 2 });
    expect([apart[0]!.count, apart[0]!.first.length]).toEqual([9, 5]);
  });
  test('a channel before the grid stands on the list, not scored', () => {
    const [first] = shortlistOf(given).candidates;
    expect(first).toMatchObject({
      number: aNumber(2),
      score: { points: 0, ordering: { decidedBy: { placement: 'before-grid' } } },
      aheadOfNext: { by: 'tier', label: 'Reconnu DALO', otherLabel: null },
    });
  });
  test('no channel outside, nothing apart', () => {
    expect(shortlistOf({ demands }).apart).toEqual([]);
  });
  test('asked for by number, such a demand is eligible and has no rank', () => {
    const pair = pairOf(given, aNumber(3));
    expect(pair).toMatchObject({ excludedBy: null, place: null, aheadOfNext: null, behindPrevious: null });
    expect(presentPair(pair, 3).verdict).toBe(
      'Éligible, et suivie à part : « Relogement NPRU » est hors cotation.',
    );
    expect(pairOf(given, aNumber(1)).place).toEqual({ rank: 2, of: 3 });
  });
});

describe('in French', () => {
  const present = (more: object = {}) => {
    const input = { ...given, ordering: ordering(more) };
    const { pool, territory, ranking } = requestOf(input);
    return presentShortlist(
      { pool, territory, ranking, simulated: false, uncountedAllocations: 0 },
      shortlistOf(input),
    );
  };
  test('the list says who is apart, and by which channel', () => {
    const text = shortlistText(present()).replaceAll('\u00a0', ' ');
    expect(text).toMatch(/À PART, HORS COTATION\n {2}Relogement NPRU : 2 demandes éligibles, hors cotation/);
    expect(text).toContain(`- ${aNumber(3)} : `);
    expect(text.replace(/\s+/g, ' ')).toContain(
      'non cotée, « Reconnu DALO » : hors grille, examinée avant la cotation',
    );
  });
  test('a method out of its dates opens the notices', () => {
    expect(present().method.notices).toEqual([]);
    const [notice] = present({ validTo: '2025-06-30' }).method.notices;
    expect(notice).toMatch(
      /^Attention : la méthode « Méthode à circuits » n’est plus en vigueur depuis la fin du 30 juin 2025 ; elle est appliquée ici au 2 novembre 2026\.$/,
    );
    expect(present({ validFrom: '2027-01-01' }).method.notices[0]).toContain(
      'qu’à partir du 1er janvier 2027',
    );
  });
});
