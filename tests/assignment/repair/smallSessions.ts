import type { AssignmentModel } from '../../../engine/assignment/model.ts';
import type { MethodLevels } from '../../../engine/assignment/repair/byLevel.ts';
import type { Change } from '../../../engine/assignment/repair/change.ts';
import { type SessionState, sessionOfCandidates } from '../../../engine/assignment/repair/session.ts';
import { type Random, randomStream, shuffle } from '../../../engine/simulation/random.ts';

/** A vacancy in words: chance of each place, then its candidates with their points and their class. */
export interface VacancySpec {
  readonly weights: readonly number[];
  readonly pairs: readonly (readonly [candidate: number, score: number, className: number])[];
}

export interface RowSpec {
  readonly required: number;
  readonly penalty: number;
  /** What a place of weight 1 brings: [vacancy, class] → coefficient. */
  coef(vacancy: number, className: number): number;
}

/** The arrays of a session written down as vacancies and rows. Pairs of one vacancy and class make a segment, best first. */
export const modelOf = (
  vacancies: readonly VacancySpec[],
  rows: readonly RowSpec[],
  candidateCount: number,
  fillBonus = 100_000,
): AssignmentModel => {
  const placeOffsets = [0];
  const placeWeight: number[] = [];
  const segmentOffsets = [0];
  const pairOffsets = [0];
  const pairCandidate: number[] = [];
  const pairScore: number[] = [];
  const termOffsets = [0];
  const termRow: number[] = [];
  const termCoef: number[] = [];
  vacancies.forEach(({ weights, pairs }, vacancy) => {
    placeWeight.push(...weights);
    placeOffsets.push(placeWeight.length);
    for (const className of [...new Set(pairs.map(([, , c]) => c))].sort()) {
      const members = pairs.filter(([, , c]) => c === className).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      for (const [candidate, score] of members) {
        pairCandidate.push(candidate);
        pairScore.push(score);
      }
      pairOffsets.push(pairCandidate.length);
      rows.forEach((row, t) => {
        const coef = row.coef(vacancy, className);
        if (coef === 0) return;
        termRow.push(t);
        termCoef.push(coef);
      });
      termOffsets.push(termRow.length);
    }
    segmentOffsets.push(pairOffsets.length - 1);
  });
  return {
    vacancyCount: vacancies.length,
    candidateCount,
    rowCount: rows.length,
    placeOffsets: Uint32Array.from(placeOffsets),
    placeWeight: Float64Array.from(placeWeight),
    segmentOffsets: Uint32Array.from(segmentOffsets),
    pairOffsets: Uint32Array.from(pairOffsets),
    pairCandidate: Uint32Array.from(pairCandidate),
    pairScore: Int32Array.from(pairScore),
    termOffsets: Uint32Array.from(termOffsets),
    termRow: Uint32Array.from(termRow),
    termCoef: Float64Array.from(termCoef),
    rowRequired: Float64Array.from(rows.map(({ required }) => required)),
    rowPenalty: Float64Array.from(rows.map(({ penalty }) => penalty)),
    fillBonus,
  };
};

export type Kind = 'withdraw' | 'exclude' | 'pull' | 'pin' | 'pin-rank' | 'rerank' | 'readmit' | 'release';
export const KINDS: readonly Kind[] = [
  'withdraw',
  'exclude',
  'pull',
  'pin',
  'pin-rank',
  'rerank',
  'readmit',
  'release',
];

export interface SmallSession {
  readonly model: AssignmentModel;
  readonly state: SessionState;
  readonly hard: boolean;
  readonly levels: MethodLevels | null;
}

/**
 * Sizes that an enumeration stands: one to three lists of one to three places; or, one seed in four, five lists of one place
 * with few candidates each, where filling one takes a chain through others.
 */
export const smallSession = (seed: number): SmallSession => {
  const random = randomStream(seed, 'repair');
  const chains = seed % 4 === 3;
  const vacancyCount = chains ? 5 : random.integer(1, 3);
  const candidateCount = chains ? random.integer(5, 7) : random.integer(3, vacancyCount === 3 ? 6 : 7);
  const classes = random.integer(1, 3);
  const flat = random.chance(0.3);
  const classOf = Array.from({ length: candidateCount }, () => random.integer(0, classes - 1));
  const vacancies = Array.from({ length: vacancyCount }, (): VacancySpec => {
    const places = chains ? 1 : random.integer(1, vacancyCount === 3 ? 2 : 3);
    const eligible = chains ? random.pick([0.3, 0.4, 0.6]) : random.pick([0.5, 0.8, 1]);
    let weight = random.pick([1, 0.7, 0.6]);
    return {
      weights: Array.from({ length: places }, () => {
        const now = weight;
        weight *= random.pick([1, 0.5, 0.4]);
        return now;
      }),
      pairs: classOf.flatMap((own, candidate): [number, number, number][] => {
        if (!random.chance(eligible)) return [];
        const score = flat ? 1000 : 1000 * random.integer(-2, 8);
        // Another contingent: the same candidate, seen otherwise by the rows.
        const second = random.chance(0.15);
        return [
          [candidate, score, own],
          ...(second ? [[candidate, score + 500, own + 10] as [number, number, number]] : []),
        ];
      }),
    };
  });
  const hard = random.chance(0.2);
  const rows = Array.from({ length: random.integer(0, 3) }, (_, t): RowSpec => {
    const coefs = new Map<number, number>();
    for (let vacancy = 0; vacancy < vacancyCount; vacancy += 1)
      for (const c of [0, 1, 2, 10, 11, 12])
        coefs.set(vacancy * 100 + c, random.chance(0.3) ? 0 : random.pick([1, 0.5, -0.5, -0.25]));
    return {
      required: random.pick([-0.5, 0, 0.3, 1, 2]),
      penalty: hard && t === 0 ? Infinity : random.pick([0, 800, 4000, 20_000]),
      coef: (vacancy, c) => coefs.get(vacancy * 100 + c)!,
    };
  });
  const model = modelOf(vacancies, rows, candidateCount);
  const segments = model.pairOffsets.length - 1;
  const levels = random.chance(0.3)
    ? { levels: [0, 1, 2], segmentLevel: Uint8Array.from({ length: segments }, () => random.integer(0, 2)) }
    : null;
  return { model, hard, levels, state: someLists(random, vacancies, model) };
};

/** Lists of eligible candidates, each on one list; some left short, the last one now and then new. */
const someLists = (
  random: Random,
  vacancies: readonly VacancySpec[],
  model: AssignmentModel,
): SessionState => {
  const used = new Set<number>();
  const added = random.chance(0.2) ? vacancies.length - 1 : -1;
  return sessionOfCandidates(
    model,
    vacancies.map(({ weights, pairs }, vacancy) => {
      if (vacancy === added) return [];
      const size = random.chance(0.85) ? weights.length : random.integer(0, weights.length);
      const free = [...new Set(pairs.map(([candidate]) => candidate))].filter((c) => !used.has(c));
      const list = shuffle(random, free).slice(0, size);
      for (const candidate of list) used.add(candidate);
      return list;
    }),
  );
};

/** A change of a kind that the session allows more often than not; null when it has no candidate for it. */
export const someChange = (
  random: Random,
  kind: Kind,
  { model }: Pick<SmallSession, 'model'>,
  state: SessionState,
): Change | null => {
  const listed = state.lists.flatMap((list, vacancy) =>
    list.map(({ candidate }) => ({ vacancy, candidate })),
  );
  const vacancy = random.integer(0, model.vacancyCount - 1);
  const anyone = random.integer(0, model.candidateCount - 1);
  const seat = listed.length > 0 && random.chance(0.8) ? random.pick(listed) : { vacancy, candidate: anyone };
  switch (kind) {
    case 'withdraw':
      return { kind, candidate: seat.candidate, motive: 'withdrew' };
    case 'exclude':
      return { kind, ...seat, motive: 'missing-paper' };
    case 'pull':
      return { kind, vacancy };
    case 'pin':
      return { kind, vacancy, candidate: anyone, rank: null, motive: 'commission-choice' };
    case 'pin-rank': {
      const places = model.placeOffsets[vacancy + 1]! - model.placeOffsets[vacancy]!;
      const rank = random.integer(1, places);
      const where = random.chance(0.5) ? { ...seat, rank: 1 } : { vacancy, candidate: anyone, rank };
      return { kind: 'pin', ...where, motive: 'commission-choice' };
    }
    case 'rerank': {
      const order = state.lists[vacancy]!.map(({ candidate }) => candidate);
      return order.length < 2
        ? null
        : { kind, vacancy, order: shuffle(random, order), motive: 'commission-choice' };
    }
    case 'readmit': {
      const out = [...state.withdrawn.map((w) => ({ ...w, vacancy: null })), ...state.excluded];
      if (out.length === 0) return null;
      const { candidate, vacancy: at } = random.pick(out);
      return { kind, candidate, vacancy: at };
    }
    case 'release':
      return state.pins.length === 0 ? null : { kind, candidate: random.pick(state.pins).candidate };
  }
};
