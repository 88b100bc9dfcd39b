import { afterEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../../api/records/chain.ts';
import { isErased } from '../../api/store/eventLog.ts';
import { SCHEMA_VERSION } from '../../api/store/sql/migrations.ts';
import { KINDS, type OpenStore, type Store, type StoreMaking } from '../../api/store/store.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { type Outcome, OutcomeSchema } from '../../engine/domain/allocation.ts';
import { type DemandNumber, type IsoDay, isDemandNumber } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aDwelling, aNumber } from '../support/demands.ts';
import { aRenewal } from '../support/events.ts';

export const origin = {
  file: '/somewhere/demandes.csv',
  sha256: 'f'.repeat(64),
  at: '2026-11-02T08:00:00Z',
  refused: 0,
};
export const mel: StoreMaking = { territory: 'mel-2016', referenceDay: null };

export const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof InputError) return error.issues[0]?.code;
    throw error;
  }
  return undefined;
};

const anOutcome = (demand: string): Outcome =>
  OutcomeSchema.parse({
    vacancy: 'V-1',
    dwelling: 'L-1',
    demand,
    rank: 1,
    examinedOn: '2026-05-12',
    decision: 'attribution',
    answer: null,
    refusalReason: null,
  });

export interface StoreHarness {
  readonly openStore: OpenStore;
  /** A place where nothing is yet. */
  newPlace(): Promise<string>;
  /** A statement behind the program's back. */
  sql(place: string, statement: string): Promise<void>;
}

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
    const open = async (making: StoreMaking = mel) => {
      const place = await newPlace();
      return {
        place,
        store: await openStore(place, making),
        reopen: (): Promise<Store> => openStore(place, null),
      };
    };

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
        for (const name of ['', 'Jobs', 'a/b', 'a b'])
          expect(() => store.collection(name)).toThrow(/no name/);
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

    describe('events', () => {
      const three = [aRenewal(aNumber(1), 1), aRenewal(aNumber(2), 2), aRenewal(aNumber(1), 3)];

      test('are chained, and read back in parts', async () => {
        const { store, reopen } = await open();
        const [first] = await store.events.append(three.slice(0, 1));
        const rest = await store.events.append(three.slice(1));
        const { events } = await reopen();
        const all = await events.read({ from: 1, limit: 10 });
        expect(all).toEqual([first, ...rest]);
        expect(verifyChain(all, await events.head())).toMatchObject({ outcome: 'sound', head: { seq: 3 } });
        expect((await events.read({ from: 2, limit: 1 })).map(({ seq }) => seq)).toEqual([2]);
        expect(JSON.stringify(all)).not.toContain(aNumber(1));
      });

      test('of twenty who append at once, each finds its place', async () => {
        const { store, reopen } = await open();
        const stores = [store, await reopen(), await reopen()];
        await Promise.all(
          Array.from({ length: 20 }, (_, i) =>
            (stores[i % 3] as Store).events.append([aRenewal(aNumber(i + 1), i + 1)]),
          ),
        );
        const all = await store.events.read({ from: 1, limit: 100 });
        expect(all.length).toBe(20);
        expect(verifyChain(all, await store.events.head()).outcome).toBe('sound');
      });

      test('appended after what its author read, or not at all', async () => {
        const { store } = await open();
        await store.events.append(three.slice(0, 1), 0);
        expect(await codeOf(store.events.append(three.slice(1), 0))).toBe('events.stale');
        await store.events.append(three.slice(1), 1);
        expect((await store.events.head()).seq).toBe(3);
      });

      test('an event that its kind does not allow is a fault of the program, and none of its batch is kept', async () => {
        const { store } = await open();
        const wrong = { ...aRenewal(aNumber(1)), body: { household: 'qui ?' } } as never;
        await expect(store.events.append([...three, wrong])).rejects.toThrow(/event demand-renewed/);
        expect((await store.events.head()).seq).toBe(0);
      });

      test('come with the commit, the save and the removal that they tell of, or not at all', async () => {
        const { store } = await open();
        await store.commit('demands', [aDemand(1)], origin, three.slice(0, 1));
        await store.sessions.save({ id: 'S-1', version: 1, document: {} }, 0, three.slice(1, 2));
        expect((await store.events.head()).seq).toBe(2);
        const stale = { id: 'S-1', version: 1, document: { late: true } };
        expect(await codeOf(store.sessions.save(stale, 0, three.slice(2)))).toBe('session.stale');
        expect(await codeOf(store.sessions.remove('S-1', 7, three.slice(2)))).toBe('session.stale');
        expect((await store.events.head()).seq).toBe(2);
        const wrong = { ...aRenewal(aNumber(1)), actor: '' } as never;
        await expect(store.commit('demands', [aDemand(2)], origin, [wrong])).rejects.toThrow(/actor/);
        await expect(
          store.sessions.save({ id: 'S-1', version: 2, document: {} }, 1, [wrong]),
        ).rejects.toThrow(/actor/);
        expect((await store.all('demands')).length).toBe(1);
        expect(await store.sessions.find('S-1')).toMatchObject({ version: 1 });
        await store.sessions.remove('S-1', 1, three.slice(2));
        expect((await store.events.head()).seq).toBe(3);
      });

      test('name households by commitments, which open to their number', async () => {
        const { store } = await open();
        await store.events.append(three);
        const number = aNumber(1) as DemandNumber;
        const opened = await store.events.commitmentsOf(number);
        expect(opened).toEqual([...three[0]!.commitments, ...three[2]!.commitments]);
        expect(await store.events.numberOf(opened[0]!.commitment)).toBe(number);
        expect(await store.events.numberOf('0'.repeat(64))).toBeNull();
      });
    });

    describe('erasing a household', () => {
      const number = aNumber(1) as DemandNumber;
      const filled = async () => {
        const opened = await open();
        const { store } = opened;
        await store.commit('demands', [aDemand(1), aDemand(2)], origin);
        const allocation = anAllocation('L-1', { demand: number });
        await store.commit('allocations', [allocation, anAllocation('L-2', { demand: aNumber(2) })], origin);
        await store.commit('outcomes', [anOutcome(number)], origin);
        await store.sessions.save({ id: 'S-1', version: 1, document: { candidates: [number] } }, 0);
        await store.sessions.save({ id: 'S-2', version: 1, document: { candidates: [aNumber(2)] } }, 0);
        await store.events.append([aRenewal(number, 1), aRenewal(aNumber(2), 2)]);
        return opened;
      };

      test('leaves its number nowhere, its rows counted, and the chain whole', async () => {
        const { store, place } = await filled();
        const [commitment] = await store.events.commitmentsOf(number);
        const before = await store.revision();
        const erasure = await store.events.erase(number, [aRenewal(aNumber(2), 2)]);
        expect(erasure).toEqual({ demand: true, rows: 2, documents: 1, commitments: 1 });
        expect((await store.all('demands')).map((row) => row.number)).toEqual([aNumber(2)]);
        const allocations = await store.all('allocations');
        expect(allocations.length).toBe(2);
        const standIn = allocations.find(({ demand }) => isErased(demand))!.demand;
        expect(isDemandNumber(standIn)).toBe(true);
        expect((await store.all('outcomes'))[0]!.demand).toBe(standIn);
        expect(await store.sessions.find('S-1')).toEqual({
          id: 'S-1',
          version: 2,
          document: { candidates: [standIn] },
        });
        expect(await store.sessions.find('S-2')).toMatchObject({ version: 1 });
        expect(await store.events.commitmentsOf(number)).toEqual([]);
        expect(await store.events.numberOf(commitment!.commitment)).toBeNull();
        expect(await store.revision()).not.toBe(before);
        const events = await store.events.read({ from: 1, limit: 10 });
        expect(verifyChain(events, await store.events.head())).toMatchObject({ head: { seq: 3 } });
        expect((await storeCare.check(place)).damages).toEqual([]);
      });

      test('one that is nowhere changes nothing but the count of erasures; two get two stand-ins', async () => {
        const { store } = await filled();
        expect(await store.events.erase(aNumber(77) as DemandNumber)).toEqual({
          demand: false,
          rows: 0,
          documents: 0,
          commitments: 0,
        });
        await store.events.erase(number);
        await store.events.erase(aNumber(2) as DemandNumber);
        const names = (await store.all('allocations')).map(({ demand }) => demand);
        expect(new Set(names).size).toBe(2);
        expect(names.every(isErased)).toBe(true);
      });
    });

    describe('damage and versions', () => {
      const filled = async () => {
        const opened = await open();
        const { store } = opened;
        await store.commit('demands', [aDemand(1), aDemand(2)], origin);
        await store.sessions.save({ id: 'S-1', version: 1, document: { lists: [1, 2, 3] } }, 0);
        await store.events.append([aRenewal(aNumber(1), 1), aRenewal(aNumber(2), 2)]);
        await store.close();
        return opened;
      };

      test.each([
        ['a value changed', `update rows set document = replace(document, '"NON"', '"ACTIF"')`],
        ['a row lost', `delete from rows where key = '${aNumber(1)}'`],
        ['a key changed', `update rows set key = '${aNumber(9)}' where key = '${aNumber(1)}'`],
      ])('rows that are not those committed are refused: %s', async (_, statement) => {
        const { place, reopen } = await filled();
        await harness().sql(place, statement);
        expect(await codeOf((await reopen()).all('demands'))).toBe('store.damaged');
        expect((await storeCare.check(place)).damages).toEqual([{ what: 'demands', which: null }]);
      });

      test('a document that is not the one saved is refused, and can be taken out', async () => {
        const { place, reopen } = await filled();
        await harness().sql(place, `update documents set document = '{"lists":[1,2,4]}'`);
        const store = await reopen();
        expect(await codeOf(store.sessions.find('S-1'))).toBe('store.damaged');
        expect(await codeOf(store.sessions.all())).toBe('store.damaged');
        expect((await storeCare.check(place)).damages).toEqual([{ what: 'sessions', which: 'S-1' }]);
        await store.sessions.remove('S-1', null);
        expect((await storeCare.check(place)).damages).toEqual([]);
      });

      test.each([
        ['changed', `update events set actor = 'autre' where seq = 1`, '1'],
        ['a body that is no longer canonical', `update events set body = ' ' || body where seq = 2`, '2'],
        ['lost', 'delete from events where seq = 1', '1'],
        ['cut off at the end', 'delete from events where seq = 2', '2'],
        [
          'added behind the head',
          'update chain set seq = 1, hash = (select hash from events where seq = 1)',
          '2',
        ],
      ])('the first event that does not hold is named: %s', async (_, statement, seq) => {
        const { place } = await filled();
        await harness().sql(place, statement);
        expect((await storeCare.check(place)).damages).toEqual([{ what: 'events', which: seq }]);
      });

      test('an event whose body is not as written is not read', async () => {
        const { place, reopen } = await filled();
        await harness().sql(place, `update events set body = ' ' || body where seq = 2`);
        const { events } = await reopen();
        expect(await codeOf(events.read({ from: 1, limit: 5 }))).toBe('store.damaged');
      });

      test('a sound store says what it holds', async () => {
        const { place, reopen } = await filled();
        const head = await (await reopen()).events.head();
        expect(await storeCare.check(place)).toMatchObject({
          schema: SCHEMA_VERSION,
          territory: 'mel-2016',
          documents: 1,
          head,
          damages: [],
        });
      });

      test('written by a newer program, it is refused', async () => {
        const { place, reopen } = await filled();
        await harness().sql(place, `update meta set value = '${SCHEMA_VERSION + 1}' where name = 'schema'`);
        expect(await codeOf(reopen())).toBe('store.newer');
      });

      test.each([
        ['no version', `delete from meta where name = 'schema'`],
        ['no territory', `delete from meta where name = 'territory'`],
      ])('a store that does not say what it is, is refused: %s', async (_, statement) => {
        const { place, reopen } = await filled();
        await harness().sql(place, statement);
        expect(await codeOf(reopen())).toBe('store.damaged');
      });

      test('written by an older program, it is brought to this version with all its rows', async () => {
        const { place, reopen } = await filled();
        for (const table of ['documents', 'chain', 'events', 'commitments'])
          await harness().sql(place, `drop table ${table}`);
        await harness().sql(place, `update meta set value = '1' where name = 'schema'`);
        const store = await reopen();
        expect(await store.all('demands')).toEqual([aDemand(1), aDemand(2)]);
        await store.events.append([aRenewal(aNumber(1))]);
        await store.sessions.save({ id: 'S-1', version: 1, document: {} }, 0);
        expect(await storeCare.check(place)).toMatchObject({ schema: SCHEMA_VERSION, damages: [] });
      });
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
