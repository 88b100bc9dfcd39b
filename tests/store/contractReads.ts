import { describe, expect, test } from 'vitest';
import type { PersonalRead } from '../../api/store/readTrail.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import type { ContractStores } from './contractSupport.ts';

const aRead = (minute: number, changes: Partial<PersonalRead> = {}): PersonalRead => ({
  requestId: `r-${minute}`,
  at: `2026-11-02T08:${String(minute).padStart(2, '0')}:00.000Z`,
  who: 'jeton-1',
  role: 'bailleur',
  of: 'un-bailleur',
  method: 'POST',
  route: '/v1/shortlists',
  about: 'V-1',
  demand: null,
  households: 13,
  clear: true,
  ...changes,
});
const ANY = { before: null, limit: 100, who: null, about: null, demand: null };

export const readsContract = ({ open }: ContractStores): void => {
  describe('reads of personal data', () => {
    test('are given back as they were written, the latest first, also to another store', async () => {
      const { store, reopen } = await open();
      const blank = aRead(1, { of: null, about: null, households: null, clear: false, demand: 'PS-1' });
      await store.readTrail.append([blank, aRead(3)]);
      await store.readTrail.append([aRead(2)]);
      const kept = await (await reopen()).readTrail.read(ANY);
      expect(kept.map(({ id, ...read }) => read)).toEqual([aRead(3), aRead(2), blank]);
      expect(new Set(kept.map(({ id }) => id)).size).toBe(3);
    });

    test('of one moment are all kept', async () => {
      const { store } = await open();
      await Promise.all(
        Array.from({ length: 20 }, (_, i) => store.readTrail.append([aRead(1, { requestId: `r-${i}` })])),
      );
      expect(await store.readTrail.read(ANY)).toHaveLength(20);
    });

    test('page by page, and by token, vacancy or demand', async () => {
      const { store } = await open();
      const about = ['V-1', 'V-2', 'V-1', 'V-2', 'V-1'];
      const reads = about.map((vacancy, i) =>
        aRead(i, { about: vacancy, who: `jeton-${i % 3}`, demand: i === 4 ? 'PS-4' : null }),
      );
      await store.readTrail.append(reads);
      const first = await store.readTrail.read({ ...ANY, limit: 2 });
      const rest = await store.readTrail.read({ ...ANY, before: first[1]!.id });
      const minutes = (found: readonly PersonalRead[]) => found.map(({ at }) => Number(at.slice(14, 16)));
      expect([minutes(first), minutes(rest)]).toEqual([
        [4, 3],
        [2, 1, 0],
      ]);
      expect(minutes(await store.readTrail.read({ ...ANY, about: 'V-1' }))).toEqual([4, 2, 0]);
      expect(minutes(await store.readTrail.read({ ...ANY, who: 'jeton-1' }))).toEqual([4, 1]);
      expect(minutes(await store.readTrail.read({ ...ANY, demand: 'PS-4' }))).toEqual([4]);
    });

    test('are forgotten from before a moment, and that moment’s stay', async () => {
      const { store } = await open();
      await store.readTrail.append([1, 2, 3].map((minute) => aRead(minute)));
      expect(await store.readTrail.forget(aRead(2).at)).toBe(1);
      expect((await store.readTrail.read(ANY)).map(({ requestId }) => requestId)).toEqual(['r-3', 'r-2']);
      expect(await store.readTrail.forget(aRead(2).at)).toBe(0);
    });

    test('change neither what is derived from the data, nor the register; a check finds nothing to say', async () => {
      const { store, place } = await open();
      const before = await store.revision();
      await store.readTrail.append([aRead(1)]);
      expect(await store.revision()).toBe(before);
      expect((await store.events.head()).seq).toBe(0);
      expect((await storeCare.check(place)).damages).toEqual([]);
    });
  });
};
