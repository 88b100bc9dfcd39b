import { describe, expect, test } from 'vitest';
import { presentBrakes } from '../../api/present/brakes.ts';
import { presentFrontier } from '../../api/present/brakesFrontier.ts';
import { frontierText } from '../../api/present/brakesFrontierText.ts';
import { brakesText } from '../../api/present/brakesText.ts';
import { countedWords } from '../../api/present/brakesWords.ts';
import { issueText } from '../../api/present/messages.ts';
import type { BrakeStep, RowBrake } from '../../engine/assignment/explain/brakePrices.ts';
import { type Frontier, frontierOf } from '../../engine/assignment/explain/frontier.ts';
import { prepareSession } from '../../engine/assignment/session.ts';
import { solveStages } from '../../engine/assignment/stages.ts';
import type { Target } from '../../engine/domain/territory.ts';
import { ACI, dwelling, HIGHER, household, MIX, requestOf } from '../assignment/explain/support.ts';

/* What targets cost, in the words of a commission. */

const prepared = prepareSession(
  requestOf({
    demands: Array.from({ length: 12 }, (_, i) =>
      household(i + 1, {
        filed: `${2010 + i}-11-02`,
        income: i % 3 === 2 ? HIGHER : 9_000,
        label: i % 2 === 1,
      }),
    ),
    dwellings: [dwelling('L-1'), dwelling('L-2')],
    targets: [MIX, ACI],
  }),
);
const MIX_ROW = prepared.rows.findIndex(({ target }) => target.id === 'mix');
const ACI_ROW = prepared.rows.findIndex(({ target }) => target.id === 'aci');

const step = (perDwelling: number, dwellings = 1, more: Partial<BrakeStep> = {}): BrakeStep => {
  const cost = perDwelling * dwellings;
  return { dwellings, cost, points: cost, perDwelling, others: [], ...more };
};
const STEADY: RowBrake = {
  row: MIX_ROW,
  brings: 0,
  required: 0,
  price: 14_000,
  verdict: 'steady',
  most: null,
  holdsFor: 1,
  more: step(14_000),
  less: step(14_000),
  lists: null,
};
const shown = (brake: Partial<RowBrake>, anew = false) =>
  presentBrakes({ prepared, brakes: [{ ...STEADY, ...brake }], anew });
const one = (brake: Partial<RowBrake>) => {
  const { costing, unreachable } = shown(brake);
  return [...costing, ...unreachable][0]!;
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a target that costs', () => {
  test('steady: one number, in households', () => {
    const brake = one({});
    expect(plain(brake.text)).toBe(
      'Un ménage aux ressources intermédiaires ou plus élevées de plus coûte 14 points.',
    );
    expect(brake).toMatchObject({ pricePoints: 14, morePoints: 14, lessPoints: 14, group: 'price' });
  });
  test('less than one can be brought: the part, and the most', () => {
    const text = plain(
      one({ most: 0.31, holdsFor: 0.25, more: step(14_000, 0.25), less: step(14_000, 0.25) }).text,
    );
    expect(text).toMatch(/^0,25 ménage .* attendu de plus coûte 3,5 points, soit 14 points par logement\./);
    expect(text).toMatch(/La séance ne peut en apporter un entier : 0,31 au plus\./);
  });
  test('stepped: both values, no number alone, and how far the price holds', () => {
    const brake = one({ verdict: 'stepped', holdsFor: 0.25, more: step(20_000), less: step(9_000) });
    expect(brake.pricePoints).toBeNull();
    expect(plain(brake.text)).toMatch(
      /coûte 20 points ; en demander autant de moins rend 9 points par logement\. Le prix change en chemin : 14 points par logement jusqu’à 0,25 logement\./,
    );
  });
  test('degenerate: both values, and that none alone says it', () => {
    const brake = one({ verdict: 'degenerate', holdsFor: null, more: step(73_000), less: step(0) });
    expect(brake).toMatchObject({ pricePoints: null, morePoints: 73, lessPoints: 0 });
    expect(plain(brake.text)).toMatch(
      /coûte 73 points ; en demander moins ne rend rien\. Aucun prix unique ne le résume\./,
    );
  });
  test('free up to what the lists bring beyond', () => {
    const brake = one({ verdict: 'stepped', price: 0, holdsFor: 0.5, less: null, more: step(3_000) });
    expect(brake.group).toBe('threshold');
    expect(plain(brake.text)).toMatch(/Le prix change en chemin : rien jusqu’à 0,5 logement\./);
  });
  test('lacking says how much', () => {
    const brake = one({ verdict: 'degenerate', holdsFor: null, required: 0.4, less: step(0) });
    expect(brake).toMatchObject({ group: 'lack', lack: 0.4 });
    expect(plain(brake.text)).toMatch(/Il en manque 0,4 logement à ce qui est demandé à la séance\.$/);
  });
  test.each([
    [20_000, 'Un ménage .* coûte 14 points \\(20 points aux listes, moins 6 points que d’autres objectifs y'],
    [4_000, 'coûte 14 points \\(4 points aux listes, 10 points à d’autres objectifs\\)'],
    [-2_000, 'coûte 14 points \\(16 points à d’autres objectifs, moins 2 points que les listes y gagnent\\)'],
  ])('who pays: lists %d thousandths of it', (points, says) => {
    expect(plain(one({ more: step(14_000, 1, { points }) }).text)).toMatch(new RegExp(says));
  });
  test('which targets it brakes, and what they would lack; those it serves after', () => {
    const { brakes } = one({
      more: step(14_000, 1, {
        others: [
          { row: ACI_ROW, dwellings: -0.5, lack: 0.3, cost: 18_000 },
          { row: ACI_ROW, dwellings: 0.25, lack: 0, cost: 0 },
        ],
      }),
    });
    expect(brakes.map(plain)).toEqual([
      expect.stringMatching(
        /^freine « Accord collectif, commune .* » : −0,5 logement, et il lui en manquerait 0,3 de plus$/,
      ),
      expect.stringMatching(/^sert aussi « .* » : \+0,25 logement$/),
    ]);
  });
  test('whole lists, where they say something else', () => {
    const lists = { gained: 1.1, cost: 22_000, perDwelling: 20_000, entering: 2, leaving: 2 };
    expect(plain(one({ lists }).lists!)).toBe(
      'Sur les listes, ménages entiers : 1,1 logement de plus pour 22 points, soit 20 points par logement ; 2 ménages entreraient.',
    );
    expect(one({ lists: { ...lists, perDwelling: 14_100 } }).lists).toBeNull();
    expect(plain(one({ lists: { ...lists, cost: -3, perDwelling: -3 } }).lists!)).toMatch(/pour aucun point/);
  });
});

describe('a target of which no more can be brought', () => {
  test('none at all, a hair, and what less would give back', () => {
    const unreachable = { verdict: 'unreachable', more: null, holdsFor: null } as const;
    expect(one({ ...unreachable, most: 0, less: step(0) }).text).toBe(
      'Aucune liste complète n’en apporte davantage.',
    );
    expect(plain(one({ ...unreachable, most: 0.006, less: step(6_500) }).text)).toBe(
      'Les listes ne peuvent en apporter que 0,006 de plus. En demander moins rendrait 6,5 points par logement.',
    );
    expect(one({ ...unreachable, most: 0, less: null })).toMatchObject({
      pricePoints: null,
      moreText: 'hors d’atteinte',
      step: null,
    });
  });
});

describe('the whole', () => {
  const brakes: RowBrake[] = [
    STEADY,
    { ...STEADY, row: ACI_ROW, verdict: 'free', price: 0, more: step(0), less: null },
  ];
  test('sums up, names what is free, and says whose proposal penalties are', () => {
    const { text, free, notices } = presentBrakes({ prepared, brakes, anew: true });
    expect(plain(text)).toBe(
      '1 objectif coûte des points pour en servir davantage ; 1 objectif ne coûte rien de plus.',
    );
    expect(free).toEqual([expect.stringMatching(/^Accord collectif, commune/)]);
    expect(notices.join(' ')).toMatch(/proposition à valider[\s\S]*décisions prises à la main/);
    expect(presentBrakes({ prepared, brakes, anew: false }).notices.join(' ')).not.toMatch(/à la main/);
    expect(presentBrakes({ prepared, brakes: [], anew: false }).text).toMatch(/^Aucun objectif ne pèse/);
  });
  test('as text: held, lacking, up to a point, out of reach, free; 100 columns', () => {
    const text = brakesText(
      presentBrakes({
        prepared,
        anew: false,
        brakes: [
          ...brakes,
          { ...STEADY, verdict: 'degenerate', required: 1 },
          { ...STEADY, verdict: 'stepped', price: 0, less: null },
          { ...STEADY, verdict: 'unreachable', more: null, most: 0 },
        ],
      }),
    );
    expect(text).toMatch(
      /OBJECTIFS TENUS[\s\S]*OBJECTIFS NON TENUS[\s\S]*TENUS SANS COÛT[\s\S]*HORS D’ATTEINTE[\s\S]*SANS COÛT/,
    );
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe('what a target counts', () => {
  const [mix] = prepared.rows;
  const words = (counts: Target['counts'], among: Target['among'] = 'all', bound: 'min' | 'max' = 'min') =>
    countedWords({ target: { ...mix!.target, counts, among }, aim: { ...mix!.aim, bound } });
  test.each([
    [{ bandGroup: 'modest' }, 'ménage modeste ou très modeste'],
    [{ bandGroup: 'intermediate-or-higher' }, 'ménage aux ressources intermédiaires ou plus élevées'],
    [{ quartile: 'first' }, 'ménage du premier quartile'],
    [{ quartile: 'others' }, 'ménage d’un autre quartile'],
    [{ verifiedPriority: true }, 'ménage prioritaire vérifié'],
    [{ npruRelocation: true }, 'relogement du renouvellement urbain'],
    [{ contingent: 'COLACT' }, 'bail crédité au contingent « Action Logement et employeurs »'],
    [{ reciprocity: true }, 'locataire venu d’une autre commune'],
    [{}, 'ménage'],
  ] as const)('%o', (counts, noun) => {
    expect(words(counts)).toEqual({ noun, way: 'de plus' });
  });
  test('one fewer for a most; first accesses are said', () => {
    expect(words({ bandGroup: 'modest' }, 'all', 'max').way).toBe('de moins');
    expect(words({ verifiedPriority: true }, 'first-access').noun).toMatch(/en premier accès/);
  });
});

describe('a frontier', () => {
  const solve = async (staged: Parameters<typeof solveStages>[0]) => solveStages(staged);
  const present = (frontier: Frontier, anew = false) => presentFrontier({ prepared, frontier, anew });

  test('both ends in a sentence, each line in words, who comes and leaves', async () => {
    const frontier = await frontierOf(prepared, 'mix', { steps: 4, solve });
    const presented = present(frontier);
    expect(plain(presented.text)).toMatch(
      /^Sans regarder la famille « mixité », .* points par logement et .* ; en la servant d’abord, /,
    );
    expect(presented.points[0]!.text).toMatch(/^Sans la famille/);
    expect(presented.points.at(-1)!.text).toMatch(/^La famille avant les points/);
    expect(presented.points[0]!.moves).toBeNull();
    for (const { gapPointsPerDwelling } of presented.points) expect(gapPointsPerDwelling).not.toBeNull();
    const text = frontierText(presented);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(text).toMatch(/Un logement manquant vaut|La famille avant/);
    expect(present(frontier, true).notices.at(-1)).toMatch(/à la main/);
  });
  test('small cells are said as such', async () => {
    const { points, ...frontier } = await frontierOf(prepared, 'mix', { steps: 2, solve });
    const [first, last] = points as [(typeof points)[number], (typeof points)[number]];
    const moved = (entering: number | null, leaving: number | null) =>
      plain(
        present({
          ...frontier,
          points: [
            first,
            {
              ...last,
              moves: {
                entering,
                leaving,
                groups: [
                  { axis: 'band', group: 'modest', entering: 6, leaving: null },
                  { axis: 'band', group: 'unknown', entering: null, leaving: 5 },
                ],
              },
            },
          ],
        }).points[1]!.moves!,
      );
    expect(moved(9, 9)).toBe('9 ménages entrent (6 modestes) ; 9 ménages sortent (5 ressources inconnues).');
    expect(moved(null, null)).toMatch(/moins de 5 ménages entrent.*moins de 5 ménages sortent/);
    expect(moved(0, 0)).toBe('Les mêmes ménages, autrement répartis.');
  });
  test('nothing of the family, stopped before a set of lists or after one', async () => {
    const { points, ...frontier } = await frontierOf(prepared, 'mix', { steps: 2, solve });
    expect(present({ ...frontier, rows: [], points: [] }).text).toMatch(/^Aucun objectif de la séance/);
    expect(frontierText(present({ ...frontier, rows: [], points: [] }))).not.toMatch(/COMPOSITION PAR/);
    expect(present({ ...frontier, complete: false, points: [] }).text).toMatch(
      /avant la première composition/,
    );
    expect(present({ ...frontier, complete: false, points: points.slice(0, 1) }).text).toMatch(
      /Calcul arrêté avant la fin/,
    );
    const unproven = { ...points[0]!, gap: { ...points[0]!.gap, perDwelling: null } };
    expect(present({ ...frontier, points: [unproven] }).points[0]!.text).toMatch(/non vérifié/);
    expect(frontierText(present({ ...frontier, points: [unproven] }))).toMatch(/non vérifié/);
  });
});

test('too many places: the sentence says how many, and what to do instead', () => {
  const text = issueText({
    code: 'session.brakes-too-large',
    path: 'session',
    received: '320',
    expected: '300',
  });
  expect(text).toMatch(/320 places.*300.*precal session explain/);
});
