import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../api/records/chain.ts';
import type { Store } from '../../api/store/store.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { aRenewal } from '../support/events.ts';
import { type ContractStores, codeOf, origin } from './contractSupport.ts';

const numberOf = (n: number) => aNumber(n) as DemandNumber;

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

    test('new ones come all together with their events, or not at all', async () => {
      const { store, reopen } = await open();
      const records = store.collection('records');
      const three = ['A', 'B', 'C'].map((id) => ({ id, version: 1, document: `texte ${id}` }));
      const events = [1, 2, 3].map((n) => aRenewal(aNumber(n), n));
      const chained = await records.add(three.slice(0, 2), events.slice(0, 2));
      expect(chained.map(({ seq }) => seq)).toEqual([1, 2]);
      const [first, ...others] = three;
      const changed = [{ ...first!, document: 'un autre texte' }, ...others];
      expect(await codeOf(records.add(changed, events))).toBe('document.stale');
      const { events: log } = await reopen();
      expect(await log.head()).toEqual({ seq: 2, hash: chained[1]!.hash });
      expect((await records.all()).map(({ id }) => id)).toEqual(['A', 'B']);
      for (const n of [1, 2]) expect(await log.commitmentsOf(numberOf(n))).toHaveLength(1);
      expect(await log.commitmentsOf(numberOf(3))).toEqual([]);
      expect(await records.add([])).toEqual([]);
      // What is there already, or comes twice, is one document.
      const again = await records.add([...three, ...three], events.slice(2));
      expect(again.map(({ seq }) => seq)).toEqual([3]);
      expect((await records.all()).map(({ id }) => id)).toEqual(['A', 'B', 'C']);
    });

    test('more of them than one statement takes', async () => {
      const { store } = await open();
      const many = Array.from({ length: 450 }, (_, i) => ({ id: `R-${i}`, version: 1, document: i }));
      const events = many.map((_, i) => aRenewal(aNumber(i + 1), i + 1));
      const chained = await store.collection('records').add(many, events);
      expect(chained.map(({ seq }) => seq)).toEqual(many.map((_, i) => i + 1));
      const read = await store.events.read({ from: 1, limit: 1_000 });
      expect(verifyChain(read, await store.events.head()).outcome).toBe('sound');
      expect((await store.collection('records').all()).length).toBe(450);
      expect(await store.events.commitmentsOf(numberOf(450))).toHaveLength(1);
    });

    test('however often they were asked for, what any store changes is seen at the next question', async () => {
      const { store, reopen } = await open();
      const other = await reopen();
      const seen = async (of: Store) => [
        (await of.sessions.find('S-1'))?.version ?? 0,
        (await of.events.head()).seq,
        (await of.events.read({ from: 1, limit: 9 })).length,
      ];
      const both = async () => [await seen(store), await seen(store), await seen(other), await seen(other)];
      const all = (now: readonly number[]) => [now, now, now, now];
      expect(await both()).toEqual(all([0, 0, 0]));
      await store.sessions.save({ id: 'S-1', version: 1, document: {} }, 0, [aRenewal(aNumber(1))]);
      expect(await both()).toEqual(all([1, 1, 1]));
      await other.sessions.save({ id: 'S-1', version: 2, document: {} }, 1);
      expect(await both()).toEqual(all([2, 1, 1]));
      await other.events.append([aRenewal(aNumber(2), 2)]);
      expect(await both()).toEqual(all([2, 2, 2]));
      await store.readTrail.append([]);
      const before = await store.revision();
      await other.commit('demands', [aDemand(1)], origin);
      expect(await store.revision()).not.toBe(before);
      expect(await store.revision()).toBe(await other.revision());
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
