import { type Change, constrain } from '../../../engine/assignment/repair/change.ts';
import { repair } from '../../../engine/assignment/repair/repair.ts';
import { randomStream } from '../../../engine/simulation/random.ts';
import { compare, costOfLists, everyRepair } from './everyRepair.ts';
import { KINDS, type Kind, smallSession, someChange } from './smallSessions.ts';

const LIMITS = { trials: 2_000_000, shapes: 50_000 };

/** What came up while repairs were compared with every list that could be. */
export interface MinimumCounts {
  /** Repairs compared. */
  repairs: number;
  readonly byKind: Map<string, number>;
  proven: number;
  hard: number;
  leveled: number;
  broken: number;
  shared: number;
  displaced: number;
  reversed: number;
  short: number;
}

/**
 * Mends small random sessions, four steps each, and compares every repair with all lists that could be.
 *
 * @param seeds one session each.
 * @throws Error at the first repair that is not the minimum, is not proven, or reports another cost than its lists have.
 */
export const compareRepairs = (seeds: Iterable<number>): MinimumCounts => {
  const counts: MinimumCounts = {
    repairs: 0,
    byKind: new Map(),
    proven: 0,
    hard: 0,
    leveled: 0,
    broken: 0,
    shared: 0,
    displaced: 0,
    reversed: 0,
    short: 0,
  };
  const seen = (kind: string): void => {
    counts.byKind.set(kind, (counts.byKind.get(kind) ?? 0) + 1);
  };
  for (const seed of seeds) {
    const session = smallSession(seed);
    const random = randomStream(seed, 'changes');
    let state = session.state;
    for (let step = 0; step < 4; step += 1) {
      const kinds: Kind[] = Array.from({ length: step === 0 ? 1 : random.integer(1, 4) }, () =>
        random.pick(KINDS),
      );
      if (step === 0) kinds[0] = KINDS[Math.floor(seed / 4) % KINDS.length]!;
      const changes = kinds
        .map((kind) => someChange(random, kind, session, state))
        .filter((change): change is Change => change !== null);
      const constrained = constrain(session.model, state, changes);
      if (!constrained.ok) continue;
      const { model, levels } = session;
      const repaired = repair({ model, before: state, changes, limits: LIMITS, ...(levels && { levels }) });
      if (!repaired.ok) throw new Error(`seed ${seed}: refused once and not twice`);
      const { cost, proven } = repaired.value;
      const { constraints, orders } = constrained.value;
      const exact = everyRepair(model, state, constraints, orders, levels);
      if (!exact) throw new Error(`seed ${seed}: nothing keeps the rules`);
      const lists = repaired.value.state.lists.map((list) => list.map(({ pair }) => pair));
      const counted = costOfLists(model, state, constraints, orders, lists, levels);
      const label = `seed ${seed}, step ${step}, ${JSON.stringify(changes)}`;
      if (!counted) throw new Error(`${label}: the lists break a rule`);
      if (compare(counted, exact.cost) !== 0 || !proven)
        throw new Error(
          `${label}: ${counted} (proven: ${proven}), exact ${exact.cost} by ${JSON.stringify(exact.lists)}`,
        );
      const reported = [cost.violation, cost.empty, cost.changes, cost.reversed];
      if (compare([...reported, ...counted.slice(4, -1), -cost.value], counted) !== 0)
        throw new Error(`${label}: lists that cost ${counted}, reported ${reported} and ${cost.value}`);
      counts.repairs += 1;
      for (const { kind } of changes) seen(kind);
      if (changes.some((c) => c.kind === 'pin' && c.rank !== null)) seen('pin-rank');
      if (changes.length === 0) seen('none');
      if (changes.length > 1) counts.shared += 1;
      if (proven) counts.proven += 1;
      if (session.hard) counts.hard += 1;
      if (levels) counts.leveled += 1;
      if (cost.violation > 1e-7) counts.broken += 1;
      if (repaired.value.diff.lists.some((l) => l.left.some((left) => left.why.kind === 'moved')))
        counts.displaced += 1;
      if (cost.reversed > 0) counts.reversed += 1;
      if (cost.empty > 0) counts.short += 1;
      state = repaired.value.state;
    }
  }
  return counts;
};
