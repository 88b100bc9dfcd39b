import { describe, expect, test } from 'vitest';
import type { EventBody, KindAndBody } from '../../api/records/event.ts';
import { checkEvent } from '../../api/records/event.ts';
import { Register } from '../../api/records/projections/register.ts';
import {
  accepted,
  attributed,
  chained,
  codeOf,
  condition,
  conditional,
  corrected,
  DECIDED,
  lapsed,
  leased,
  notAttributed,
  offered,
  passed,
  proposed,
  refused,
  registerOf,
  S1,
  who,
} from './events.ts';

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

test('counts are of the events as written', () => {
  const { counts, head, factsAt } = registerOf([...DECIDED, corrected(4, null)]);
  expect([...counts]).toEqual([
    ['session-proposed', 1],
    ['candidate-decided', 3],
    ['corrected', 1],
  ]);
  expect([head.seq, factsAt]).toEqual([5, 5]);
});
