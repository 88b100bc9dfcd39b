import { describe, expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../../api/store/sql/migrations.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { aRenewal } from '../support/events.ts';
import { type ContractStores, codeOf, origin } from './contractSupport.ts';

export const damageContract = ({ open, sql }: ContractStores): void => {
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
      await sql(place, statement);
      expect(await codeOf((await reopen()).all('demands'))).toBe('store.damaged');
      expect((await storeCare.check(place)).damages).toEqual([{ what: 'demands', which: null }]);
    });

    test('a document that is not the one saved is refused, and can be taken out', async () => {
      const { place, reopen } = await filled();
      await sql(place, `update documents set document = '{"lists":[1,2,4]}'`);
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
      await sql(place, statement);
      expect((await storeCare.check(place)).damages).toEqual([{ what: 'events', which: seq }]);
    });

    test('an event whose body is not as written is not read', async () => {
      const { place, reopen } = await filled();
      await sql(place, `update events set body = ' ' || body where seq = 2`);
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
      await sql(place, `update meta set value = '${SCHEMA_VERSION + 1}' where name = 'schema'`);
      expect(await codeOf(reopen())).toBe('store.newer');
    });

    test.each([
      ['no version', `delete from meta where name = 'schema'`],
      ['no territory', `delete from meta where name = 'territory'`],
    ])('a store that does not say what it is, is refused: %s', async (_, statement) => {
      const { place, reopen } = await filled();
      await sql(place, statement);
      expect(await codeOf(reopen())).toBe('store.damaged');
    });

    test('written by an older program, it is brought to this version with all its rows', async () => {
      const { place, reopen } = await filled();
      for (const table of ['documents', 'chain', 'events', 'commitments', 'reads'])
        await sql(place, `drop table ${table}`);
      await sql(place, `update meta set value = '1' where name = 'schema'`);
      const store = await reopen();
      expect(await store.all('demands')).toEqual([aDemand(1), aDemand(2)]);
      await store.events.append([aRenewal(aNumber(1))]);
      await store.sessions.save({ id: 'S-1', version: 1, document: {} }, 0);
      expect(await storeCare.check(place)).toMatchObject({ schema: SCHEMA_VERSION, damages: [] });
    });
  });
};
