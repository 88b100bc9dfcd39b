import { openRules, type Rules } from '../../api/service/territories.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { buildPool } from '../../engine/pool/build.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import { PlaceHistory } from '../../engine/qualification/history.ts';
import { type Qualification, qualify } from '../../engine/qualification/qualify.ts';
import { generateWorld, type World } from '../../engine/simulation/world.ts';
import { ledgerOf } from '../../engine/targets/ledger.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';

/** One question: a freed dwelling, qualified beforehand. */
export interface VacancyQuestion {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly qualification: Qualification;
}

/** The generated world of the MEL, imported: what the officer's questions run on. */
export interface MelWorkload {
  readonly seed: number;
  readonly territory: Territory;
  readonly methods: Rules['methods'];
  readonly ordering: CompiledMethod;
  readonly asOf: IsoDay;
  readonly world: World;
  readonly pool: Pool;
  readonly questions: readonly VacancyQuestion[];
  qualify(vacancy: Vacancy): Qualification;
}

export interface MelSize {
  readonly demandCount: number;
  readonly openVacancyCount: number;
  /** Left out: the generator's own. */
  readonly dwellingCount?: number;
  readonly allocationsPerYear?: number;
}

export const MEL_FULL: MelSize = { demandCount: 54_000, openVacancyCount: 670 };
export const MEL_QUICK: MelSize = {
  demandCount: 6_000,
  openVacancyCount: 95,
  dwellingCount: 15_000,
  allocationsPerYear: 900,
};

export const TERRITORY = 'mel-2016';
export const METHOD = 'ar-habitat';

export const melWorkload = (size: MelSize, seed = 1): MelWorkload => {
  const { territory, methods } = openRules(TERRITORY);
  const ordering = methods.get(METHOD);
  if (!ordering) throw new Error(`benchmark: no method "${METHOD}"`);
  const asOf = territory.pack.referenceDay;
  const world = generateWorld({ territory, seed, asOf, ...size });
  const dwellings = new Map(world.dwellings.map((d) => [d.id as string, d]));
  const { ledger } = ledgerOf({ territory, allocations: world.allocations, dwellings, asOf });
  const { allocations, outcomes } = world;
  const history = new PlaceHistory({ territory, dwellings, allocations, outcomes, asOf });
  const pool = buildPool({ demands: world.demands, territory, asOf });
  const qualifyOne = (vacancy: Vacancy): Qualification => {
    const dwelling = dwellings.get(vacancy.dwelling)!;
    const demandsLikeIt = namedCount(pool, dwelling);
    return qualify({ vacancy, dwelling, territory, ledger, history, demandsLikeIt, asOf });
  };
  return {
    seed,
    territory,
    methods,
    ordering,
    asOf,
    world,
    pool,
    questions: world.vacancies.map((vacancy) => ({
      vacancy,
      dwelling: dwellings.get(vacancy.dwelling)!,
      qualification: qualifyOne(vacancy),
    })),
    qualify: qualifyOne,
  };
};

/** Demands that name the commune and the typology of a dwelling themselves. */
export const namedCount = (pool: Pool, { commune, typology }: Dwelling): number => {
  const number = pool.communeNumber(commune);
  return number < 0 ? 0 : pool.wishes.named(number, typology).length;
};
