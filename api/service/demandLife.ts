import { randomBytes } from 'node:crypto';
import { DemandNumber, type IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { commitTo, SALT_BYTES } from '../records/commitment.ts';
import type { EventBody, NewEvent } from '../records/event.ts';
import type { Store } from '../store/store.ts';
import { correctedBody } from './corrections.ts';
import type { CorrectionAsked } from './decisionsQuestion.ts';
import { registerOf } from './register.ts';
import { type Author, LOCAL_ACTOR } from './sessionRecords.ts';

/** What happens to a demand outside commissions: valid a year more (R441-2), or closed under a code of the national system. */
export type DemandLife =
  | { readonly kind: 'demand-renewed' }
  | { readonly kind: 'demand-removed'; readonly code: EventBody<'demand-removed'>['code'] };

/**
 * Writes a renewal or a closing into the register, of a day. Lists made from the next day on know it; the imported row stays as it is.
 *
 * @returns number of the entry, for who would have to correct it.
 * @throws InputError `demand.unknown`, `demand.closed`.
 */
export const writeDemandLife = async (
  store: Store,
  text: string,
  life: DemandLife,
  { at, actor = LOCAL_ACTOR, day }: Author & { readonly day: IsoDay },
): Promise<number> => {
  const number = DemandNumber.safeParse(text);
  const stored = number.success && (await store.all('demands')).some((row) => row.number === number.data);
  // The number received is personal data: it is not repeated.
  if (!number.success || !stored) throw new InputError([{ code: 'demand.unknown', path: 'number' }]);
  await checkOpen(store, number.data);
  const opened = commitTo(number.data, randomBytes(SALT_BYTES));
  const about = { household: opened.commitment, day };
  const content =
    life.kind === 'demand-renewed'
      ? { kind: life.kind, body: about }
      : { kind: life.kind, body: { ...about, code: life.code } };
  const event: NewEvent = { ...content, at, actor, commitments: [opened] };
  const [written] = await store.events.append([event]);
  return written!.seq;
};

/**
 * Replaces what an entry says of a demand's life, or takes it back.
 *
 * @throws InputError `correction.unknown-event`, those of `correctedBody`.
 */
export const correctDemandLife = async (
  store: Store,
  of: number,
  { motive, replacement }: CorrectionAsked,
  { at, actor = LOCAL_ACTOR }: Author,
): Promise<void> => {
  const register = await registerOf(store).current();
  const entry = register.lives().find(({ seq }) => seq === of);
  const unknown = () =>
    new InputError([{ code: 'correction.unknown-event', path: 'of', received: String(of) }]);
  if (!entry) throw unknown();
  const body = correctedBody(entry, replacement, () => {
    throw unknown();
  });
  const event: NewEvent = {
    kind: 'corrected',
    body: { of, motive, replacement: body },
    at,
    actor,
    commitments: [],
  };
  register.check([event]);
  await store.events.append([event], register.head.seq);
};

const checkOpen = async (store: Store, number: DemandNumber): Promise<void> => {
  const register = await registerOf(store).current();
  const own = new Set((await store.events.commitmentsOf(number)).map(({ commitment }) => commitment));
  const closed = register
    .lives()
    .find(({ kind, body }) => kind === 'demand-removed' && own.has(body.household));
  if (closed) throw new InputError([{ code: 'demand.closed', path: 'number', expected: String(closed.seq) }]);
};
