import type { Outcome } from '../domain/allocation.ts';
import type { Answer, Decision, RefusalReason } from '../domain/codes.ts';
import { dayNumber } from '../domain/day.ts';
import type { Demand } from '../domain/demand.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { DemandNumber, IsoDay } from '../domain/ids.ts';
import type { Territory } from '../territory/territory.ts';
import { isoDay } from './calendar.ts';
import type { PastVacancy } from './commissions.ts';
import { ASSUMPTIONS, PUBLISHED } from './figures.ts';
import { syntheticNumber } from './filing.ts';
import { type DescribedDemand, drawFormerFacts, factsOfDemand } from './offerTruth.ts';
import { quotaFlags, type Random, randomStream, type Weights, weighted } from './random.ts';

/** What the past proposals leave: every outcome, who was housed, what each waiting demand lived through. */
export interface Proposals {
  readonly outcomes: readonly Outcome[];
  /** Numéro unique of the household housed. Length = past vacancies. */
  readonly housed: readonly DemandNumber[];
  /** Rank of the household housed. Length = past vacancies. */
  readonly ranks: readonly number[];
  /** Refusals and turns that never came, per waiting demand. Length = candidates. */
  readonly histories: readonly Demand['history'][];
}

/** A demand that waits today, as far as its past proposals are concerned. */
export type Candidate = Pick<Demand, 'number' | 'filedOn'> & DescribedDemand;

/** Reasons given; the Strasbourg study has none that could be used as shares. Ours. */
const REASONS: Weights<RefusalReason> = [
  ['location', 30],
  ['size', 19],
  ['rent', 13],
  ['condition', 12],
  ['floor-access', 8],
  ['changed-plans', 10],
  ['other', 8],
];

/** Share of the candidates whose turn does not come, at the last rank, that the commission sets aside: 2 % of all candidates. */
const SET_ASIDE_LAST = ASSUMPTIONS.committeeRejections.value * 4.1;
/** Days a demand is known before its first proposal. */
const LEAST_DAYS_BEFORE_PROPOSAL = 30;

/**
 * Outcomes of past lists. A household that took a dwelling left the demand; of the others, a stated share still waits and is
 * chosen among the demands that wished for that commune and type at the time, the rest has left. Every offer keeps its facts.
 */
export const drawProposals = ({
  pastVacancies,
  candidates,
  currentShare,
  territory,
  seed,
}: {
  readonly pastVacancies: readonly PastVacancy[];
  readonly candidates: readonly Candidate[];
  readonly currentShare: number;
  readonly territory: Territory;
  readonly seed: number;
}): Proposals => {
  const waiting = new WaitingCandidates(candidates, randomStream(seed, 'proposals/waiting'));
  const left = new FormerDemands(candidates.length, randomStream(seed, 'proposals/former'));
  const who = randomStream(seed, 'proposals/who');
  const answers = randomStream(seed, 'proposals/answers');
  const described = randomStream(seed, 'proposals/facts');
  const refusals = pastVacancies.flatMap((v) => v.lists).reduce((sum, list) => sum + list.refusals, 0);
  const silent = quotaFlags(randomStream(seed, 'proposals/silent'), PUBLISHED.silentRefusals.value, refusals);
  const histories = candidates.map(() => ({ suitedRefusals: 0, rankedNotHoused: 0 }));
  const outcomes: Outcome[] = [];
  const housed: DemandNumber[] = [];
  const ranks: number[] = [];
  for (const { vacancy, dwelling, lists } of pastVacancies) {
    // A household that refused this dwelling is not proposed it again on a later list.
    const proposed = new Set<number>();
    for (const list of lists) {
      for (let rank = 1; rank <= list.candidates; rank += 1) {
        const said = outcomeAt(rank, list, { silent, random: answers });
        const accepted = said.answer === 'accepted';
        const stillWaits = who.chance(currentShare) && !accepted;
        const place = stillWaits ? waiting.find(dwelling, list.examinedOn, proposed) : -1;
        if (place >= 0) {
          proposed.add(place);
          if (said.answer !== null) histories[place]!.suitedRefusals += 1;
          else if (rank > 1 && said.decision === 'attribution-ranked') histories[place]!.rankedNotHoused += 1;
        }
        const demand = place >= 0 ? candidates[place]!.number : left.before(list.examinedOn);
        const factsOf = (of: number) =>
          factsOfDemand(candidates[of]!, dwelling, { territory, on: list.examinedOn });
        const facts =
          place >= 0
            ? factsOf(place)
            : drawFormerFacts(waiting.asking(dwelling), factsOf, { accepted, random: described });
        outcomes.push({
          vacancy,
          dwelling: dwelling.id,
          demand,
          rank,
          examinedOn: list.examinedOn,
          ...said,
          facts,
        });
        if (accepted) {
          housed.push(demand);
          ranks.push(rank);
        }
      }
    }
  }
  return { outcomes, housed, ranks, histories };
};

const outcomeAt = (
  rank: number,
  { candidates, refusals }: PastVacancy['lists'][number],
  { silent, random }: { readonly silent: boolean[]; readonly random: Random },
): { decision: Decision; answer: Answer | null; refusalReason: RefusalReason | null } => {
  const [condition, aside] = [random.next(), random.next()];
  const reason = weighted(random, REASONS);
  const ranked: Decision = candidates === 1 ? 'attribution' : 'attribution-ranked';
  if (rank <= refusals) {
    return silent.pop()!
      ? { decision: ranked, answer: 'no-answer', refusalReason: null }
      : { decision: ranked, answer: 'refused', refusalReason: reason };
  }
  if (rank === refusals + 1)
    return {
      decision: condition < 0.04 ? 'attribution-conditional' : ranked,
      answer: 'accepted',
      refusalReason: null,
    };
  const setAside = rank === candidates && aside < SET_ASIDE_LAST;
  const decision = setAside ? (aside < SET_ASIDE_LAST * 0.3 ? 'inadmissible' : 'non-attribution') : ranked;
  return { decision, answer: null, refusalReason: null };
};

/** Demands of today by wished commune and type. */
class WaitingCandidates {
  readonly #places = new Map<string, number[]>();
  readonly #filed: Int32Array;
  readonly #random: Random;
  constructor(candidates: readonly Candidate[], random: Random) {
    this.#random = random;
    this.#filed = Int32Array.from(candidates, ({ filedOn }) => dayNumber(filedOn));
    candidates.forEach(({ wishes }, place) => {
      for (const commune of wishes.communes)
        for (const typology of wishes.typologies) {
          const key = `${commune}/${typology}`;
          const list = this.#places.get(key);
          if (list) list.push(place);
          else this.#places.set(key, [place]);
        }
    });
  }
  /** Places of the demands that name the commune and the type of a dwelling. */
  asking({ commune, typology }: Dwelling): readonly number[] {
    return this.#places.get(`${commune}/${typology}`) ?? [];
  }
  /** Place of a demand that could have been proposed this dwelling that day, or -1 when a few draws find none. */
  find(dwelling: Dwelling, on: IsoDay, taken: ReadonlySet<number>): number {
    const list = this.asking(dwelling);
    if (list.length === 0) return -1;
    const day = dayNumber(on);
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const place = this.#random.pick(list);
      if (this.#filed[place]! + LEAST_DAYS_BEFORE_PROPOSAL <= day && !taken.has(place)) return place;
    }
    return -1;
  }
}

/** Demands that have left the file since: sequences after those that wait. */
class FormerDemands {
  #sequence: number;
  readonly #random: Random;
  constructor(lastSequence: number, random: Random) {
    this.#sequence = lastSequence;
    this.#random = random;
  }
  before(day: IsoDay): DemandNumber {
    this.#sequence += 1;
    const waitedDays = LEAST_DAYS_BEFORE_PROPOSAL + Math.round(-Math.log(1 - this.#random.next()) * 420);
    return syntheticNumber(isoDay(dayNumber(day) - waitedDays), this.#sequence);
  }
}
