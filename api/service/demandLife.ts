import { randomBytes } from 'node:crypto';
import { dayNumber, isoDay } from '../../engine/domain/day.ts';
import { confirmedOn, type Demand } from '../../engine/domain/demand.ts';
import { DemandNumber, type IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { lastValidDay } from '../../engine/pool/validity.ts';
import { type Commitment, commitTo, SALT_BYTES } from '../records/commitment.ts';
import type { EventBody, NewEvent } from '../records/event.ts';
import type { LifeEntry, Register } from '../records/projections/register.ts';
import type { Store } from '../store/store.ts';
import { correctedBody } from './corrections.ts';
import type { CorrectionAsked } from './decisionsQuestion.ts';
import { householdFile } from './householdFile.ts';
import { registerOf } from './register.ts';
import { type Author, LOCAL_ACTOR } from './sessionRecords.ts';

/** What happens to a demand outside commissions: valid a year more (R441-2), or closed under a code of the national system. */
export type DemandLife =
  | { readonly kind: 'demand-renewed' }
  | { readonly kind: 'demand-removed'; readonly code: EventBody<'demand-removed'>['code'] };

/** Renewals and closings of a demand on record, corrections included, oldest first. */
export const livesOf = async (store: Store, number: DemandNumber): Promise<readonly LifeEntry[]> =>
  livesIn(store, await registerOf(store).current(), number);

const livesIn = async (store: Store, register: Register, number: DemandNumber) => {
  const own = new Set((await store.events.commitmentsOf(number)).map(({ commitment }) => commitment));
  return register.lives().filter(({ body }) => own.has(body.household));
};

/** A demand as its file and the register say it. */
export interface DemandStanding {
  readonly number: DemandNumber;
  /** Null: no demand is stored under this number. */
  readonly filedOn: IsoDay | null;
  /** Last day of its validity, renewals on record included. */
  readonly validUntil: IsoDay | null;
  readonly lives: readonly LifeEntry[];
}

/** Where a demand stands, in the pool or not. @throws InputError `household.unknown` when nothing is kept about this number. */
export const demandStanding = async (store: Store, text: string): Promise<DemandStanding> => {
  const parsed = DemandNumber.safeParse(text);
  const demand = parsed.success ? await store.row('demands', parsed.data) : null;
  if (!parsed.success || demand === null) {
    const { number } = await householdFile(store, text);
    return { number, filedOn: null, validUntil: null, lives: await livesOf(store, number) };
  }
  const lives = await livesOf(store, parsed.data);
  const said = [
    confirmedOn(demand),
    ...lives.flatMap(({ kind, body }) => (kind === 'demand-renewed' ? [body.day] : [])),
  ];
  const confirmed = said.reduce((last, day) => (day > last ? day : last));
  return {
    number: parsed.data,
    filedOn: demand.filedOn,
    validUntil: isoDay(lastValidDay(dayNumber(confirmed))),
    lives,
  };
};

/**
 * The day that an officer gives a fact; null: today.
 *
 * @throws InputError `demand.day-ahead`.
 */
export const factDay = (on: IsoDay | null, today: IsoDay): IsoDay => {
  if (on !== null && on > today)
    throw new InputError([{ code: 'demand.day-ahead', path: 'on', received: on, expected: today }]);
  return on ?? today;
};

/** Times that an entry is checked anew because others were written meanwhile. */
const TRIES = 20;

/**
 * Writes a renewal or a closing into the register, of a day. Lists made from the next day on know it; the imported row stays as it is.
 * Sent twice, it is refused the second time: what is checked and what is written is one and the same state of the register.
 *
 * @returns number of the entry, for who would have to correct it.
 * @throws InputError `demand.unknown`, `demand.closed`, `demand.already-renewed`, `demand.filed-after`, `events.stale`.
 */
export const writeDemandLife = async (
  store: Store,
  text: string,
  life: DemandLife,
  { at, actor = LOCAL_ACTOR, day }: Author & { readonly day: IsoDay },
): Promise<number> => {
  const number = DemandNumber.safeParse(text);
  // The number received is personal data: it is not repeated.
  const unknown = () => new InputError([{ code: 'demand.unknown', path: 'number' }]);
  if (!number.success) throw unknown();
  const opened = commitTo(number.data, randomBytes(SALT_BYTES));
  const about = { household: opened.commitment, day };
  const content =
    life.kind === 'demand-renewed'
      ? { kind: life.kind, body: about }
      : { kind: life.kind, body: { ...about, code: life.code } };
  const event: NewEvent = { ...content, at, actor, commitments: [opened] };
  for (let left = TRIES; ; left -= 1) {
    const register = await registerOf(store).current();
    const after = register.head.seq;
    // Read after the head: an erasure moves it, so what is written is never about a household erased meanwhile.
    const demand = await store.row('demands', number.data);
    if (demand === null) throw unknown();
    checkFiled(demand, day);
    checkLife(await livesIn(store, register, number.data), life, day);
    try {
      const [written] = await store.events.append([event], after);
      return written!.seq;
    } catch (error) {
      if (left <= 1 || !isStale(error)) throw error;
    }
  }
};

/** @throws InputError `demand.filed-after`. */
const checkFiled = ({ filedOn }: Demand, day: IsoDay): void => {
  if (day < filedOn)
    throw new InputError([{ code: 'demand.filed-after', path: 'on', received: day, expected: filedOn }]);
};

/** @throws InputError `demand.closed`, `demand.already-renewed`. */
const checkLife = (lives: readonly LifeEntry[], { kind }: DemandLife, day: IsoDay): void => {
  const closing = lives.find((entry) => entry.kind === 'demand-removed');
  if (closing) throw refusal('demand.closed', closing);
  checkTwice(lives, kind, day);
};

/** @throws InputError `demand.already-renewed`. */
const checkTwice = (lives: readonly LifeEntry[], kind: LifeEntry['kind'], day: IsoDay): void => {
  const same = lives.find((entry) => entry.kind === kind && entry.body.day === day);
  if (same) throw refusal('demand.already-renewed', same);
};

const refusal = (code: string, { seq }: LifeEntry): InputError =>
  new InputError([{ code, path: 'number', expected: String(seq) }]);

const isStale = (error: unknown): boolean =>
  error instanceof InputError && error.issues[0]?.code === 'events.stale';

/**
 * Replaces what an entry says of a demand's life, or takes it back.
 *
 * @param author.number demand that the entry must be of; null or left out: any.
 * @param author.today last day that a corrected entry may be of.
 * @returns number of the correction's own entry.
 * @throws InputError `correction.unknown-event`, `demand.day-ahead`, `demand.filed-after`, `demand.already-renewed`, those of `correctedBody`.
 */
export const correctDemandLife = async (
  store: Store,
  of: number,
  { motive, replacement }: CorrectionAsked,
  {
    at,
    actor = LOCAL_ACTOR,
    number = null,
    today,
  }: Author & { readonly number?: string | null; readonly today: IsoDay },
): Promise<number> => {
  const register = await registerOf(store).current();
  const lives = number === null ? register.lives() : await livesIn(store, register, number as DemandNumber);
  const entry = lives.find(({ seq }) => seq === of);
  const unknown = () =>
    new InputError([{ code: 'correction.unknown-event', path: 'of', received: String(of) }]);
  if (!entry) throw unknown();
  const body = correctedBody(entry, replacement, () => {
    throw unknown();
  });
  if (replacement?.day !== undefined)
    await checkMoved(store, register, entry, factDay(replacement.day, today));
  const event: NewEvent = {
    kind: 'corrected',
    body: { of, motive, replacement: body },
    at,
    actor,
    commitments: [],
  };
  register.check([event]);
  const [written] = await store.events.append([event], register.head.seq);
  return written!.seq;
};

/**
 * What holds of an entry's first day holds of the one that replaces it; the entry itself is left out.
 *
 * @throws InputError `demand.filed-after`, `demand.already-renewed`.
 */
const checkMoved = async (
  store: Store,
  register: Register,
  { seq, kind, body }: LifeEntry,
  day: IsoDay,
): Promise<void> => {
  const number = await store.events.numberOf(body.household as Commitment);
  if (number === null) return;
  const demand = await store.row('demands', number);
  if (demand !== null) checkFiled(demand, day);
  const others = (await livesIn(store, register, number)).filter((entry) => entry.seq !== seq);
  checkTwice(others, kind, day);
};
