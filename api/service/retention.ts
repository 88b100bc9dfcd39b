import { dayNumber, isoDay } from '../../engine/domain/day.ts';
import { confirmedOn } from '../../engine/domain/demand.ts';
import { type DemandNumber, type IsoDay, isDemandNumber } from '../../engine/domain/ids.ts';
import { lastValidDay } from '../../engine/pool/validity.ts';
import type { Candidacy } from '../records/projections/case.ts';
import {
  type Durations,
  KEPT_PARTS,
  type KeptHousehold,
  type KeptPart,
  type RetentionReview,
} from '../records/retention.ts';
import { type Erasure, isErasedNumber } from '../store/eventLog.ts';
import { readSession } from '../store/sessionDocument.ts';
import type { Store } from '../store/store.ts';
import { eraseKnown } from './erasure.ts';
import { registerOf } from './register.ts';
import type { Author } from './sessionRecords.ts';

/**
 * Who is past the durations on a day. A household is kept whole for as long as one part of it may be: a demand that is still valid, a
 * recent list or a recent lease keep the rest.
 */
export const retentionOn = async (
  store: Store,
  durations: Durations,
  asOf: IsoDay,
): Promise<RetentionReview> => {
  const households = [...(await lastDays(store))].map(([number, days]): KeptHousehold => {
    const parts = KEPT_PARTS.flatMap((part) => {
      const last = days.get(part);
      return last === undefined ? [] : [{ part, last }];
    });
    const until = parts.map(({ part, last }) => monthsAfter(last, durations[part].months)).sort();
    return { number, parts, until: until.at(-1)! };
  });
  households.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const past = households.filter(({ until }) => until < asOf);
  return {
    asOf,
    durations,
    kept: households.length,
    past,
    next: households[past.length]?.until ?? null,
  };
};

/** Erases everybody that a review found past the durations: see `eraseHousehold`. */
export const applyRetention = (
  store: Store,
  { past }: Pick<RetentionReview, 'past'>,
  author: Author,
): Promise<Erasure> =>
  eraseKnown(
    store,
    past.map(({ number }) => number),
    { ...author, reason: 'retention' },
  );

const orderOf = ({ until, number }: KeptHousehold): string => `${until} ${number}`;

/** The same day so many months later, or the last of its month. */
export const monthsAfter = (day: IsoDay, months: number): IsoDay => {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  const first = (n: number): IsoDay =>
    `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}-01` as IsoDay;
  const last = dayNumber(first(count + 1)) - 1;
  return isoDay(Math.min(dayNumber(first(count)) + dayOfMonth - 1, last));
};

type LastDays = Map<DemandNumber, Map<KeptPart, IsoDay>>;

/** Last day of each part of each household, wherever something of it is kept. Erased households are nobody's. */
const lastDays = async (store: Store): Promise<LastDays> => {
  const days: LastDays = new Map();
  const note = (number: DemandNumber | undefined, part: KeptPart, day: IsoDay): void => {
    if (number === undefined || isErasedNumber(number)) return;
    const own = days.get(number) ?? new Map<KeptPart, IsoDay>();
    const known = own.get(part);
    if (known === undefined || known < day) own.set(part, day);
    days.set(number, own);
  };
  const mentions = await store.events.mentions();
  const names = new Map(mentions.map(({ commitment, number }) => [commitment, number]));
  for (const { number, at } of mentions) note(number, 'candidacy', at.slice(0, 10) as IsoDay);
  const register = await registerOf(store).current();
  for (const { candidates } of register.cases())
    for (const candidacy of candidates) {
      const number = names.get(candidacy.household);
      for (const day of daysOf(candidacy)) note(number, 'candidacy', day);
      if (candidacy.lease) note(number, 'allocation', candidacy.lease.day);
    }
  const renewed = new Map<DemandNumber, IsoDay>();
  const closed = new Map<DemandNumber, IsoDay>();
  for (const { kind, body } of register.lives()) {
    const number = names.get(body.household);
    if (number === undefined) continue;
    const known = kind === 'demand-removed' ? closed : renewed;
    if ((known.get(number) ?? '') < body.day) known.set(number, body.day);
  }
  for (const demand of await store.all('demands')) {
    const said = confirmedOn(demand);
    const renewal = renewed.get(demand.number) ?? said;
    const valid = isoDay(lastValidDay(dayNumber(renewal > said ? renewal : said)));
    note(demand.number, 'demand', closed.get(demand.number) ?? valid);
  }
  for (const { demand, leaseSignedOn, decidedOn } of await store.all('allocations'))
    note(demand, 'allocation', leaseSignedOn ?? decidedOn);
  for (const { demand, examinedOn } of await store.all('outcomes')) note(demand, 'candidacy', examinedOn);
  for (const saved of await store.sessions.all()) {
    const { document } = readSession(saved);
    for (const number of numbersIn(JSON.stringify(document))) note(number, 'candidacy', document.asOf);
  }
  return days;
};

const daysOf = ({ decision, offer, condition, passed, lease }: Candidacy): readonly IsoDay[] =>
  [decision, offer, offer?.answer, condition, passed, lease].flatMap((fact) => (fact ? [fact.day] : []));

const NUMBERS = /(?<![0-9A-Za-z])\d{13}[0-9A-Z]{5}(?![0-9A-Za-z])/g;
const numbersIn = (text: string): ReadonlySet<DemandNumber> =>
  new Set((text.match(NUMBERS) ?? []).filter(isDemandNumber) as DemandNumber[]);
