import { describe, expect, test } from 'vitest';
import { GroupCommit } from '../../api/service/groupCommit.ts';

describe('writes that wait together', () => {
  const counted = (write?: (items: readonly number[]) => Promise<readonly string[]>) => {
    const groups: (readonly number[])[] = [];
    const commit = new GroupCommit<number, string>(async (items) => {
      groups.push(items);
      return write ? write(items) : items.map((item) => `écrit ${item}`);
    });
    return { groups, commit };
  };

  test('are written once, in their order, each with its own answer', async () => {
    const { groups, commit } = counted();
    const all = await Promise.all([1, 2, 3].map((n) => commit.add(n)));
    expect(all).toEqual(['écrit 1', 'écrit 2', 'écrit 3']);
    expect(groups).toEqual([[1, 2, 3]]);
  });
  test('wait for those that come while the turns of the loop bring more', async () => {
    const { groups, commit } = counted();
    const later = (n: number) =>
      new Promise<string>((done, failed) => {
        let turns = n;
        const turn = (): void => {
          turns -= 1;
          if (turns < 0) commit.add(n).then(done, failed);
          else setImmediate(turn);
        };
        turn();
      });
    await Promise.all([0, 1, 2, 3].map(later));
    expect(groups).toEqual([[0, 1, 2, 3]]);
  });
  test('who comes while one group is written is in the next', async () => {
    let release: () => void = () => {};
    const { groups, commit } = counted(async (items) => {
      if (items[0] === 1) await new Promise<void>((done) => (release = done));
      return items.map(String);
    });
    const first = commit.add(1);
    while (groups.length === 0) await new Promise((next) => setImmediate(next));
    const others = [commit.add(2), commit.add(3)];
    release();
    expect(await first).toBe('1');
    expect(await Promise.all(others)).toEqual(['2', '3']);
    expect(groups).toEqual([[1], [2, 3]]);
  });
  test('wait for no more than is enough', async () => {
    const groups: number[] = [];
    const commit = new GroupCommit<number, number>(async (items) => {
      groups.push(items.length);
      return items;
    }, 2);
    const later = async (n: number): Promise<number> => {
      for (let turn = 0; turn < n; turn += 1) await new Promise((next) => setImmediate(next));
      return commit.add(n);
    };
    expect(await Promise.all([0, 0, 1, 2, 3, 4].map(later))).toEqual([0, 0, 1, 2, 3, 4]);
    // Those of one turn come together; without a limit they would all be one group.
    expect(groups[0]).toBeGreaterThanOrEqual(2);
    expect(groups.length).toBeGreaterThan(1);
  });
  test('are at most 64 at once', async () => {
    const { groups, commit } = counted();
    await Promise.all(Array.from({ length: 150 }, (_, i) => commit.add(i)));
    expect(groups.map(({ length }) => length)).toEqual([64, 64, 22]);
  });
  test('a group that fails tells each of its own, and the next is written', async () => {
    const { commit } = counted(async (items) => {
      if (items.includes(1)) throw new Error('disk full');
      return items.map(String);
    });
    const failed = await Promise.allSettled([commit.add(1), commit.add(2)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await commit.add(3)).toBe('3');
  });
});
