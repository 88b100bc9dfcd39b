import type { AssignmentModel } from '../../../engine/assignment/model.ts';
import { type Random, randomStream, shuffle } from '../../../engine/simulation/random.ts';
import { modelOf } from './modelOf.ts';

/*
 * Small random sessions, few enough places for brute force, in the shape that targets give to rows: shares and counts of
 * resource bands, priority situations and contingents over some of the vacancies.
 */

export const FAMILIES = [
  'generic',
  'equal-scores',
  'over-tight-floors',
  'overlapping-situations',
  'popular-candidate',
  'empty-pool',
  'fractional-blocks',
  'hard-rows',
  'contingents',
  'more-places-than-candidates',
  'negative-scores',
  'zero-tolerance',
] as const;
export type Family = (typeof FAMILIES)[number];

interface Candidate {
  /** Null: not declared. */
  readonly band: 0 | 1 | 2 | null;
  readonly priority: boolean;
  readonly firstAccess: boolean;
}

interface Row {
  readonly vacancies: readonly number[];
  readonly among: 'all' | 'first access';
  readonly counts: 'lowest band' | 'priority' | 'contingent 0';
  readonly bound: 'at least' | 'at most' | 'count';
  readonly share: number;
  readonly required: number;
  readonly penalty: number;
}

/** What a family sets; the rest is drawn as in `generic`. */
interface Recipe {
  readonly vacancies?: readonly [from: number, to: number];
  readonly candidates?: readonly [from: number, to: number];
  readonly rows?: readonly [from: number, to: number];
  readonly places?: readonly [from: number, to: number];
  readonly score?: (random: Random, candidate: number, attributes: Candidate) => number;
  readonly eligible?: (random: Random, candidate: number, vacancy: number) => boolean;
  readonly contingents?: (random: Random) => readonly number[];
  readonly row?: (random: Random, row: Row, index: number, weight: number) => Row;
  readonly acceptance?: (random: Random) => number;
  readonly attributes?: (random: Random) => Candidate;
}

const points = (random: Random, from: number, to: number): number => 500 * random.integer(from * 2, to * 2);

const RECIPES: Readonly<Record<Family, Recipe>> = {
  generic: {},
  'equal-scores': { score: () => 50_000 },
  'over-tight-floors': {
    rows: [1, 4],
    // More than every place of the row together: it lacks something whoever is listed.
    row: (random, row, _, weight) => ({
      ...row,
      bound: random.chance(0.5) ? 'at least' : 'count',
      required: Math.ceil(weight * 100) / 100 + random.integer(1, 200) / 100,
    }),
  },
  'overlapping-situations': {
    rows: [3, 5],
    attributes: (random) => ({
      band: random.pick([0, 0, 1, null] as const),
      priority: random.chance(0.6),
      firstAccess: random.chance(0.7),
    }),
    // The same households help one row and hurt the other.
    row: (random, row, index) => ({
      ...row,
      counts: index % 2 === 0 ? 'priority' : 'lowest band',
      bound: index % 2 === 0 ? 'at least' : 'at most',
      required: random.integer(0, 60) / 100,
    }),
  },
  'popular-candidate': {
    vacancies: [2, 3],
    score: (random, candidate) => points(random, candidate === 0 ? 90 : 0, candidate === 0 ? 120 : 60),
    eligible: (random, candidate) => candidate === 0 || random.chance(0.6),
  },
  'empty-pool': { eligible: (random, _, vacancy) => vacancy > 0 && random.chance(0.6) },
  'fractional-blocks': {
    vacancies: [2, 3],
    candidates: [4, 7],
    rows: [2, 4],
    attributes: (random) => ({ band: random.pick([0, 2] as const), priority: false, firstAccess: true }),
    // Those who help the row have fewer points: half a place of each is best, and no list holds half a household.
    score: (random, _, { band }) => (band === 0 ? points(random, 0, 30) : points(random, 60, 100)),
    row: (random, row, index) => ({
      ...row,
      vacancies: index < row.vacancies.length ? [row.vacancies[index]!] : row.vacancies,
      among: 'all',
      counts: 'lowest band',
      bound: 'at least',
      share: random.pick([0.3, 0.5, 0.6]),
      required: random.integer(-10, 20) / 100,
      penalty: 250_000,
    }),
  },
  'hard-rows': {
    rows: [1, 4],
    row: (random, row) => ({
      ...row,
      required: random.integer(-60, 40) / 100,
      penalty: random.chance(0.7) ? Infinity : row.penalty,
    }),
  },
  contingents: {
    vacancies: [1, 2],
    candidates: [2, 5],
    rows: [1, 4],
    contingents: (random) => shuffle(random, [0, 1, 2]).slice(0, random.integer(1, 3)),
    row: (random, row) => ({ ...row, counts: random.chance(0.6) ? 'contingent 0' : row.counts }),
  },
  'more-places-than-candidates': { vacancies: [2, 3], candidates: [1, 3], places: [2, 3] },
  'negative-scores': { score: (random) => points(random, -80, 20) },
  'zero-tolerance': {
    rows: [1, 4],
    acceptance: () => 0.5,
    attributes: (random) => ({
      band: random.pick([0, 2] as const),
      priority: random.chance(0.5),
      firstAccess: true,
    }),
    row: (random, row) => ({ ...row, share: 0.5, required: random.pick([0, 0, 0.25, 0.5]) }),
  },
};

/** Same seed and family, same model. At most 7 places and 7 candidates. */
export const randomModel = (seed: number, family: Family): AssignmentModel => {
  const random = randomStream(seed, `assignment/${family}`);
  const recipe = RECIPES[family];
  const between = (range: readonly [number, number] | undefined, from: number, to: number): number =>
    random.integer(...(range ?? [from, to]));
  const vacancyCount = between(recipe.vacancies, 1, 3);
  const candidates = Array.from({ length: between(recipe.candidates, 2, 7) }, () =>
    (recipe.attributes ?? anyCandidate)(random),
  );
  let room = 7;
  const weights = Array.from({ length: vacancyCount }, (_, d) => {
    const places = Math.min(between(recipe.places, 1, 3), room - (vacancyCount - 1 - d));
    room -= places;
    const yes = recipe.acceptance?.(random) ?? random.integer(35, 90) / 100;
    return Array.from({ length: places }, (__, rank) => yes * (1 - yes) ** rank);
  });
  const all = weights.map((_, d) => d);
  const rows = Array.from({ length: between(recipe.rows, 0, 4) }, (_, index): Row => {
    const some = all.filter(() => random.chance(0.7));
    const drawn: Row = {
      vacancies: some.length > 0 && !recipe.row ? some : all,
      among: random.chance(0.6) ? 'all' : 'first access',
      counts: random.chance(0.5) ? 'lowest band' : 'priority',
      bound: random.pick(['at least', 'at least', 'at most', 'count'] as const),
      share: random.pick([0.25, 0.3, 0.4, 0.5]),
      required: random.integer(-60, 80) / 100,
      penalty: 1000 * random.pick([15, 25, 40, 60]),
    };
    const weight = weights.flat().reduce((sum, p) => sum + p, 0);
    return recipe.row?.(random, drawn, index, weight) ?? drawn;
  });
  return modelOf({
    candidates: candidates.length,
    rows,
    vacancies: weights.map((ofVacancy, d) => ({
      weights: ofVacancy,
      segments: segmentsOf(random, recipe, d, candidates, rows),
    })),
  });
};

const anyCandidate = (random: Random): Candidate => ({
  band: random.pick([0, 0, 1, 2, null] as const),
  priority: random.chance(0.45),
  firstAccess: random.chance(0.6),
});

const segmentsOf = (
  random: Random,
  recipe: Recipe,
  vacancy: number,
  candidates: readonly Candidate[],
  rows: readonly Row[],
) => {
  const segments = new Map<string, { terms: [number, number][]; pairs: [number, number][] }>();
  candidates.forEach((attributes, candidate) => {
    const eligible = recipe.eligible?.(random, candidate, vacancy) ?? random.chance(0.75);
    const score = recipe.score?.(random, candidate, attributes) ?? points(random, 0, 100);
    for (const contingent of recipe.contingents?.(random) ?? [1]) {
      const terms = rows.flatMap((row, t): [number, number][] => {
        const coef = row.vacancies.includes(vacancy) ? coefficient(row, attributes, contingent) : 0;
        return coef === 0 ? [] : [[t, coef]];
      });
      const key = `${contingent} ${terms.join(' ')}`;
      const segment = segments.get(key) ?? { terms, pairs: [] };
      segments.set(key, segment);
      // A class that nobody eligible is in stays as an empty segment.
      if (eligible) segment.pairs.push([candidate, score]);
    }
  });
  for (const { pairs } of segments.values()) pairs.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return [...segments.values()];
};

/** What is not declared counts against the row: out for "at least" and counts, in for "at most". */
const coefficient = (row: Row, { band, priority, firstAccess }: Candidate, contingent: number): number => {
  if (row.among === 'first access' && !firstAccess) return 0;
  const belongs =
    row.counts === 'priority' ? priority : row.counts === 'lowest band' ? band === 0 : contingent === 0;
  const unknown = row.counts === 'lowest band' && band === null;
  if (row.bound === 'at most') return row.share - (belongs || unknown ? 1 : 0);
  return (belongs ? 1 : 0) - (row.bound === 'count' ? 0 : row.share);
};
