import { TYPOLOGIES, type Typology } from '../../engine/domain/codes.ts';
import { yearOf } from '../../engine/domain/day.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { DwellingId, VacancyId } from '../../engine/domain/ids.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import { PlaceHistory } from '../../engine/qualification/history.ts';
import { qualify } from '../../engine/qualification/qualify.ts';
import { randomStream, weightedDraw } from '../../engine/simulation/random.ts';
import { Ledger } from '../../engine/targets/ledger.ts';
import { communePopularity, NATIONAL_ROWS, nationalPool } from '../nationalPool.ts';
import { type MelWorkload, namedCount, type VacancyQuestion } from './mel.ts';

export interface NationalSize {
  readonly rowCount: number;
  readonly vacancyCount: number;
  /** Of which, in the (commune, typology) pairs that most demands name. */
  readonly largestCount: number;
}

export const NATIONAL_FULL: NationalSize = {
  rowCount: NATIONAL_ROWS,
  vacancyCount: 1_000,
  largestCount: 100,
};
export const NATIONAL_QUICK: NationalSize = { rowCount: 150_000, vacancyCount: 100, largestCount: 10 };

export interface NationalWorkload {
  readonly pool: Pool;
  /** The largest pools first. */
  readonly questions: readonly VacancyQuestion[];
}

export const nationalWorkload = (mel: MelWorkload, size: NationalSize): NationalWorkload => {
  const pool = nationalPool({ donors: mel.pool, rowCount: size.rowCount, seed: mel.seed });
  return { pool, questions: nationalQuestions(mel, pool, size) };
};

/** Dwellings are the generated ones, put in communes of the country; there is no ledger outside the territory. */
export const nationalQuestions = (
  mel: MelWorkload,
  pool: Pool,
  size: NationalSize,
): readonly VacancyQuestion[] => {
  const models = new Map<Typology, Dwelling[]>();
  for (const dwelling of mel.world.dwellings) {
    const alike = models.get(dwelling.typology) ?? [];
    models.set(dwelling.typology, alike);
    if (alike.length < MODELS) alike.push(dwelling);
  }
  return [
    ...largestPlaces(pool, size.largestCount),
    ...drawnPlaces(pool, mel, size.vacancyCount - size.largestCount),
  ].map((place, i) => {
    const alike = models.get(place.typology);
    if (!alike) throw new Error(`benchmark: no dwelling of type ${place.typology} to start from`);
    return questionAt(mel, pool, {
      ...place,
      model: alike[i % alike.length]!,
      id: `NAT-${String(i + 1).padStart(5, '0')}`,
    });
  });
};

/** Dwellings of each type that national ones are made like. */
const MODELS = 500;

interface Place {
  readonly commune: number;
  readonly typology: Typology;
}

const largestPlaces = (pool: Pool, count: number): readonly Place[] => {
  const places: (Place & { readonly length: number })[] = [];
  for (let commune = 0; commune < pool.columns.communes.length; commune += 1)
    for (const typology of TYPOLOGIES)
      places.push({ commune, typology, length: pool.wishes.named(commune, typology).length });
  return places.sort((a, b) => b.length - a.length || a.commune - b.commune).slice(0, count);
};

/** A commune as often as demands name it, a typology as often as the stock frees it. */
const drawnPlaces = (pool: Pool, mel: MelWorkload, count: number): readonly Place[] => {
  const random = randomStream(mel.seed, 'national/vacancies');
  const pull = weightedDraw(communePopularity(pool.columns.communes.length, mel.seed));
  return Array.from({ length: count }, () => ({
    commune: pull(random),
    typology: random.pick(mel.questions).dwelling.typology,
  }));
};

const questionAt = (
  mel: MelWorkload,
  pool: Pool,
  { commune, model, id }: Place & { readonly model: Dwelling; readonly id: string },
): VacancyQuestion => {
  const code = pool.columns.communes[commune]!;
  const dwelling: Dwelling = { ...model, id: id as DwellingId, commune: code, iris: null, quartier: null };
  const vacancy: Vacancy = {
    id: `V-${id}` as VacancyId,
    dwelling: dwelling.id,
    availableOn: mel.asOf,
    reason: 'rotation',
    orientedTo: null,
    adaptedPlai: false,
  };
  const { territory, asOf } = mel;
  const nothing = { territory, dwellings: new Map<string, Dwelling>(), allocations: [], outcomes: [], asOf };
  const qualification = qualify({
    vacancy,
    dwelling,
    territory,
    ledger: new Ledger(yearOf(asOf)),
    history: new PlaceHistory(nothing),
    demandsLikeIt: namedCount(pool, dwelling),
    asOf,
  });
  return { vacancy, dwelling, qualification };
};
