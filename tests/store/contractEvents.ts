import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../api/records/chain.ts';
import type { Store } from '../../api/store/store.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { type Outcome, OutcomeSchema } from '../../engine/domain/allocation.ts';
import { type DemandNumber, isDemandNumber } from '../../engine/domain/ids.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { aRenewal } from '../support/events.ts';
import { type ContractStores, codeOf, origin } from './contractSupport.ts';

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

const isErased = (number: string): boolean => /^9990001\d{6}EFFAC$/.test(number);

export const eventsContract = ({ open }: ContractStores): void => {
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
      await expect(store.sessions.save({ id: 'S-1', version: 2, document: {} }, 1, [wrong])).rejects.toThrow(
        /actor/,
      );
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
      const erasure = await store.events.erase([number], [aRenewal(aNumber(2), 2)]);
      expect(erasure).toEqual({ demands: 1, rows: 2, documents: 1, commitments: 1 });
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

    test('leaves nothing that described it: what its offers were, and what the caller does not keep of its allocations', async () => {
      const { store } = await filled();
      const facts = {
        roomsBeyondNeed: 1,
        rentChangeShare: 0.1,
        kmToNamedCommune: 0,
        wideWish: false,
        floorsOnFoot: 2,
      };
      const of = (n: number) => ({ vacancy: 'V-1', number: aNumber(n), facts });
      await store.commit(
        'outcomes',
        [1, 2].map((n) => ({ ...anOutcome(aNumber(n) as never), facts })),
        origin,
      );
      await store.sessions.save({ id: 'S-3', version: 1, document: { facts: [of(1), of(2)] } }, 0);
      await store.events.erase([number], [], (row) => ({ ...row, incomePerUcEur: null, rank: 3 }));
      const outcomes = await store.all('outcomes');
      expect(outcomes.map(({ demand, facts: kept }) => [isErased(demand), kept])).toEqual(
        expect.arrayContaining([
          [true, null],
          [false, facts],
        ]),
      );
      expect(await store.sessions.find('S-3')).toMatchObject({ version: 2, document: { facts: [of(2)] } });
      const allocations = await store.all('allocations');
      expect(allocations.map(({ demand, rank }) => [isErased(demand), rank])).toEqual(
        expect.arrayContaining([
          [true, 3],
          [false, 1],
        ]),
      );
    });

    test('several at once: one transaction, a stand-in each', async () => {
      const { store, place } = await filled();
      const numbers = [number, aNumber(2) as DemandNumber];
      expect(await store.events.erase(numbers, [aRenewal(aNumber(3), 3)])).toEqual({
        demands: 2,
        rows: 3,
        documents: 2,
        commitments: 2,
      });
      expect(await store.all('demands')).toEqual([]);
      const names = (await store.all('allocations')).map(({ demand }) => demand);
      expect([new Set(names).size, names.every(isErased)]).toEqual([2, true]);
      const documents = JSON.stringify(await store.sessions.all());
      for (const name of numbers) expect(documents).not.toContain(name);
      expect((await store.events.mentions()).map((mention) => mention.number)).toEqual([aNumber(3)]);
      expect((await storeCare.check(place)).damages).toEqual([]);
    });

    test('mentions are told with their moments, until then', async () => {
      const { store } = await filled();
      const opened = await store.events.commitmentsOf(number);
      expect(await store.events.mentions()).toEqual([
        { commitment: opened[0]!.commitment, number, at: aRenewal(number, 1).at },
        expect.objectContaining({ number: aNumber(2) }),
      ]);
    });

    test('one that is nowhere changes nothing but the count of erasures; two get two stand-ins', async () => {
      const { store } = await filled();
      expect(await store.events.erase([aNumber(77) as DemandNumber])).toEqual({
        demands: 0,
        rows: 0,
        documents: 0,
        commitments: 0,
      });
      await store.events.erase([number]);
      await store.events.erase([aNumber(2) as DemandNumber]);
      const names = (await store.all('allocations')).map(({ demand }) => demand);
      expect(new Set(names).size).toBe(2);
      expect(names.every(isErased)).toBe(true);
    });
  });
};
