import type { VacancyId } from '../domain/ids.ts';
import { buildPool } from '../pool/build.ts';
import type { Pool } from '../pool/pool.ts';
import { type Ranking, rankPool } from '../shortlist/ranking.ts';
import { applied, type Change, compareSets, setKey } from './change.ts';
import { type Asked, answerAt, type ListPlace, type Never, type PlaceAnswer, rankOnList } from './place.ts';
import { replaceRow } from './replaceRow.ts';
import { type Variants, variantsOf } from './variants.ts';

/** A list that a demand is on once the changes are made; the rank, the last one where a paper leaves it open. */
export interface Reached {
  readonly vacancy: VacancyId;
  readonly rank: number;
}

/** A smallest set of changes, made on the demand, and the lists that then hold it. */
export interface ProvenChange {
  readonly changes: readonly Change[];
  readonly reaches: readonly Reached[];
  /** False where the demand leaves so much unsaid that not every smaller set was tried. */
  readonly smallest: boolean;
}

/** What one demand could do to be on a list of the day, all other demands as they are. */
export interface Counterfactual {
  readonly row: number;
  /** Lists that it is on as it is. */
  readonly listed: readonly Reached[];
  /** Sets of changes, each the smallest for some list, in the order of `compareSets`. Empty: nothing would do. */
  readonly ways: readonly ProvenChange[];
  /** Vacancies whose list nothing puts it on, and what keeps it off. */
  readonly never: readonly { readonly vacancy: VacancyId; readonly why: Never }[];
  /** Vacancies looked at. */
  readonly places: number;
}

/** Ways shown when many lists are looked at. */
const MOST_WAYS = 3;

/**
 * The smallest changes, of those that a household may make, that put its demand on a list. Each is proven: the demand is changed,
 * the pool is rebuilt for it, the list is made anew and holds it, whatever amount within bounds its papers show (both ends and the
 * middle are run).
 *
 * @param places one vacancy, or all those of the day.
 * @throws RangeError for a row that the pool does not have.
 */
export const counterfactual = (asked: Asked, places: readonly ListPlace[]): Counterfactual => {
  const { pool, row } = asked;
  if (!Number.isInteger(row) || row < 0 || row >= pool.rowCount)
    throw new RangeError(`row ${row} is not in the pool, which has ${pool.rowCount}`);
  const variants = variantsOf(asked);
  const answers = places.map((place) => ({ place, answer: answerAt(asked, variants, place) }));
  const found = answers.flatMap(({ place, answer }) =>
    answer.outcome === 'reachable' ? [{ place, sets: answer.sets }] : [],
  );
  return {
    row,
    listed: answers.flatMap(({ place, answer }) => listedAt(place, answer)),
    ways: waysTo(asked, variants, found),
    never: answers.flatMap(({ place, answer }) =>
      answer.outcome === 'never' ? [{ vacancy: place.vacancy.id, why: answer.why }] : [],
    ),
    places: places.length,
  };
};

const listedAt = ({ vacancy }: ListPlace, answer: PlaceAnswer): readonly Reached[] =>
  answer.outcome === 'listed' ? [{ vacancy: vacancy.id, rank: answer.rank }] : [];

/** The smallest sets over all places, each proven on every list that it was found for. */
const waysTo = (
  asked: Asked,
  variants: Variants,
  found: readonly { readonly place: ListPlace; readonly sets: readonly (readonly Change[])[] }[],
): readonly ProvenChange[] => {
  const ways = new Map<string, { readonly changes: readonly Change[]; readonly places: ListPlace[] }>();
  for (const { place, sets } of found)
    for (const changes of sets) {
      const key = setKey(changes);
      const way = ways.get(key) ?? { changes, places: [] };
      ways.set(key, way);
      way.places.push(place);
    }
  const proven: ProvenChange[] = [];
  const reached = new Set<VacancyId>();
  for (const { changes, places } of [...ways.values()].sort((a, b) => compareSets(a.changes, b.changes))) {
    if (proven.length === MOST_WAYS) break;
    // A list that a smaller set reaches is no reason to show this one.
    if (places.every(({ vacancy }) => reached.has(vacancy.id))) continue;
    const reaches = prove(asked, changes, places);
    if (reaches.length === 0) continue;
    for (const { vacancy } of reaches) reached.add(vacancy);
    proven.push({ changes, reaches, smallest: variants.completeTo >= changes.length });
  }
  return proven;
};

/** The lists, of these places, that hold the demand once it is changed: made anew, for each amount that its papers could show. */
const prove = (
  asked: Asked,
  changes: readonly Change[],
  places: readonly ListPlace[],
): readonly Reached[] => {
  const { territory, row } = asked;
  const runs = changedPools(asked, changes).map((pool) => {
    const ranked = new Map<Ranking, Ranking>();
    return places.map((place) => {
      const { ordering, weighting, seed } = place.ranking;
      const ranking = ranked.get(place.ranking) ?? rankPool({ pool, ordering, weighting, seed });
      ranked.set(place.ranking, ranking);
      return rankOnList({ pool, territory, row }, { ...place, ranking });
    });
  });
  return places.flatMap(({ vacancy }, p) => {
    const ranks = runs.map((run) => run[p]!);
    const held = ranks.filter((rank) => rank !== null);
    return held.length < ranks.length ? [] : [{ vacancy: vacancy.id, rank: Math.max(...held) }];
  });
};

/** The whole pool with the demand changed: one for each amount that its papers could show. */
export const changedPools = (
  { pool, territory, row, demand }: Asked,
  changes: readonly Change[],
): readonly Pool[] =>
  applied(demand, changes).map((changed) =>
    replaceRow(pool, row, { pool: buildPool({ demands: [changed], territory, asOf: pool.asOf }), at: 0 }),
  );
