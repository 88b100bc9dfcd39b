import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import { DemandNumber } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Commitment } from '../records/commitment.ts';
import type { ChainedEvent } from '../records/event.ts';
import type { Store } from '../store/store.ts';
import { eventsOf } from './register.ts';

/** Everything kept about one household. */
export interface HouseholdFile {
  readonly number: DemandNumber;
  /** Null when the demand is no longer stored. */
  readonly demand: Demand | null;
  readonly allocations: readonly Allocation[];
  readonly outcomes: readonly Outcome[];
  /** Sessions that name the household, with where: paths inside the session's document. */
  readonly sessions: readonly {
    readonly session: string;
    readonly asOf: string;
    readonly places: readonly string[];
  }[];
  /** Entries of the register that are about it, in their order; other households of the same entry are left out. */
  readonly register: readonly Pick<ChainedEvent, 'seq' | 'at' | 'actor' | 'kind' | 'hash'>[];
  /** Allocations, outcomes, sessions and entries of others, left out for who asks. */
  readonly withheld: number;
}

/** What an entry of the register is of; null: the demand's own life, or its erasure. */
type Place = { readonly session: string } | { readonly dwelling: string } | null;

/** What may be told to who asks of a household's file; a demand itself is of no bailleur. */
export interface Reach {
  dwelling(id: string): Promise<boolean>;
  session(id: string): Promise<boolean>;
}

/**
 * Gathers what is kept about a household (right of access). Others named beside it are not in it.
 *
 * @param reach what may be told to who asks; null: all.
 * @throws InputError `household.unknown` when nothing is.
 */
export const householdFile = async (
  store: Store,
  text: string,
  reach: Reach | null = null,
): Promise<HouseholdFile> => {
  const parsed = DemandNumber.safeParse(text);
  const unknown = () => new InputError([{ code: 'household.unknown', path: 'number' }]);
  if (!parsed.success) throw unknown();
  const number = parsed.data;
  const own = new Set((await store.events.commitmentsOf(number)).map(({ commitment }) => commitment));
  const register: HouseholdFile['register'][number][] = [];
  const places = new Map<number, Place>();
  if (own.size > 0)
    for await (const event of eventsOf(store.events)) {
      const { seq, at, actor, kind, hash } = event;
      // An answer, a lapse or a correction names the entry that it is about.
      const { body } = event;
      const about = 'offer' in body ? body.offer : 'of' in body ? body.of : null;
      if (!isAbout(body, own) && !(about !== null && places.has(about))) continue;
      places.set(seq, placeOf(body) ?? (about === null ? null : (places.get(about) ?? null)));
      register.push({ seq, at, actor, kind, hash });
    }
  const sessions = (await store.sessions.all())
    .map(({ id, document }) => ({
      session: id,
      asOf: (document as { asOf: string }).asOf,
      places: placesOf(document, number),
    }))
    .filter(({ places }) => places.length > 0);
  const file: HouseholdFile = {
    number,
    demand: await store.row('demands', number),
    allocations: (await store.all('allocations')).filter(({ demand }) => demand === number),
    outcomes: (await store.all('outcomes')).filter(({ demand }) => demand === number),
    sessions,
    register,
    withheld: 0,
  };
  const nothing =
    file.demand === null &&
    [file.allocations, file.outcomes, file.sessions, file.register].every((part) => part.length === 0);
  if (nothing) throw unknown();
  return reach === null ? file : withinReach(file, places, reach);
};

const placeOf = (body: ChainedEvent['body']): Place => {
  if ('session' in body) return { session: body.session };
  return 'dwelling' in body ? { dwelling: body.dwelling } : null;
};

/** The file without what is of others' dwellings and sessions: how many of them is said. */
const withinReach = async (
  file: HouseholdFile,
  places: ReadonlyMap<number, Place>,
  reach: Reach,
): Promise<HouseholdFile> => {
  const ofDwellings = async <T extends { readonly dwelling: string }>(rows: readonly T[]) => {
    const mine = await Promise.all(rows.map(({ dwelling }) => reach.dwelling(dwelling)));
    return rows.filter((_, i) => mine[i]);
  };
  const allocations = await ofDwellings(file.allocations);
  const outcomes = await ofDwellings(file.outcomes);
  const known = new Map<string, Promise<boolean>>();
  const ofSession = (id: string): Promise<boolean> => {
    const told = known.get(id) ?? reach.session(id);
    known.set(id, told);
    return told;
  };
  const own = await Promise.all(file.sessions.map(({ session }) => ofSession(session)));
  const sessions = file.sessions.filter((_, i) => own[i]);
  const entries = await Promise.all(
    file.register.map(({ seq }) => {
      const place = places.get(seq) ?? null;
      if (place === null) return true;
      return 'session' in place ? ofSession(place.session) : reach.dwelling(place.dwelling);
    }),
  );
  const register = file.register.filter((_, i) => entries[i]);
  const count = (parts: readonly { readonly length: number }[]) =>
    parts.reduce((sum, { length }) => sum + length, 0);
  const withheld =
    count([file.allocations, file.outcomes, file.sessions, file.register]) -
    count([allocations, outcomes, sessions, register]);
  return { ...file, allocations, outcomes, sessions, register, withheld };
};

const isAbout = (value: unknown, own: ReadonlySet<Commitment>): boolean => {
  if (typeof value === 'string') return own.has(value);
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((each) => isAbout(each, own))
  );
};

const placesOf = (value: unknown, number: string, path = ''): readonly string[] => {
  if (value === number) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    placesOf(each, number, path === '' ? key : `${path}.${key}`),
  );
};
