import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { weightingFor } from '../../scoring/weigh.ts';
import { type AcceptanceRates, ratesOf } from '../acceptance/rates.ts';
import { type ProfileClasses, profileClasses } from '../assignment/classes.ts';
import type { Allocation } from '../domain/allocation.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import { prepareRules } from '../eligibility/rules.ts';
import { demandColumns } from '../pool/dictionary.ts';
import { Pool } from '../pool/pool.ts';
import { splitApart } from '../shortlist/apart.ts';
import { type Ranking, rankPool } from '../shortlist/ranking.ts';
import { selectEligible } from '../shortlist/shortlist.ts';
import type { Territory } from '../territory/territory.ts';
import type { Experiment } from './experiment.ts';

/** Demands of a pool, with their places in the census: the pool of the last month, which holds them all. */
export interface MonthPool {
  readonly pool: Pool;
  readonly classes: ProfileClasses;
  /** Row in the census of each row of the pool. Length = pool.rowCount. */
  readonly censusRow: Uint32Array;
}

/** An experiment made ready: what all its arms and replications share, worked out once. Nothing of it changes an answer. */
export class Setting {
  readonly experiment: Experiment;
  readonly territory: Territory;
  readonly rates: AcceptanceRates;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly census: Pool;
  /** Allocations of the period on record, by dwelling and numéro unique. */
  readonly recorded: ReadonlyMap<string, Allocation>;
  readonly #methods: ReadonlyMap<string, CompiledMethod>;
  readonly #pools: (MonthPool | null)[];
  readonly #rankings = new Map<string, Ranking>();
  readonly #eligible = new Map<string, Uint32Array>();
  readonly #ordered = new Map<string, Uint32Array>();

  constructor(
    experiment: Experiment,
    rules: { readonly territory: Territory; readonly methods: ReadonlyMap<string, CompiledMethod> },
  ) {
    this.experiment = experiment;
    this.territory = rules.territory;
    this.#methods = rules.methods;
    this.rates = ratesOf(experiment.rates);
    this.dwellings = new Map(experiment.dwellings.map((dwelling) => [dwelling.id as string, dwelling]));
    this.recorded = new Map(experiment.recorded.map((each) => [`${each.dwelling} ${each.demand}`, each]));
    this.#pools = experiment.pools.map(() => null);
    this.census = this.pool(experiment.pools.length - 1).pool;
  }

  pool(place: number): MonthPool {
    const known = this.#pools[place];
    if (known) return known;
    const columns = this.experiment.pools[place]!;
    const pool = new Pool(columns, demandColumns(this.territory.pack.situations));
    const census = place === this.experiment.pools.length - 1 ? pool : this.census;
    const made: MonthPool = {
      pool,
      classes: profileClasses(pool, this.territory),
      censusRow: Uint32Array.from({ length: pool.rowCount }, (_, row) =>
        pool === census ? row : census.numbers.rowOf(pool.numbers.at(row)),
      ),
    };
    this.#pools[place] = made;
    return made;
  }

  /** The order of a method over a pool, where places are credited to a contingent. The lot is the experiment's. */
  ranking(place: number, methodId: string, contingent: string | null): Ranking {
    const ordering = this.#methods.get(methodId);
    if (!ordering) throw new Error(`no method ${methodId}`);
    const weighting = weightingFor(ordering, this.#methods, contingent);
    const key = `${place} ${methodId} ${weighting?.method.id ?? ''}`;
    const known = this.#rankings.get(key);
    if (known) return known;
    const { pool } = this.pool(place);
    const made = rankPool({ pool, ordering, weighting, seed: this.experiment.seed });
    this.#rankings.set(key, made);
    return made;
  }

  /** Rows of a pool that no rule of the dwelling excludes. */
  eligible(place: number, dwelling: Dwelling): Uint32Array {
    const key = `${place} ${dwelling.id}`;
    const known = this.#eligible.get(key);
    if (known) return known;
    const { pool } = this.pool(place);
    const quartier = this.territory.quartierOfDwelling(dwelling)?.id ?? null;
    const rules = prepareRules({ pool, territory: this.territory, dwelling, quartier });
    const found = selectEligible({ pool, dwelling, beyondWishes: false }, rules).eligible.slice();
    this.#eligible.set(key, found);
    return found;
  }

  /** Of those, the rows that the method orders: a channel outside its grid follows the others. */
  ordered(place: number, dwelling: Dwelling, methodId: string): Uint32Array {
    const key = `${place} ${dwelling.id} ${methodId}`;
    const known = this.#ordered.get(key);
    if (known) return known;
    const { within } = splitApart(this.eligible(place, dwelling), this.ranking(place, methodId, null));
    this.#ordered.set(key, within);
    return within;
  }
}
