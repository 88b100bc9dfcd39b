import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainLink } from '../../api/records/chain.ts';
import type { EventContent, KindAndBody } from '../../api/records/event.ts';
import { standingOf } from '../../api/records/projections/case.ts';
import { Register } from '../../api/records/projections/register.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import {
  accepted,
  attributed,
  chained,
  condition,
  conditional,
  corrected,
  day,
  lapsed,
  leased,
  notAttributed,
  offered,
  passed,
  proposed,
  refused,
  S1,
  V1,
} from './events.ts';

const registerOf = (events: readonly KindAndBody[]): Register => new Register(chained(events));
/** Random histories: whatever is drawn and possible where the register stands. */
const drawn = fc.array(
  fc.record({
    what: fc.nat(12),
    n: fc.integer({ min: 1, max: 5 }),
    on: fc.integer({ min: 2, max: 28 }),
    of: fc.nat(30),
  }),
  { minLength: 15, maxLength: 60, size: 'max' },
);
type Draw = { readonly what: number; readonly n: number; readonly on: number; readonly of: number };

const eventOf = ({ what, n, on, of }: Draw, seqs: readonly number[], last: number): KindAndBody => {
  const target = seqs[of % Math.max(1, seqs.length)] ?? 1;
  const made: readonly (() => KindAndBody)[] = [
    () => attributed(n),
    () => attributed(n),
    () => conditional(n),
    () => notAttributed(n),
    () => offered(n, Math.min(18, on)),
    () => accepted(target, on),
    () => refused(target, on),
    () => (of % 3 === 0 ? passed(n, on) : lapsed(target, on)),
    () => (of % 2 === 0 ? leased(n, on) : condition(n, on, of % 3 > 0)),
    () => corrected(1 + (of % last), null),
    () => offered(n, 12 + (on % 6)),
    () => accepted(target, 18),
    () => leased(n, 28),
  ];
  return made[what]!();
};

const grow = (draws: readonly Draw[]): readonly KindAndBody[] => {
  const events: KindAndBody[] = [proposed()];
  const [first] = chained(events);
  const register = new Register([first!]);
  const seqs: number[] = [];
  for (const draw of draws) {
    const event = eventOf(draw, seqs, events.length);
    try {
      register.check([event]);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      continue;
    }
    events.push(event);
    const content = { ...event, at: first!.at, actor: 'agent' } as EventContent;
    register.apply(chainLink(register.head.hash, content, events.length));
    if (event.kind === 'offer-made') seqs.push(events.length);
  }
  return events;
};
/** The history as it would have been written at first, had nobody been wrong. */
const asCorrected = (events: readonly KindAndBody[]): readonly (KindAndBody | null)[] => {
  const right: (KindAndBody | null)[] = [...events];
  events.forEach((event, i) => {
    if (event.kind !== 'corrected') return;
    right[i] = null;
    right[event.body.of - 1] = event.body.replacement;
  });
  return right;
};
/** What a case says, without the numbers of its events. */
const said = (register: Register): string =>
  JSON.stringify(
    [V1, 'V-2'].map((vacancy) => register.case(S1, vacancy)?.candidates ?? []),
    (key, value) => (key === 'seq' ? undefined : value),
  ).replaceAll(
    /\{"household":"[0-9a-f]+","rank":\d,"decision":null,"offer":null,"condition":null,"passed":null,"lease":null\},?/g,
    '',
  );

test('a state kept event by event, corrections included, is that of the history written right', () => {
  let long = 0;
  let withCorrections = 0;
  fc.assert(
    fc.property(drawn, (draws) => {
      const events = grow(draws);
      if (events.length > 6) long += 1;
      const kept = new Register();
      for (const event of chained(events)) {
        kept.check([event]);
        kept.apply(event);
      }
      expect(said(registerOf(events))).toBe(said(kept));
      const right = asCorrected(events);
      if (right.includes(null)) withCorrections += 1;
      // Offers are named by their number: without the events that were taken back, those that follow move up.
      const moved = new Map<number, number>();
      const clean = right.flatMap((event, i) => {
        if (event === null) return [];
        moved.set(i + 1, moved.size + 1);
        const { body } = event as { body: { offer?: number } };
        return [
          body.offer === undefined ? event : { ...event, body: { ...body, offer: moved.get(body.offer)! } },
        ];
      });
      expect(said(registerOf(clean as readonly KindAndBody[]))).toBe(said(kept));
    }),
    { numRuns: 150, seed: 20261102 },
  );
  expect(long).toBeGreaterThan(75);
  expect(withCorrections).toBeGreaterThan(20);
}, 30_000);

test('one lease at most, one running offer at most, and a check changes nothing', () => {
  let housed = 0;
  fc.assert(
    fc.property(drawn, (draws) => {
      const register = registerOf(grow(draws));
      for (const each of register.cases()) {
        expect(each.candidates.filter(({ lease }) => lease !== null).length).toBeLessThanOrEqual(1);
        for (const on of [3, 9, 15, 20, 27]) {
          const open = each.candidates.filter(
            ({ offer, passed: gone }) =>
              offer !== null &&
              offer.answer === null &&
              gone === null &&
              offer.day <= day(on) &&
              (day(on) as IsoDay) <= offer.dueDay,
          );
          expect(open.length).toBeLessThanOrEqual(1);
        }
        if (standingOf(each, day(28)).standing === 'let') housed += 1;
      }
      const before = said(register);
      try {
        register.check([attributed(1), offered(1, 20)]);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
      expect(said(register)).toBe(before);
    }),
    { numRuns: 150, seed: 20261102 },
  );
  expect(housed).toBeGreaterThan(10);
}, 30_000);
