import type { Reservataire, Typology } from '../domain/codes.ts';
import { dayNumber, yearOf } from '../domain/day.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { IsoDay, VacancyId } from '../domain/ids.ts';
import type { TerritoryPack } from '../domain/territory.ts';
import { isoDay } from './calendar.ts';
import { apportion, type Random, randomStream, type Weights, weighted } from './random.ts';

/** How often dwellings of a type are freed, against a T3. Ours: small ones turn over more. */
export const TURNOVER: Readonly<Record<Typology, number>> = {
  C: 2,
  T1: 1.6,
  T2: 1.25,
  T3: 1,
  T4: 0.8,
  T5: 0.7,
  T6P: 0.6,
};

/** What becomes of the stock: freed today, freed over the past two years, or let to the households that ask for a mutation. */
export interface Turnover {
  /** Free on the day, at least one per commune that has dwellings, when there are enough. */
  readonly open: readonly Dwelling[];
  /** Allocated in the past, in random order; none of them is free. */
  readonly past: readonly Dwelling[];
  readonly let: readonly Dwelling[];
}

/**
 * Splits the stock by a random order in which types that turn over more come first (Efraimidis and Spirakis 2006), so that no
 * dwelling is both free and let. Open vacancies are apportioned to communes by their stock.
 */
export const splitStock = (
  stock: readonly Dwelling[],
  {
    seed,
    openCount,
    pastCount,
  }: { readonly seed: number; readonly openCount: number; readonly pastCount: number },
): Turnover => {
  if (openCount + pastCount > stock.length)
    throw new Error(`vacancies: ${openCount + pastCount} dwellings to free out of ${stock.length}`);
  const random = randomStream(seed, 'turnover/order');
  const order = stock
    .map((dwelling, place) => ({
      dwelling,
      place,
      key: -Math.log(1 - random.next()) / TURNOVER[dwelling.typology],
    }))
    .sort((a, b) => a.key - b.key || a.place - b.place)
    .map(({ dwelling }) => dwelling);
  const byCommune = new Map<string, Dwelling[]>();
  for (const dwelling of order) {
    const list = byCommune.get(dwelling.commune);
    if (list) list.push(dwelling);
    else byCommune.set(dwelling.commune, [dwelling]);
  }
  const communes = [...byCommune.values()];
  const least = openCount >= communes.length ? 1 : 0;
  const counts = apportion(
    communes.map((list) => list.length - least + 1e-9),
    openCount - least * communes.length,
  );
  const open = new Set(communes.flatMap((list, i) => list.slice(0, counts[i]! + least)));
  const rest = order.filter((dwelling) => !open.has(dwelling));
  return {
    open: order.filter((dwelling) => open.has(dwelling)),
    past: rest.slice(0, pastCount),
    let: rest.slice(pastCount),
  };
};

/** Days before the reference day over which today's vacancies were freed. */
const OPEN_DAYS = 30;

/**
 * The vacancies free on the day, in order of date then dwelling. Where the pack orients vacancies to réservataires, each gets
 * one by the pack's shares; where the contingent is the household's, none is named.
 */
export const openVacancies = ({
  pack,
  open,
  seed,
  asOf,
}: {
  readonly pack: TerritoryPack;
  readonly open: readonly Dwelling[];
  readonly seed: number;
  readonly asOf: IsoDay;
}): Vacancy[] => {
  const random = randomStream(seed, 'vacancies');
  const today = dayNumber(asOf);
  const year = yearOf(asOf);
  const orientations: Weights<Reservataire> = pack.contingents.shares.map(
    (s) => [s.reservataire, s.share] as const,
  );
  return open
    .map((dwelling) => ({
      dwelling,
      availableOn: isoDay(today - random.integer(0, OPEN_DAYS - 1)),
      reason: reasonOf(dwelling, year, random),
      orientedTo: pack.contingents.regime === 'orientation' ? weighted(random, orientations) : null,
      adapted: random.chance(0.3),
    }))
    .sort((a, b) => compare(a.availableOn, b.availableOn) || compare(a.dwelling.id, b.dwelling.id))
    .map(({ dwelling, availableOn, reason, orientedTo, adapted }, place) => ({
      id: vacancyId(year, place + 1),
      dwelling: dwelling.id,
      availableOn,
      reason,
      orientedTo,
      adaptedPlai: adapted && reason === 'new-build' && dwelling.financing === 'PLAI',
    }));
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** New dwellings are let for the first time in their year or the next; one old one in forty is kept for a relocation. */
const reasonOf = (dwelling: Dwelling, year: number, random: Random): Vacancy['reason'] => {
  const kept = random.chance(0.025);
  if (dwelling.builtIn !== null && dwelling.builtIn >= year - 1) return 'new-build';
  return kept ? 'npru' : 'rotation';
};

/** Past vacancies count from another letter, so that no past proposal bears the number of an open vacancy. */
export const vacancyId = (year: number, sequence: number): VacancyId =>
  `SIM-V${year}-${String(sequence).padStart(5, '0')}` as VacancyId;
export const pastVacancyId = (year: number, sequence: number): VacancyId =>
  `SIM-P${year}-${String(sequence).padStart(5, '0')}` as VacancyId;
