import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Target } from '../domain/territory.ts';
import type { TargetProfile } from '../targets/ledger.ts';
import { type TargetPlace, whereKey } from '../targets/place.ts';
import { coefOf } from '../targets/rows.ts';
import type { Aim } from '../targets/schedule.ts';
import type { Territory } from '../territory/territory.ts';
import { creditBit } from './credits.ts';

/** What one dwelling towards a target is worth in one place. */
export interface RowPrice {
  /** Identifier of the target. */
  readonly target: string;
  readonly place: string;
  /** What the target asked there when the price was made. */
  readonly aim: Aim;
  /** Whole thousandths of points for one dwelling, above zero. */
  readonly price: number;
}

/** Prices of the targets of a plan, such as a month's: a price supports that plan, others might too. */
export interface PlanPrices {
  /** SHA-256 of all that the prices were made from, and of the prices: the same list can be made again. */
  readonly hash: string;
  readonly asOf: IsoDay;
  /** Method whose points the prices are in. */
  readonly method: { readonly id: string; readonly version: string };
  /** Vacancies planned, and those open: fewer are planned where they are very many. */
  readonly vacancies: number;
  readonly open: number;
  /** Rows that cost nothing: they brake no list. */
  readonly free: number;
  readonly rows: readonly RowPrice[];
}

/** The demands of a pool by what targets see of them: see `profileClasses`. */
export interface DemandClasses {
  readonly classOf: Uint16Array;
  readonly profiles: readonly TargetProfile[];
  /** Contingents of each row, one bit each. */
  readonly credits: Uint8Array;
}

/** A priced row, with what a lease to each class brings it, in dwellings. */
export interface PricedTarget extends Omit<RowPrice, 'target'> {
  readonly target: Target;
  /** The contingent whose leases it tells from all others; null: it sees them alike. */
  readonly contingent: Reservataire | null;
  /** By class: credited to `contingent`, and to any other. */
  readonly there: Float64Array;
  readonly elsewhere: Float64Array;
}

/** A way for a demand to be credited at a place, with what prices make of it. */
export interface CreditOption {
  /** Place in `PlacePrices.credits`. */
  readonly credit: number;
  /** Demands of one segment are alike in the eyes of every priced row, and credited alike. */
  readonly segment: number;
  /** Σ price · dwellings, thousandths of points. */
  readonly points: number;
}

/** Prices at one place, worked out once for each kind of demand. */
export interface PlacePrices {
  readonly rows: readonly PricedTarget[];
  /** Contingents that a lease there may be credited to, the landlord's own share last. */
  readonly credits: readonly Reservataire[];
  readonly segmentCount: number;
  /** Ways to be credited, by kind: one at least. */
  readonly options: readonly (readonly CreditOption[])[];
  classOfKind(kind: number): number;
}

/** Kinds of demands: alike in class and in the contingents that their profile allows. */
interface Kind {
  readonly classNumber: number;
  readonly mask: number;
}

/** Prices made ready for a territory and the classes of a pool. */
export class PreparedPrices {
  readonly prices: PlanPrices;
  /** Kind of each row of the pool. Length = pool.rowCount. */
  readonly kindOf: Uint16Array;
  readonly #kinds: readonly Kind[];
  readonly #profiles: readonly TargetProfile[];
  readonly #territory: Territory;
  readonly #byKey: ReadonlyMap<string, PricedTarget>;
  readonly #places = new Map<string, PlacePrices>();

  constructor(prices: PlanPrices, territory: Territory, classes: DemandClasses) {
    this.prices = prices;
    const { kindOf, kinds } = kindsOf(classes);
    this.kindOf = kindOf;
    this.#kinds = kinds;
    this.#profiles = classes.profiles;
    this.#territory = territory;
    const targets = new Map(territory.targets.map((target) => [target.id, target]));
    this.#byKey = new Map(
      prices.rows.flatMap((row) => {
        // A target that the territory has no more is priced no more.
        const target = targets.get(row.target);
        return target === undefined || row.price <= 0
          ? []
          : [[`${row.target} ${row.place}`, pricedTarget({ ...row, target }, classes.profiles)] as const];
      }),
    );
  }

  /** @param orientedTo réservataire that the lease is credited to where the profile allows; null: the profile decides. */
  at(place: TargetPlace, orientedTo: Reservataire | null): PlacePrices {
    const keys = this.#keysAt(place);
    const key = [orientedTo ?? '', ...keys].join('\n');
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const made = placePrices({
      rows: keys.map((each) => this.#byKey.get(each)!),
      kinds: this.#kinds,
      classCount: this.#profiles.length,
      credits: creditsOf(this.#territory, orientedTo),
      orientedTo,
    });
    this.#places.set(key, made);
    return made;
  }

  /** Rows that have a price at a place, in the order of the territory's targets. */
  rowsAt(place: TargetPlace): readonly PricedTarget[] {
    return this.#keysAt(place).map((key) => this.#byKey.get(key)!);
  }

  /** Target and place of each. */
  #keysAt(place: TargetPlace): readonly string[] {
    return this.#territory.targets.flatMap((target) => {
      const where = whereKey(this.#territory, target, place);
      const key = `${target.id} ${where}`;
      return where !== null && this.#byKey.has(key) ? [key] : [];
    });
  }
}

const pricedTarget = (
  row: Omit<RowPrice, 'target'> & { readonly target: Target },
  profiles: readonly TargetProfile[],
): PricedTarget => {
  const contingent = row.target.counts.contingent ?? row.target.credited ?? null;
  const when = (to: Reservataire) =>
    Float64Array.from(profiles, (profile) => coefOf(row, { ...profile, contingent: to }));
  const other = RESERVATAIRE_CODES.find((code) => code !== contingent)!;
  return { ...row, contingent, there: when(contingent ?? other), elsewhere: when(other) };
};

/** Contingents that a lease may be credited to, the landlord's own share last: the same as in a session, see `prepareSession`. */
export const creditsOf = ({ pack }: Territory, orientedTo: Reservataire | null): readonly Reservataire[] => {
  const { regime, shares } = pack.contingents;
  const named =
    orientedTo !== null
      ? [orientedTo]
      : regime === 'household-profile'
        ? shares.filter(({ share }) => share > 0).map(({ reservataire }) => reservataire)
        : [];
  return [...named.filter((contingent) => contingent !== 'AUCUN'), 'AUCUN'];
};

/** Dwellings that a lease brings to a row. */
export const dwellingsOf = (row: PricedTarget, classNumber: number, credited: Reservataire): number =>
  (credited === row.contingent ? row.there : row.elsewhere)[classNumber]!;

const MASKS = 64;

const kindsOf = ({
  classOf,
  credits,
}: DemandClasses): { readonly kindOf: Uint16Array; readonly kinds: readonly Kind[] } => {
  const known = new Map<number, number>();
  const kinds: Kind[] = [];
  const kindOf = new Uint16Array(classOf.length);
  for (let row = 0; row < classOf.length; row += 1) {
    const [classNumber, mask] = [classOf[row]!, credits[row]!];
    const key = classNumber * MASKS + mask;
    let kind = known.get(key);
    if (kind === undefined) {
      kind = kinds.push({ classNumber, mask }) - 1;
      known.set(key, kind);
    }
    kindOf[row] = kind;
  }
  return { kindOf, kinds };
};

const placePrices = (input: {
  readonly rows: readonly PricedTarget[];
  readonly kinds: readonly Kind[];
  readonly classCount: number;
  readonly credits: readonly Reservataire[];
  readonly orientedTo: Reservataire | null;
}): PlacePrices => {
  const { rows, kinds, classCount, credits, orientedTo } = input;
  const merged = mergedClasses(rows, classCount);
  const bits = credits.map(creditBit);
  const own = credits.length - 1;
  const counted = (classNumber: number, c: number): boolean =>
    rows.some((row) => dwellingsOf(row, classNumber, credits[c]!) !== dwellingsOf(row, classNumber, 'AUCUN'));
  const chosen = ({ classNumber, mask }: Kind): readonly number[] => {
    const allowed = credits.map((_, c) => c).filter((c) => c !== own && (mask & bits[c]!) !== 0);
    if (orientedTo !== null) return [allowed[0] ?? own];
    return [...allowed.filter((c) => counted(classNumber, c)), own];
  };
  const used = new Map<string, number>();
  const segmentOf = (classNumber: number, credit: number): number => {
    const key = `${merged[classNumber]} ${credit}`;
    const found = used.get(key) ?? used.size;
    used.set(key, found);
    return found;
  };
  const options = kinds.map((kind) =>
    chosen(kind).map(
      (credit): CreditOption => ({
        credit,
        segment: segmentOf(kind.classNumber, credit),
        points: rows.reduce(
          (sum, row) => sum + row.price * dwellingsOf(row, kind.classNumber, credits[credit]!),
          0,
        ),
      }),
    ),
  );
  return {
    rows,
    credits,
    segmentCount: used.size,
    options,
    classOfKind: (kind) => kinds[kind]!.classNumber,
  };
};

/** Classes that no priced row of the place tells apart have one number. */
const mergedClasses = (rows: readonly PricedTarget[], classCount: number): Uint16Array => {
  const numbers = new Map<string, number>();
  return Uint16Array.from({ length: classCount }, (_, k) => {
    const seen = rows.map(({ there, elsewhere }) => `${there[k]} ${elsewhere[k]}`).join();
    const found = numbers.get(seen) ?? numbers.size;
    numbers.set(seen, found);
    return found;
  });
};
