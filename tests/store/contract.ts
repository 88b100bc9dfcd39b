import { afterEach, describe, expect, test } from 'vitest';
import { KINDS, type OpenStore, type Store, type StoreMaking } from '../../api/store/store.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { fuzz, fuzzText } from '../../benchmarks/evidence/fuzz.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { served, settle } from '../auth/twoBailleurs.ts';
import { aDemand, aDwelling, aNumber } from '../support/demands.ts';
import { aRenewal } from '../support/events.ts';
import { fuzzedTown } from '../support/fuzzedTown.ts';
import { twentyOfficers } from '../support/officers.ts';
import { damageContract } from './contractDamage.ts';
import { documentsContract } from './contractDocuments.ts';
import { eventsContract } from './contractEvents.ts';
import { readsContract } from './contractReads.ts';
import { type ContractStores, codeOf, mel, origin, type StoreHarness } from './contractSupport.ts';

/** What every store promises, whatever keeps the data. */
export const storeContract = (name: string, harness: () => StoreHarness): void => {
  describe(`store contract: ${name}`, () => {
    let opened: Store[] = [];
    afterEach(async () => {
      for (const store of opened) await store.close();
      opened = [];
    });
    const openStore: OpenStore = async (...asked) => {
      const store = await harness().openStore(...asked);
      opened.push(store);
      return store;
    };
    const newPlace = () => harness().newPlace();
    const open: ContractStores['open'] = async (making = mel) => {
      const place = await newPlace();
      const store = await openStore(place, making);
      return { place, store, reopen: () => openStore(place, null) };
    };
    const stores: ContractStores = {
      openStore,
      newPlace,
      open,
      sql: (place, statement) => harness().sql(place, statement),
    };
    documentsContract(stores);
    eventsContract(stores);
    damageContract(stores);
    readsContract(stores);
    twentyOfficers(async () => {
      const { store, reopen } = await open();
      await settle(store);
      // Two programs over the same data.
      return [served({}, { store }), served({}, { store: await reopen() })];
    });

    test('requests drawn from the document, right and wrong: no failure, no hang, nothing shown that should not be', async () => {
      const townOf = async () => fuzzedTown((await open()).store);
      const count = await fuzz(townOf, {
        requests: 150,
        seed: 3,
        perTown: 150,
        hangMs: 20_000,
        until: () => false,
      });
      expect(count.faults, fuzzText(count)).toEqual([]);
      expect(count.operations).toBeGreaterThan(30);
    }, 60_000);

    test('is empty when new', async () => {
      const { store } = await open();
      for (const kind of KINDS) expect(await store.all(kind)).toEqual([]);
      expect(await store.imports()).toEqual([]);
      expect(await store.events.head()).toEqual({ seq: 0, hash: null });
    });

    test('none there and none to make is said; one made for another territory is refused', async () => {
      const place = await newPlace();
      expect(await codeOf(openStore(place, null))).toBe('store.missing');
      await openStore(place, mel);
      const other = { territory: 'ailleurs', referenceDay: null };
      expect(await codeOf(openStore(place, other))).toBe('store.territory');
    });

    test('keeps the day that a generated world calls today', async () => {
      const { store, reopen } = await open({ ...mel, referenceDay: '2026-11-02' as IsoDay });
      expect([store.referenceDay, (await reopen()).referenceDay]).toEqual(['2026-11-02', '2026-11-02']);
      expect((await open()).store.referenceDay).toBeNull();
    });

    test('gives back what was committed, in the order of keys, after it is opened again', async () => {
      const { store, reopen } = await open();
      const summary = await store.commit('demands', [aDemand(2), aDemand(1)], origin);
      expect(summary).toEqual({ kind: 'demands', added: 2, replaced: 0, unchanged: 0, older: 0, total: 2 });
      expect(await (await reopen()).all('demands')).toEqual([aDemand(1), aDemand(2)]);
    });

    test('gives back the row of one key, and none for a key that nobody has', async () => {
      const { store } = await open();
      await store.commit('demands', [aDemand(1), aDemand(2)], origin);
      expect(await store.row('demands', aNumber(2))).toEqual(aDemand(2));
      expect(await store.row('demands', aNumber(3))).toBeNull();
      expect(await store.row('outcomes', aNumber(2))).toBeNull();
    });

    test('gives back every byte: tabs, new lines, backslashes, accents, emoji', async () => {
      const { store, reopen } = await open();
      const strange = { ...aDwelling('L-1'), residence: 'a\tb\nc\\d\\N"\u0001é\u{1f3e0}' };
      await store.commit('dwellings', [strange], origin);
      expect(await (await reopen()).all('dwellings')).toEqual([strange]);
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

    test('one row several times in one import counts each time, and is stored once', async () => {
      const { store } = await open();
      const newer = aDemand(1, { updatedOn: '2026-09-01' });
      expect(await store.commit('demands', [aDemand(1), newer, newer, aDemand(1)], origin)).toMatchObject({
        added: 1,
        replaced: 1,
        unchanged: 1,
        older: 1,
        total: 1,
      });
      expect(await store.all('demands')).toEqual([newer]);
    });

    test('more rows than one statement holds', async () => {
      const { store } = await open();
      const rows = Array.from({ length: 2_500 }, (_, i) => aDemand(i + 1));
      expect(await store.commit('demands', rows, origin)).toMatchObject({ added: 2_500, total: 2_500 });
      const later = rows.map((row) => ({ ...row, updatedOn: '2026-09-01' as IsoDay }));
      expect(await store.commit('demands', later, origin)).toMatchObject({ replaced: 2_500, total: 2_500 });
      expect(await store.all('demands')).toEqual(later);
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
      await store.commit('demands', [aDemand(2)], origin);
      const [first, second] = await (await reopen()).imports();
      expect(first).toEqual({
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
      });
      expect(second).toMatchObject({ total: 2, refused: 0 });
    });

    test('the revision changes with the data and only with it, also for another store', async () => {
      const { store, reopen } = await open();
      const other = await reopen();
      const empty = await store.revision();
      await store.commit('demands', [aDemand(1)], origin);
      const one = await store.revision();
      expect(one).not.toBe(empty);
      await store.commit('demands', [aDemand(1)], origin);
      await store.sessions.save({ id: 'S-1', version: 1, document: {} }, 0);
      await store.events.append([aRenewal(aNumber(1))]);
      expect(await store.revision()).toBe(one);
      expect(await other.revision()).toBe(one);
    });

    test('of two who import at once, both are kept', async () => {
      const { store, reopen } = await open();
      const other = await reopen();
      await Promise.all([
        store.commit('demands', [aDemand(1), aDemand(2)], origin),
        other.commit('demands', [aDemand(2), aDemand(3)], origin),
      ]);
      expect((await store.all('demands')).length).toBe(3);
      expect((await other.imports()).length).toBe(2);
    });

    describe('a world made anew', () => {
      const world: StoreMaking = { territory: 'mel-2016', referenceDay: '2026-11-02' as IsoDay };

      test('holds nothing of the one before', async () => {
        const { place, store } = await open(world);
        await store.commit('demands', [aDemand(1)], origin);
        await store.sessions.save({ id: 'S-1', version: 1, document: {} }, 0);
        await store.events.append([aRenewal(aNumber(1))]);
        const revision = await store.revision();
        const other = { ...world, territory: 'ailleurs' };
        const anew = await openStore(place, other, { anew: true });
        expect(anew.territory).toBe('ailleurs');
        expect(await anew.all('demands')).toEqual([]);
        expect(await anew.imports()).toEqual([]);
        expect(await anew.sessions.all()).toEqual([]);
        expect(await anew.events.head()).toEqual({ seq: 0, hash: null });
        expect(await anew.revision()).not.toBe(revision);
        expect((await storeCare.check(place)).damages).toEqual([]);
      });

      test('never in the place of real data', async () => {
        const { place, store } = await open();
        await store.commit('demands', [aDemand(1)], origin);
        expect(await codeOf(openStore(place, world, { anew: true }))).toBe('store.not-simulated');
        expect((await store.all('demands')).length).toBe(1);
      });
    });
  });
};
