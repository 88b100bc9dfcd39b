import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChainHead,
  chainLink,
  chainText,
  verifyChain,
  verifyChainText,
} from '../../api/records/chain.ts';
import type { ChainedEvent } from '../../api/records/event.ts';
import { accepted, attributed, chained, corrected, leased, offered, proposed } from './events.ts';

const LOG = chained([
  proposed(),
  attributed(1),
  attributed(2),
  offered(1, 3),
  accepted(4, 5),
  corrected(5, null),
  accepted(4, 6),
  leased(1, 9),
]);
const HEAD: ChainHead = { seq: LOG.length, hash: LOG.at(-1)!.hash };
const broken = (events: readonly ChainedEvent[], known: ChainHead | null = HEAD) => {
  const check = verifyChain(events, known);
  return check.outcome === 'broken' ? check.broken : null;
};
/** The chain made again from one event on: what somebody who rewrites it would do. */
const rewritten = (from: number, change: (event: ChainedEvent) => ChainedEvent): readonly ChainedEvent[] => {
  const made: ChainedEvent[] = [];
  for (const event of LOG)
    made.push(chainLink(made.at(-1)?.hash ?? null, event.seq === from ? change(event) : event, event.seq));
  return made;
};

describe('a whole log', () => {
  test('holds, and says its head', () => {
    expect(verifyChain(LOG)).toEqual({ outcome: 'sound', head: HEAD });
    expect(verifyChain(LOG, HEAD)).toEqual({ outcome: 'sound', head: HEAD });
    expect(verifyChain(LOG, { seq: 3, hash: LOG[2]!.hash })).toEqual({ outcome: 'sound', head: HEAD });
  });

  test('an empty one holds too', () => {
    expect(verifyChain([])).toEqual({ outcome: 'sound', head: { seq: 0, hash: null } });
  });
});

describe('the first broken link is named', () => {
  test('a changed body', () => {
    const changed = LOG.with(3, { ...LOG[3]!, body: { ...LOG[3]!.body, day: '2026-11-04' } } as ChainedEvent);
    expect(broken(changed)).toEqual({ seq: 4, reason: 'changed' });
  });

  test('a changed author, a changed moment', () => {
    expect(broken(LOG.with(2, { ...LOG[2]!, actor: 'other' }))).toEqual({ seq: 3, reason: 'changed' });
    expect(broken(LOG.with(0, { ...LOG[0]!, at: '2026-11-02T08:00:01.000Z' }))).toEqual({
      seq: 1,
      reason: 'changed',
    });
  });

  test('a body that cannot be hashed', () => {
    const changed = LOG.with(1, { ...LOG[1]!, body: { rank: Number.NaN } } as unknown as ChainedEvent);
    expect(broken(changed)).toEqual({ seq: 2, reason: 'changed' });
  });

  test('an event that lacks what is hashed', () => {
    const { body: _, ...bare } = LOG[1]!;
    expect(broken(LOG.with(1, bare as ChainedEvent))).toEqual({ seq: 2, reason: 'changed' });
  });

  test('a changed event with a hash of its own breaks the next link', () => {
    const own = chainLink(LOG[2]!.prev, { ...LOG[2]!, actor: 'other' }, 3);
    expect(broken(LOG.with(2, own))).toEqual({ seq: 4, reason: 'unlinked' });
  });

  test('a missing event, two in the wrong order, one twice', () => {
    expect(broken(LOG.toSpliced(2, 1))).toEqual({ seq: 3, reason: 'out-of-order' });
    expect(broken(LOG.with(2, LOG[3]!).with(3, LOG[2]!))).toEqual({ seq: 3, reason: 'out-of-order' });
    expect(broken(LOG.toSpliced(2, 0, LOG[1]!))).toEqual({ seq: 3, reason: 'out-of-order' });
  });

  test('a cut tail, where the head is known', () => {
    expect(broken(LOG.slice(0, -1))).toEqual({ seq: 8, reason: 'truncated' });
    expect(broken([])).toEqual({ seq: 1, reason: 'truncated' });
    expect(broken(LOG.slice(0, -1), null)).toBeNull();
  });

  test('a rewritten history, where a head is known', () => {
    const other = rewritten(2, (event) => ({ ...event, actor: 'other' }));
    expect(broken(other, null)).toBeNull();
    expect(broken(other)).toEqual({ seq: 8, reason: 'rewritten' });
    expect(broken(other, { seq: 4, hash: LOG[3]!.hash })).toEqual({ seq: 4, reason: 'rewritten' });
  });

  test('a text that is no event', () => {
    const text = chainText(LOG);
    const lines = text.split('\n');
    expect(verifyChainText(lines.with(4, 'nothing').join('\n'), HEAD)).toEqual({
      outcome: 'broken',
      broken: { seq: 5, reason: 'unreadable' },
    });
    expect(verifyChainText(text.slice(0, -1), HEAD)).toMatchObject({ outcome: 'broken' });
  });
});

test('any byte of the log that differs is found', () => {
  const bytes = Buffer.from(chainText(LOG), 'utf8');
  let runs = 0;
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      runs += 1;
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ flip;
      expect(verifyChainText(changed.toString('utf8'), HEAD).outcome).toBe('broken');
    }),
    { numRuns: 2_000 },
  );
  expect(runs).toBeGreaterThanOrEqual(2_000);
});

test('any byte that is missing is found', () => {
  const text = chainText(LOG);
  fc.assert(
    fc.property(fc.nat({ max: text.length - 1 }), (at) => {
      expect(verifyChainText(text.slice(0, at) + text.slice(at + 1), HEAD).outcome).toBe('broken');
    }),
    { numRuns: 500 },
  );
});
