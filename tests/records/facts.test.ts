import { describe, expect, test } from 'vitest';
import type { KindAndBody } from '../../api/records/event.ts';
import { dueItems } from '../../api/records/projections/due.ts';
import { recordedFacts } from '../../api/records/projections/facts.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import {
  accepted,
  attributed,
  codeOf,
  condition,
  conditional,
  corrected,
  DECIDED,
  day,
  leased,
  notAttributed,
  offered,
  passed,
  proposed,
  refused,
  registerOf,
  who,
} from './events.ts';

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
