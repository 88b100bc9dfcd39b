import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chainLink } from '../../api/records/chain.ts';
import type { EventBody, EventContent, KindAndBody } from '../../api/records/event.ts';
import { checkEvent } from '../../api/records/event.ts';
import { standingOf } from '../../api/records/projections/case.ts';
import { dueItems } from '../../api/records/projections/due.ts';
import { recordedFacts } from '../../api/records/projections/facts.ts';
import { Register } from '../../api/records/projections/register.ts';
import type { DemandNumber, IsoDay } from '../../engine/domain/ids.ts';
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
  who,
} from './events.ts';

const registerOf = (events: readonly KindAndBody[]): Register => new Register(chained(events));
const codeOf = (events: readonly KindAndBody[]): string | null => {
  try {
    registerOf(events);
    return null;
  } catch (error) {
    if (error instanceof InputError) return error.issues[0]!.code;
    throw error;
  }
};
/** Session, then the three of V-1 attributed by rank: the next event is number 5. */
const DECIDED: readonly KindAndBody[] = [proposed(), attributed(1), attributed(2), attributed(3)];

describe('each rule of a commission, met and unmet', () => {
  test.each<[string, readonly KindAndBody[], string | null]>([
    ['a decision about somebody listed', [proposed(), attributed(1)], null],
    [
      'about somebody of another list',
      [proposed(), { ...attributed(1), body: { ...attributed(1).body, household: who(4) } }],
      'decision.not-listed',
    ],
    [
      'about a vacancy without a list',
      [proposed(), { ...attributed(1), body: { ...attributed(1).body, vacancy: 'V-9' as never } }],
      'decision.no-list',
    ],
    ['in a session that is not on record', [attributed(1)], 'session.unknown'],
    [
      'at another rank than the list’s',
      [proposed(), { ...attributed(1), body: { ...attributed(1).body, rank: 2 } }],
      'decision.other-rank',
    ],
    ['twice', [proposed(), attributed(1), notAttributed(1)], 'decision.already-made'],
    ['before the session’s day', [proposed(), attributed(1, 1)], 'decision.too-early'],
    ['an offer to the first', [...DECIDED, offered(1, 2)], null],
    ['to somebody undecided', [proposed(), offered(1, 3)], 'offer.not-attributed'],
    ['to somebody not attributed', [proposed(), notAttributed(1), offered(1, 3)], 'offer.not-attributed'],
    ['twice to one', [...DECIDED, offered(1, 3), offered(1, 4)], 'offer.already-made'],
    ['before the decision', [proposed(), attributed(1, 5), offered(1, 4)], 'offer.too-early'],
    ['with nine days to answer', [...DECIDED, offered(1, 3, 12)], 'offer.days-too-short'],
    ['with ten', [...DECIDED, offered(1, 3, 13)], null],
    ['to rank 2 while rank 1 was not asked', [...DECIDED, offered(2, 3)], 'offer.not-in-turn'],
    ['to rank 2 while rank 1 is undecided', [proposed(), attributed(2), offered(2, 3)], 'offer.not-in-turn'],
    [
      'to rank 2 when rank 1 is not attributed',
      [proposed(), notAttributed(1), attributed(2), offered(2, 3)],
      null,
    ],
    [
      'to rank 2 while rank 1’s days run, on the last',
      [...DECIDED, offered(1, 3), offered(2, 13)],
      'offer.another-runs',
    ],
    ['to rank 2 the day after, in silence', [...DECIDED, offered(1, 3), offered(2, 14)], null],
    [
      'to rank 2 before rank 1 refused',
      [...DECIDED, offered(1, 3), refused(5, 8), offered(2, 7)],
      'offer.too-early',
    ],
    ['to rank 2 on the day rank 1 refused', [...DECIDED, offered(1, 3), refused(5, 8), offered(2, 8)], null],
    ['once accepted', [...DECIDED, offered(1, 3), accepted(5, 4), offered(2, 20)], 'offer.vacancy-taken'],
    ['to somebody who gave up the turn', [...DECIDED, passed(1, 3), offered(1, 4)], 'offer.turn-passed'],
    ['to the next when somebody gave up', [...DECIDED, passed(1, 3), offered(2, 4)], null],
    ['an answer without an offer', [...DECIDED, accepted(4, 3)], 'answer.no-offer'],
    ['an answer to what is no event', [...DECIDED, accepted(99, 3)], 'answer.no-offer'],
    ['twice', [...DECIDED, offered(1, 3), refused(5, 4), accepted(5, 5)], 'answer.already-given'],
    ['before the offer', [...DECIDED, offered(1, 3), accepted(5, 2)], 'answer.too-early'],
    ['on the last day', [...DECIDED, offered(1, 3), accepted(5, 13)], null],
    ['the day after', [...DECIDED, offered(1, 3), accepted(5, 14)], 'answer.too-late'],
    [
      'once the next rank is asked',
      [...DECIDED, offered(1, 3), offered(2, 14), accepted(5, 13)],
      'answer.turn-passed',
    ],
    [
      'once the turn was given up',
      [...DECIDED, offered(1, 3), passed(1, 4), accepted(5, 5)],
      'answer.turn-passed',
    ],
    ['a silence on the last day', [...DECIDED, offered(1, 3), lapsed(5, 13)], 'lapse.too-soon'],
    ['a silence the day after', [...DECIDED, offered(1, 3), lapsed(5, 14)], null],
    [
      'a silence written once the next rank is asked',
      [...DECIDED, offered(1, 3), offered(2, 14), lapsed(5, 14)],
      null,
    ],
    [
      'a silence after an answer',
      [...DECIDED, offered(1, 3), accepted(5, 5), lapsed(5, 14)],
      'answer.already-given',
    ],
    ['a condition met', [proposed(), conditional(1), condition(1, 5, true)], null],
    ['of somebody attributed without one', [...DECIDED, condition(1, 5, true)], 'condition.none'],
    [
      'twice',
      [proposed(), conditional(1), condition(1, 5, true), condition(1, 6, false)],
      'condition.already-settled',
    ],
    ['before the decision', [proposed(), conditional(1, 5), condition(1, 4, true)], 'condition.too-early'],
    [
      'of somebody who refused',
      [proposed(), conditional(1), offered(1, 3), refused(3, 4), condition(1, 5, true)],
      'condition.no-more',
    ],
    [
      'the next rank when the condition fails',
      [
        proposed(),
        conditional(1),
        attributed(2),
        offered(1, 3),
        accepted(4, 4),
        condition(1, 6, false),
        offered(2, 7),
      ],
      null,
    ],
    [
      'a turn given up by somebody not attributed',
      [proposed(), notAttributed(1), passed(1, 3)],
      'turn.not-attributed',
    ],
    ['twice', [...DECIDED, passed(1, 3), passed(1, 4)], 'turn.already-passed'],
    ['after the lease', [...DECIDED, offered(1, 3), accepted(5, 4), leased(1, 5), passed(1, 6)], 'turn.let'],
    ['after having accepted', [...DECIDED, offered(1, 3), accepted(5, 4), passed(1, 6), offered(2, 7)], null],
    ['before the offer it follows', [...DECIDED, offered(1, 5), passed(1, 4)], 'turn.too-early'],
    ['a lease', [...DECIDED, offered(1, 3), accepted(5, 4), leased(1, 9)], null],
    ['without an acceptance', [...DECIDED, offered(1, 3), leased(1, 9)], 'lease.not-accepted'],
    [
      'of another than who accepted',
      [...DECIDED, offered(1, 3), accepted(5, 4), leased(2, 9)],
      'lease.not-accepted',
    ],
    [
      'twice for a vacancy',
      [...DECIDED, offered(1, 3), accepted(5, 4), leased(1, 9), leased(1, 10)],
      'lease.already-signed',
    ],
    ['before the acceptance', [...DECIDED, offered(1, 3), accepted(5, 8), leased(1, 7)], 'lease.too-early'],
    [
      'while a paper is missing',
      [proposed(), conditional(1), offered(1, 3), accepted(3, 4), leased(1, 9)],
      'lease.condition-pending',
    ],
    [
      'once it came',
      [proposed(), conditional(1), offered(1, 3), accepted(3, 4), condition(1, 5, true), leased(1, 9)],
      null,
    ],
    ['a session proposed twice', [proposed(), proposed()], 'session.exists'],
    ['a change of a decided session', [...DECIDED, change('session-recomputed')], 'session.decided'],
    [
      'a decision in a session set aside',
      [proposed(), change('session-cancelled'), attributed(1)],
      'session.cancelled',
    ],
    [
      'a change of a session set aside',
      [proposed(), change('session-cancelled'), change('session-recomputed')],
      'session.cancelled',
    ],
    [
      'a session taken back, then decided',
      [proposed(), change('session-cancelled'), change('session-undone'), attributed(1)],
      null,
    ],
    ['a change of a session that is not on record', [change('session-cancelled')], 'session.unknown'],
    [
      'a correction of what cannot be corrected',
      [proposed(), corrected(1, null)],
      'correction.unknown-event',
    ],
    [
      'a correction of a correction',
      [...DECIDED, corrected(4, null), corrected(5, null)],
      'correction.unknown-event',
    ],
    [
      'a correction of what was taken back',
      [...DECIDED, corrected(4, null), corrected(4, null)],
      'correction.unknown-event',
    ],
    ['by another kind', [...DECIDED, corrected(4, leased(3, 5) as never)], 'correction.other-kind'],
    ['on another vacancy', [...DECIDED, corrected(4, attributed(4))], 'correction.other-case'],
    [
      'that what follows does not bear',
      [...DECIDED, offered(1, 3), corrected(2, notAttributed(1))],
      'offer.not-attributed',
    ],
  ])('%s', (_, events, code) => {
    for (const event of chained(events)) expect(() => checkEvent(event)).not.toThrow();
    expect(codeOf(events)).toBe(code);
  });
});

function change(kind: 'session-recomputed' | 'session-cancelled' | 'session-undone'): KindAndBody {
  const head = { session: S1, version: 2, record: 'b'.repeat(64) };
  const { lists } = (proposed() as { body: EventBody<'session-proposed'> }).body;
  if (kind === 'session-cancelled') return { kind, body: head };
  return kind === 'session-undone'
    ? { kind, body: { ...head, lists, undid: 2 } }
    : { kind, body: { ...head, lists } };
}

test('an event out of its place is the program’s fault', () => {
  const log = chained(DECIDED);
  expect(() => new Register([log[0]!, log[2]!])).toThrow('event 3 cannot follow 1');
});

test('an event that its kind does not allow is refused before it is written', () => {
  const [event] = chained([proposed()]);
  expect(() => checkEvent({ ...event!, body: { ...event!.body, number: '999' } } as never)).toThrow(
    'session-proposed',
  );
  expect(() => checkEvent({ ...event!, at: 'today' })).toThrow('a moment is ISO 8601');
  expect(() => checkEvent({ ...event!, actor: '' })).toThrow('malformed actor');
});

describe('what is due', () => {
  const due = (events: readonly KindAndBody[], on: number) =>
    dueItems(registerOf(events).cases(), day(on)).map(({ kind, rank }) => `${kind} ${rank}`);
  test.each<[string, readonly KindAndBody[], number, readonly string[]]>([
    ['nothing before a decision', [proposed()], 3, []],
    ['an offer once decided', DECIDED, 3, ['offer-to-make 1']],
    ['an answer while the days run', [...DECIDED, offered(1, 3)], 13, ['answer-awaited 1']],
    [
      'the next offer and the silence after',
      [...DECIDED, offered(1, 3)],
      14,
      ['offer-to-make 2', 'silence-to-record 1'],
    ],
    [
      'the silence alone once the next is asked',
      [...DECIDED, offered(1, 3), offered(2, 14)],
      14,
      ['silence-to-record 1', 'answer-awaited 2'],
    ],
    ['a paper', [proposed(), conditional(1), offered(1, 3), accepted(3, 4)], 5, ['paper-awaited 1']],
    ['a lease', [...DECIDED, offered(1, 3), accepted(5, 4)], 5, ['lease-to-sign 1']],
    ['nothing after the lease', [...DECIDED, offered(1, 3), accepted(5, 4), leased(1, 9)], 10, []],
    [
      'nothing when nobody is left',
      [proposed(), notAttributed(1), notAttributed(2), notAttributed(3)],
      5,
      [],
    ],
  ])('%s', (_, events, on, expected) => {
    expect(due(events, on)).toEqual(expected);
  });

  test('by day, and at once first', () => {
    const events = [...DECIDED, attributed(4), attributed(5), offered(1, 5), offered(4, 3)];
    const items = dueItems(registerOf(events).cases(), day(6));
    expect(items.map(({ vacancy, dueDay }) => [vacancy, dueDay])).toEqual([
      ['V-2', day(13)],
      ['V-1', day(15)],
    ]);
  });
});

describe('facts for the next lists', () => {
  const nameOf = (household: string) =>
    `n-${Number.parseInt(household.slice(-4).replaceAll('a', '0'), 16)}` as DemandNumber;
  const facts = (events: readonly KindAndBody[], before: number | null = null) => {
    const register = registerOf(events);
    const cases = register.cases();
    return recordedFacts({ cases, lives: register.lives() }, nameOf, before === null ? null : day(before));
  };
  const life = (kind: 'demand-renewed' | 'demand-removed', on: number): KindAndBody =>
    kind === 'demand-renewed'
      ? { kind, body: { household: who(1), day: day(on) } }
      : { kind, body: { household: who(1), day: day(on), code: 'RADABA' } };

  test('a day knows what was done before it, and nothing of its own', () => {
    const events = [...DECIDED, offered(1, 3), accepted(5, 5), leased(1, 9)];
    expect(facts(events, 2).outcomes).toEqual([]);
    expect(facts(events, 3).outcomes.map(({ answer }) => answer)).toEqual([null, null, null]);
    expect(facts(events, 5).allocations).toEqual([]);
    expect(facts(events, 6).allocations).toMatchObject([{ decidedOn: day(2), leaseSignedOn: null }]);
    expect(facts(events, 10).allocations).toMatchObject([{ leaseSignedOn: day(9) }]);
  });

  test('silence past its days is no answer, seen from a day; without one, nothing is assumed', () => {
    const events = [...DECIDED, offered(1, 3)];
    expect(facts(events, 13).outcomes[0]?.answer).toBeNull();
    expect(facts(events, 14).outcomes[0]?.answer).toBe('no-answer');
    expect(facts(events, 14).declined).toMatchObject([{ on: day(13) }]);
    expect(facts(events).outcomes[0]?.answer).toBeNull();
  });

  test('a refusal has its reason and its own day', () => {
    const { outcomes, declined } = facts([...DECIDED, offered(1, 3), refused(5, 8)]);
    expect(outcomes[0]).toMatchObject({ answer: 'refused', refusalReason: 'size', examinedOn: day(2) });
    expect(declined).toMatchObject([{ on: day(8) }]);
  });

  test('a turn given up before any offer is no outcome; after having accepted, it is a refusal and no allocation', () => {
    expect(facts([...DECIDED, passed(1, 3)]).outcomes.map(({ rank }) => rank)).toEqual([2, 3]);
    const after = facts([...DECIDED, offered(1, 3), accepted(5, 4), passed(1, 6)]);
    expect(after.outcomes[0]).toMatchObject({ answer: 'refused', refusalReason: 'changed-plans' });
    expect(after.allocations).toEqual([]);
  });

  test('a condition that was not met is no attribution', () => {
    const { outcomes, allocations, declined } = facts([
      proposed(),
      conditional(1),
      offered(1, 3),
      accepted(3, 4),
      condition(1, 6, false),
    ]);
    expect(outcomes).toMatchObject([{ decision: 'non-attribution', answer: null }]);
    expect(allocations).toEqual([]);
    expect(declined).toMatchObject([{ on: day(6) }]);
  });

  test('a non-attribution steps out on its day', () => {
    expect(facts([proposed(), notAttributed(1)]).declined).toMatchObject([{ on: day(2) }]);
  });

  test('renewals and closings count from the next day, and can be taken back', () => {
    expect(facts([life('demand-renewed', 4)], 4).renewed).toEqual([]);
    expect(facts([life('demand-renewed', 4)], 5).renewed).toMatchObject([{ on: day(4) }]);
    expect(facts([life('demand-removed', 4)], 5).removed).toMatchObject([{ on: day(4) }]);
    expect(facts([life('demand-removed', 4), corrected(1, null)], 5).removed).toEqual([]);
    const moved = {
      kind: 'demand-removed',
      body: { household: who(1), day: day(6), code: 'RADREN' },
    } as const;
    expect(facts([life('demand-removed', 4), corrected(1, moved)], 7).removed).toMatchObject([
      { on: day(6) },
    ]);
    expect(codeOf([life('demand-removed', 4), corrected(1, life('demand-renewed', 4) as never)])).toBe(
      'correction.other-kind',
    );
  });
});

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
    { numRuns: 150 },
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
    { numRuns: 150 },
  );
  expect(housed).toBeGreaterThan(10);
}, 30_000);

test('counts are of the events as written', () => {
  const { counts, head, factsAt } = registerOf([...DECIDED, corrected(4, null)]);
  expect([...counts]).toEqual([
    ['session-proposed', 1],
    ['candidate-decided', 3],
    ['corrected', 1],
  ]);
  expect([head.seq, factsAt]).toEqual([5, 5]);
});
