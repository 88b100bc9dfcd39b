import { describe, expect, test } from 'vitest';
import { requestOfWorld } from '../../../benchmarks/workloads/session.ts';
import { sampledFuture } from '../../../engine/assignment/online/futures.ts';
import { randomStream } from '../../../engine/simulation/random.ts';
import { SMALL } from '../../benchmarks/small.ts';

/* Futures drawn from dwellings that were freed before. */

const request = requestOfWorld(SMALL, { pace: 'at-once' });
const dwellings = new Map(SMALL.world.dwellings.map((each) => [each.id as string, each]));
const freed = SMALL.world.allocations.slice(0, 12).map(({ dwelling }) => dwellings.get(dwelling)!);
const future = (seed: number, expected: number, from = freed) =>
  sampledFuture(request, { freed: from, expected, random: randomStream(seed, 'future') });

describe('a sampled future', () => {
  test('has as many vacancies as are expected, more than were recorded too', () => {
    expect(future(1, 5).problem.model.vacancyCount).toBe(5);
    expect(future(1, 30).problem.model.vacancyCount).toBe(30);
  });
  test('takes every recorded dwelling before one comes again', () => {
    const pairsOf = ({ problem: { model } }: ReturnType<typeof future>) =>
      Array.from({ length: model.vacancyCount }, (_, d) => {
        const [from, end] = [model.segmentOffsets[d]!, model.segmentOffsets[d + 1]!];
        return model.pairOffsets[end]! - model.pairOffsets[from]!;
      }).sort((a, b) => a - b);
    expect(pairsOf(future(1, 12))).toEqual(pairsOf(future(2, 12)));
    expect(pairsOf(future(1, 6))).not.toEqual(pairsOf(future(2, 6)));
  });
  test('is the same from the same seed', () => {
    expect(future(3, 8).problem.model.pairCandidate).toEqual(future(3, 8).problem.model.pairCandidate);
  });
  test('cannot be drawn from an empty record', () => {
    expect(() => future(1, 1, [])).toThrow(
      'future: 1 vacancies expected, no freed dwelling recorded to draw from',
    );
    expect(future(1, 0, []).problem.model.vacancyCount).toBe(0);
  });
});
