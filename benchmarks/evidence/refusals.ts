import { learnRates } from '../../engine/acceptance/learnRates.ts';
import { listLength } from '../../engine/acceptance/listLength.ts';
import { placesOf } from '../../engine/acceptance/offers.ts';
import { type AcceptanceRates, listRates, packRates } from '../../engine/acceptance/rates.ts';
import type { SessionRequest } from '../../engine/assignment/session.ts';
import { dayNumber, isoDay } from '../../engine/domain/day.ts';
import type { Fragility } from '../../engine/domain/territory.ts';
import { randomStream, shuffle } from '../../engine/simulation/random.ts';
import { membership } from '../../engine/targets/ledger.ts';
import type { MelWorkload } from '../workloads/mel.ts';
import { requestOfWorld } from '../workloads/session.ts';
import { type ForetoldLists, listsAtRankOne, listsInExpectation } from './refusalLists.ts';
import { answerPlace, drawTakers, type RefusalTruth, recordedOutcomes, truthAround } from './refusalTruth.ts';

export interface RefusalPlan {
  /** Refusal rates of the truth, each its own run. */
  readonly rates: readonly number[];
  readonly correlation: number;
  /** Sessions matched once each, of `vacancies` vacancies that no other has; their answers are drawn `draws` times. */
  readonly sets: number;
  readonly vacancies: number;
  readonly draws: number;
  /** Lists of the year that teaches the rates. */
  readonly learnedFrom: number;
}

/** A share of leases, foretold and come true, over many sessions. Parts of one. */
export interface ForetoldShare {
  readonly leases: number;
  readonly foretold: number;
  readonly realised: number;
}

export interface QuartierShare extends ForetoldShare {
  readonly quartier: string;
  /** Of the realised share, under what was foretold. Zero where every listed household is alike for the target. */
  readonly standardError: number;
}

export interface ClassShare extends ForetoldShare {
  readonly fragility: Fragility;
  readonly target: string;
  /** The same in the quartiers whose lists mix households that the target counts with others: elsewhere any answer will do. */
  readonly mixed: ForetoldShare;
}

export interface KindOutcome {
  readonly byClass: readonly ClassShare[];
  readonly byQuartier: readonly QuartierShare[];
  /** Dwellings that the quartier rows lack, all sessions of one draw together: as foretold, and on average. */
  readonly foretoldShort: number;
  readonly realisedShort: number;
}

export interface RefusalOutcome {
  readonly rate: number;
  readonly sessions: number;
  readonly truth: RefusalTruth;
  readonly learned: AcceptanceRates;
  readonly expectation: KindOutcome;
  readonly rankOne: KindOutcome;
}

/** Sessions matched with learned rates, then answered by the truth, for each refusal rate. */
export const refusalOutcomes = (mel: MelWorkload, plan: RefusalPlan): readonly RefusalOutcome[] => {
  const whole = requestOfWorld(mel);
  return plan.rates.map((rate) => {
    const truth = truthAround(mel.territory, rate, plan.correlation);
    const learned = learnedRates(mel, plan, truth, rate);
    const random = randomStream(mel.seed, `evidence/refusals/${rate}/answers`);
    const tallies = { expectation: new Tally(), rankOne: new Tally() };
    for (let set = 0; set < plan.sets; set += 1) {
      const vacancies = whole.vacancies.slice(set * plan.vacancies, (set + 1) * plan.vacancies);
      const request: SessionRequest = { ...whole, vacancies, rates: learned };
      const expectation = listsInExpectation(request);
      const rankOne = listsAtRankOne(request);
      const asked = vacancies.map(({ dwelling }, d) => ({
        place: answerPlace(mel.territory, dwelling),
        length: Math.max(expectation.lists[d]!.length, rankOne.lists[d]!.length),
      }));
      const takers = Array.from({ length: plan.draws }, () => drawTakers(random, truth, asked));
      tallies.expectation.add(request, expectation, takers);
      tallies.rankOne.add(request, rankOne, takers);
    }
    return {
      rate,
      sessions: plan.sets * plan.draws,
      truth,
      learned,
      expectation: tallies.expectation.outcome(),
      rankOne: tallies.rankOne.outcome(),
    };
  });
};

/** Rates learned from a year that the truth answered, before the sessions: lists as long as the pack's rates make them. */
const learnedRates = (
  { territory, world, seed, asOf }: MelWorkload,
  { learnedFrom }: RefusalPlan,
  truth: RefusalTruth,
  rate: number,
): AcceptanceRates => {
  const { acceptance, matching } = territory.pack;
  const before = packRates(acceptance);
  const random = randomStream(seed, `evidence/refusals/${rate}/learning`);
  const maximum = matching.maxListLength.value;
  const examinedOn = isoDay(dayNumber(asOf) - 365);
  const outcomes = recordedOutcomes(random, truth, {
    territory,
    dwellings: shuffle(random, [...world.dwellings]).slice(0, learnedFrom),
    examinedOn,
    lengthOf: (fragility) =>
      listLength({
        turnRates: listRates(before, fragility, maximum),
        maxEmptyRisk: matching.maxEmptyRisk.value,
        maximum,
      }).length,
  });
  const dwellings = new Map(world.dwellings.map((dwelling) => [dwelling.id as string, dwelling]));
  const placeOf = placesOf(territory, dwellings);
  return learnRates({ prior: acceptance, outcomes, placeOf, to: isoDay(dayNumber(asOf) - 1) });
};

/** Lists of one quartier row in one set of vacancies. */
interface QuartierLists {
  /** By list and rank: whether the target counts the household, the chance counted on, and the chance learned. */
  readonly ranks: readonly (readonly {
    readonly inside: boolean;
    readonly countedOn: number;
    readonly learned: number;
  }[])[];
  readonly draws: number;
  /** Over all draws. */
  readonly realised: Leases;
}

interface Leases {
  readonly leases: number;
  readonly inside: number;
}

/** Leases of each quartier row by its target, over sessions. */
class Tally {
  readonly #quartiers = new Map<string, { readonly target: string; readonly lists: QuartierLists[] }>();
  readonly #fragility = new Map<string, Fragility>();
  #foretoldShort = 0;
  #realisedShort = 0;

  /** One set of vacancies: its lists, and the rank that took each dwelling, draw by draw. */
  add(
    { territory, classes }: SessionRequest,
    { prepared, lists, countedOn, learned }: ForetoldLists,
    takers: readonly (readonly number[])[],
  ): void {
    for (const row of prepared.rows) {
      const { target, place: quartier, aim } = row;
      const fragility = territory.pack.quartiers.find(({ id }) => id === quartier)?.fragility;
      if (target.scope !== 'quartier' || fragility === undefined) continue;
      this.#fragility.set(target.id, fragility);
      const ranks = row.vacancies.map((d) =>
        lists[d]!.map((pool, i) => ({
          inside: membership(target, classes.profiles[classes.classOf[pool]!]!).counted,
          countedOn: countedOn[d]![i]!,
          learned: learned[d]![i]!,
        })),
      );
      let [leases, inside] = [0, 0];
      for (const taken of takers)
        row.vacancies.forEach((d, v) => {
          const household = ranks[v]![taken[d]! - 1];
          if (household) leases += 1;
          if (household?.inside) inside += 1;
        });
      // Nobody eligible in this place, or nobody who accepted: no share to compare.
      if (leases === 0) continue;
      const draws = takers.length;
      const found: QuartierLists = { ranks, draws, realised: { leases, inside } };
      const key = `${target.id} ${quartier}`;
      const known = this.#quartiers.get(key);
      if (known) known.lists.push(found);
      else this.#quartiers.set(key, { target: target.id, lists: [found] });
      const short = (of: Leases): number =>
        Math.max(0, row.requiredDwellings * row.part - (of.inside - (aim.shareHundredths / 100) * of.leases));
      this.#foretoldShort += short(foretoldLeases([{ ...found, draws: 1 }]));
      this.#realisedShort += short({ leases: leases / draws, inside: inside / draws });
    }
  }

  outcome(): KindOutcome {
    const quartiers = [...this.#quartiers];
    const byClass = [...this.#fragility].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      byClass: byClass.map(([target, fragility]) => {
        const of = quartiers.filter(([, each]) => each.target === target).map(([, { lists }]) => lists);
        const mixed = of.filter((lists) => standardErrorOf(lists) > 0);
        return { target, fragility, ...shareOf(of.flat()), mixed: shareOf(mixed.flat()) };
      }),
      byQuartier: quartiers.map(([key, { target, lists }]) => ({
        quartier: key.slice(target.length + 1),
        ...shareOf(lists),
        standardError: standardErrorOf(lists),
      })),
      foretoldShort: this.#foretoldShort,
      realisedShort: this.#realisedShort,
    };
  }
}

const foretoldLeases = (lists: readonly QuartierLists[]): Leases => {
  let [leases, inside] = [0, 0];
  for (const { ranks, draws } of lists)
    for (const household of ranks.flat()) {
      leases += household.countedOn * draws;
      if (household.inside) inside += household.countedOn * draws;
    }
  return { leases, inside };
};

const shareOf = (lists: readonly QuartierLists[]): ForetoldShare => {
  const foretold = foretoldLeases(lists);
  const leases = lists.reduce((sum, { realised }) => sum + realised.leases, 0);
  const inside = lists.reduce((sum, { realised }) => sum + realised.inside, 0);
  return { leases, foretold: foretold.inside / foretold.leases, realised: inside / leases };
};

/**
 * Of a ratio, linearised: with e = inside − share for whoever takes a dwelling, 0 for nobody, √Σ var(e) / Σ leases, by the learned
 * chances and their own share. Dwellings of one residence and draw are taken as independent: who takes, given that somebody
 * does, hardly goes together.
 */
const standardErrorOf = (lists: readonly QuartierLists[]): number => {
  let [leases, inside] = [0, 0];
  const all = lists.flatMap(({ ranks, draws }) => ranks.map((list) => ({ list, draws })));
  for (const { list, draws } of all)
    for (const household of list) {
      leases += household.learned * draws;
      if (household.inside) inside += household.learned * draws;
    }
  let variance = 0;
  for (const { list, draws } of all) {
    let [mean, square] = [0, 0];
    for (const household of list) {
      const away = (household.inside ? 1 : 0) - inside / leases;
      mean += household.learned * away;
      square += household.learned * away * away;
    }
    variance += (square - mean * mean) * draws;
  }
  return Math.sqrt(Math.max(0, variance)) / leases;
};

/** Standard errors between what was foretold and what came true; zero where both are certain and agree. */
export const errorsAway = ({ foretold, realised, standardError }: QuartierShare): number =>
  Math.abs(realised - foretold) < 1e-12 ? 0 : Math.abs(realised - foretold) / standardError;
