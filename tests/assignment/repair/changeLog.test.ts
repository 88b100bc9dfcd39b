import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, type Step, undo } from '../../../engine/assignment/repair/changeLog.ts';
import { repair } from '../../../engine/assignment/repair/repair.ts';
import { assignmentOf, sessionOf } from '../../../engine/assignment/repair/session.ts';
import { randomStream } from '../../../engine/simulation/random.ts';
import { after, BEFORE, MODEL, meetingModel, pin, rerank, withdraw } from './meeting.ts';
import { KINDS, smallSession, someChange } from './smallSessions.ts';

const INITIAL = { model: MODEL, state: BEFORE };
const replayed = (steps: readonly Step[], initial: Parameters<typeof applyChanges>[0] = INITIAL) => {
  const result = applyChanges(initial, steps);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
};
const step = (...changes: Step['changes']): Step => ({ changes });

describe('the log of a meeting', () => {
  const steps = [step(withdraw('a')), step(pin('h', 1, 1)), step(rerank(0, 'gcb')), step(withdraw('c'))];

  test('step after step', () => {
    expect([0, 1, 2, 3, 4].map((n) => after(replayed(steps.slice(0, n))))).toEqual([
      'abc def',
      'bcg def',
      'bcg hde',
      'gcb hde',
      'gbf hde',
    ]);
  });
  test('undo drops the last step, and an empty log has nothing to undo', () => {
    expect(after(replayed(undo(steps)))).toBe('gcb hde');
    expect(undo([])).toEqual([]);
    expect(replayed([])).toEqual({ ...INITIAL, last: null });
  });
  test('a refused step says which', () => {
    const result = applyChanges(INITIAL, [...steps, step(pin('c', 0))]);
    expect(result).toMatchObject({
      ok: false,
      issues: [{ code: 'repair.withdrawn', path: 'steps[4].changes[0].candidate' }],
    });
  });
  test('a vacancy added on the way is a step like another, and so is its undo', () => {
    const larger = meetingModel(['a9 b8 c7 d6 e5 f4 g3 h2', 'd9 e8 f7 g6 h5', 'f9 g8 h7']);
    const identity = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);
    const added: Step = {
      changes: [],
      remodel: { model: larger, vacancyOf: identity(2), candidateOf: identity(8) },
    };
    const log = [step(withdraw('a')), added, step(withdraw('d'))];
    expect(after(replayed(log))).toBe('bcg ef h');
    expect(replayed(log).model).toBe(larger);
    expect(after(replayed(undo(log)))).toBe('bcg def h');
    expect(after(replayed(undo(undo(log))))).toBe('bcg def');
  });
  test('levels hold on every step', () => {
    const model = meetingModel(['a9 b8 c7 g6 h5*', 'd9 e8 f7']);
    const levels = { levels: [0, 1], segmentLevel: Uint8Array.from([1, 0, 0]) };
    expect(after(replayed([step(withdraw('b'))], { model, state: BEFORE, levels }))).toBe('ach def');
  });
});

test('undo gives back the same bytes, and so does a second replay', () => {
  let undone = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const { model, state, levels } = smallSession(seed);
      const initial = { model, state, ...(levels && { levels }) };
      const random = randomStream(seed, 'log');
      const steps: Step[] = [];
      const seen = [JSON.stringify(replayed([], initial).state)];
      for (let i = 0; i < 5; i += 1) {
        const now = replayed(steps, initial).state;
        const change = someChange(random, random.pick(KINDS), { model }, now);
        const next = change ? [...steps, { changes: [change] }] : steps;
        const result = applyChanges(initial, next);
        if (!change || !result.ok) continue;
        steps.push({ changes: [change] });
        seen.push(JSON.stringify(result.value.state));
      }
      let log: readonly Step[] = steps;
      for (const bytes of [...seen].reverse()) {
        expect(JSON.stringify(replayed(log, initial).state)).toBe(bytes);
        if (log.length > 0) undone += 1;
        log = undo(log);
      }
    }),
    { numRuns: 300, seed: 4 },
  );
  expect(undone).toBeGreaterThan(600);
});

describe('limits are counts', () => {
  test('without trials the lists hold, and nothing is claimed', () => {
    let unproven = 0;
    let fromFlow = 0;
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const { model, state, levels } = smallSession(seed);
      if (levels) continue;
      const changes = [{ kind: 'withdraw', candidate: 0, motive: 'withdrew' }] as const;
      const rushed = repair({ model, before: state, changes, limits: { trials: 0, shapes: 1 } });
      const full = repair({ model, before: state, changes, limits: { trials: 1_000_000, shapes: 50_000 } });
      if (!rushed.ok || !full.ok) throw new Error('refused');
      if (rushed.value.proven) continue;
      unproven += 1;
      if (rushed.value.cost.violation <= 1e-7 && full.value.cost.violation <= 1e-7) {
        expect([rushed.value.cost.empty, rushed.value.cost.changes]).toEqual([
          full.value.cost.empty,
          full.value.cost.changes,
        ]);
        const bound = rushed.value.bound;
        if (bound !== null) expect(bound).toBeGreaterThanOrEqual(full.value.cost.value - 1e-6);
        else fromFlow += 1;
      }
      const listed = rushed.value.state.lists.flat().map(({ candidate }) => candidate);
      expect(new Set(listed).size).toBe(listed.length);
      expect(listed).not.toContain(0);
    }
    expect(unproven).toBeGreaterThan(100);
    expect(fromFlow).toBeGreaterThan(10);
  });
  test('a proven repair is its own bound', () => {
    const repaired = repair({ model: MODEL, before: BEFORE, changes: [withdraw('b')] });
    if (!repaired.ok) throw new Error('refused');
    expect(repaired.value.proven).toBe(true);
    expect(repaired.value.bound).toBe(repaired.value.cost.value);
  });
});

test('a session and its assignment say the same', () => {
  const result = repair({ model: MODEL, before: BEFORE, changes: [withdraw('a')] });
  if (!result.ok) throw new Error('refused');
  const { state, assignment } = result.value;
  expect(assignmentOf(MODEL, state.lists)).toEqual(assignment);
  expect(sessionOf(MODEL, assignment).lists).toEqual(state.lists);
});
