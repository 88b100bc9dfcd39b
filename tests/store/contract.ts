import { describe, expect, test } from 'vitest';
import type { Store } from '../../api/store/store.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { aDemand, aDwelling, aNumber } from '../support/demands.ts';

const origin = {
  file: '/somewhere/demandes.csv',
  sha256: 'f'.repeat(64),
  at: '2026-11-02T08:00:00Z',
  refused: 0,
};

/** What every store promises, whatever keeps the data. */
export const storeContract = (
  name: string,
  open: () => Promise<{ store: Store; reopen: () => Promise<Store> }>,
): void => {
  describe(`store contract: ${name}`, () => {
    test('is empty when new', async () => {
      const { store } = await open();
      expect(await store.all('demands')).toEqual([]);
      expect(store.imports()).toEqual([]);
    });

    test('gives back what was committed, in the order of keys, after it is opened again', async () => {
      const { store, reopen } = await open();
      const summary = await store.commit('demands', [aDemand(2), aDemand(1)], origin);
      expect(summary).toEqual({ kind: 'demands', added: 2, replaced: 0, unchanged: 0, older: 0, total: 2 });
      expect(await (await reopen()).all('demands')).toEqual([aDemand(1), aDemand(2)]);
    });

    test('an import is idempotent, replaces by a later day, and never by an earlier one', async () => {
      const { store } = await open();
      const old = aDemand(1);
      const newer = aDemand(1, { updatedOn: '2026-09-01', dalo: 'ACTIF' });
      await store.commit('demands', [old], origin);
      expect(await store.commit('demands', [old], origin)).toMatchObject({
        unchanged: 1,
        added: 0,
        replaced: 0,
      });
      expect(await store.commit('demands', [newer], origin)).toMatchObject({
        replaced: 1,
        older: 0,
        total: 1,
      });
      expect(await store.commit('demands', [old], origin)).toMatchObject({ replaced: 0, older: 1, total: 1 });
      expect(await store.all('demands')).toEqual([newer]);
    });

    test('kinds do not mix', async () => {
      const { store } = await open();
      await store.commit('dwellings', [aDwelling('L-1')], origin);
      await store.commit('demands', [aDemand(1)], origin);
      expect((await store.all('dwellings')).map((d) => d.id)).toEqual(['L-1']);
      expect((await store.all('demands')).map((d) => d.number)).toEqual([aNumber(1)]);
    });

    test('keeps a trace of each import, with the file name and not its folder', async () => {
      const { store, reopen } = await open();
      await store.commit('demands', [aDemand(1)], { ...origin, refused: 3 });
      expect((await reopen()).imports()).toEqual([
        {
          kind: 'demands',
          added: 1,
          replaced: 0,
          unchanged: 0,
          older: 0,
          total: 1,
          refused: 3,
          file: 'demandes.csv',
          sha256: origin.sha256,
          at: origin.at,
        },
      ]);
    });

    test('the revision changes with the data and only with it, also for another process', async () => {
      const { store, reopen } = await open();
      const other = await reopen().catch(() => store);
      const empty = await store.revision();
      await store.commit('demands', [aDemand(1)], origin);
      const one = await store.revision();
      expect(one).not.toBe(empty);
      await store.commit('demands', [aDemand(1)], origin);
      expect(await store.revision()).toBe(one);
      expect(await other.revision()).toBe(one);
    });

    describe('sessions', () => {
      const session = (version: number, lists: readonly number[] = [1.5, 1e-7]) => ({
        id: '2026-11-02-1',
        version,
        document: { lists, accents: 'été', nothing: null },
      });
      const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
        try {
          await work;
        } catch (error) {
          if (error instanceof InputError) return error.issues[0]?.code;
          throw error;
        }
        return undefined;
      };

      test('none at first', async () => {
        const { store } = await open();
        expect(await store.sessions.all()).toEqual([]);
        expect(await store.sessions.find('2026-11-02-1')).toBeNull();
      });

      test('give back the same value, also to another process', async () => {
        const { store, reopen } = await open();
        await store.sessions.save(session(1), 0);
        const other = await reopen().catch(() => store);
        expect(await other.sessions.find('2026-11-02-1')).toEqual(session(1));
        await store.sessions.save({ ...session(1), id: '2026-11-01-7' }, 0);
        expect((await other.sessions.all()).map(({ id }) => id)).toEqual(['2026-11-01-7', '2026-11-02-1']);
      });

      test('a change replaces the version that its author read, and no other', async () => {
        const { store } = await open();
        await store.sessions.save(session(1), 0);
        await store.sessions.save(session(2, [2]), 1);
        expect(await codeOf(store.sessions.save(session(2, [3]), 1))).toBe('session.stale');
        expect(await codeOf(store.sessions.save(session(1, [3]), 0))).toBe('session.stale');
        expect(await store.sessions.find('2026-11-02-1')).toEqual(session(2, [2]));
      });

      test('of two who change one version at once, one wins and the other is told', async () => {
        const { store } = await open();
        await store.sessions.save(session(1), 0);
        const both = await Promise.all([
          codeOf(store.sessions.save(session(2, [2]), 1)),
          codeOf(store.sessions.save(session(2, [3]), 1)),
        ]);
        expect(both.sort()).toEqual(['session.stale', undefined].sort());
      });

      test('take no name that leads elsewhere, and no version out of order', async () => {
        const { store } = await open();
        for (const id of ['../store', 'a/b', '', '.hidden', 'a'.repeat(65)]) {
          await expect(store.sessions.save({ ...session(1), id }, 0)).rejects.toThrow(/no id/);
          expect(await store.sessions.find(id)).toBeNull();
        }
        await expect(store.sessions.save(session(3), 1)).rejects.toThrow(/cannot follow/);
      });

      test('are no part of the revision of the data', async () => {
        const { store } = await open();
        const before = await store.revision();
        await store.sessions.save(session(1), 0);
        expect(await store.revision()).toBe(before);
      });
    });
  });
};
