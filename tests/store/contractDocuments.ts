import { describe, expect, test } from 'vitest';
import type { Store } from '../../api/store/store.ts';
import { type ContractStores, codeOf } from './contractSupport.ts';

export const documentsContract = ({ open }: ContractStores): void => {
  describe('documents', () => {
    const session = (version: number, lists: readonly number[] = [1.5, 1e-7]) => ({
      id: '2026-11-02-1',
      version,
      document: { lists, accents: 'été', nothing: null },
    });

    test('none at first', async () => {
      const { store } = await open();
      expect(await store.sessions.all()).toEqual([]);
      expect(await store.sessions.find('2026-11-02-1')).toBeNull();
    });

    test('give back the same value, also to another store', async () => {
      const { store, reopen } = await open();
      await store.sessions.save(session(1), 0);
      const other = await reopen();
      expect(await other.sessions.find('2026-11-02-1')).toEqual(session(1));
      await store.sessions.save({ ...session(1), id: '2026-11-01-7' }, 0);
      expect((await other.sessions.all()).map(({ id }) => id)).toEqual(['2026-11-01-7', '2026-11-02-1']);
    });

    test('of one collection are not those of another', async () => {
      const { store } = await open();
      await store.collection('jobs').save({ id: 'A', version: 1, document: 'un travail' }, 0);
      expect(await store.sessions.find('A')).toBeNull();
      expect(await store.collection('jobs').find('A')).toMatchObject({ document: 'un travail' });
      for (const name of ['', 'Jobs', 'a/b', 'a b']) expect(() => store.collection(name)).toThrow(/no name/);
    });

    test('a change replaces the version that its author read, and no other', async () => {
      const { store } = await open();
      await store.sessions.save(session(1), 0);
      await store.sessions.save(session(2, [2]), 1);
      expect(await codeOf(store.sessions.save(session(2, [3]), 1))).toBe('session.stale');
      expect(await codeOf(store.sessions.save(session(1, [3]), 0))).toBe('session.stale');
      expect(await codeOf(store.collection('jobs').save(session(2), 1))).toBe('document.stale');
      expect(await store.sessions.find('2026-11-02-1')).toEqual(session(2, [2]));
    });

    test('of twenty who change one version at once, one wins and the others are told', async () => {
      const { store, reopen } = await open();
      await store.sessions.save(session(1), 0);
      const stores = [store, await reopen(), await reopen()];
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          codeOf((stores[i % 3] as Store).sessions.save(session(2, [i]), 1)),
        ),
      );
      expect(all.filter((code) => code === undefined).length).toBe(1);
      expect(all.filter((code) => code === 'session.stale').length).toBe(19);
    });

    test('are taken out at the version that was read, or whatever it is', async () => {
      const { store } = await open();
      await store.sessions.save(session(1), 0);
      expect(await codeOf(store.sessions.remove('2026-11-02-1', 2))).toBe('session.stale');
      await store.sessions.remove('2026-11-02-1', 1);
      expect(await store.sessions.find('2026-11-02-1')).toBeNull();
      expect(await codeOf(store.sessions.remove('2026-11-02-1', null))).toBe('session.stale');
      await store.sessions.save(session(1), 0);
      await store.sessions.remove('2026-11-02-1', null);
      expect(await store.sessions.all()).toEqual([]);
    });

    test('take no name that leads elsewhere, no version out of order, nothing that is not JSON', async () => {
      const { store } = await open();
      for (const id of ['../store', 'a/b', '', '.hidden', 'a'.repeat(65)]) {
        await expect(store.sessions.save({ ...session(1), id }, 0)).rejects.toThrow(/no id/);
        expect(await store.sessions.find(id)).toBeNull();
      }
      await expect(store.sessions.save(session(3), 1)).rejects.toThrow(/cannot follow/);
      await expect(store.sessions.save({ ...session(1), document: undefined }, 0)).rejects.toThrow(
        /JSON value/,
      );
    });
  });
};
