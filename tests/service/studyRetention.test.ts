import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { presentStudyRetention, removedStudiesText } from '../../api/present/studyRetention.ts';
import {
  PROPOSED_STUDY_DURATIONS,
  readStudyDurations,
  STUDY_PARTS,
  type StudyDurations,
} from '../../api/records/studyRetention.ts';
import { comparisonDocument, comparisonId, headDocument } from '../../api/service/comparisonDocument.ts';
import { auditDocument, auditId } from '../../api/service/disparityDocument.ts';
import { PriceBook } from '../../api/service/prices.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { ShortlistRecorder } from '../../api/service/shortlistRecords.ts';
import { keepStudyDurations, studyDurationsOf } from '../../api/service/studyDurations.ts';
import { removeStudies, studiesOn } from '../../api/service/studyRetention.ts';
import { openRules } from '../../api/service/territories.ts';
import { DEFAULT_QUESTION, Workspace } from '../../api/service/workspace.ts';
import type { Store } from '../../api/store/store.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

/* Kept computations: how long, what stays although it is old, and what is left of a removal that was stopped. */

const RULES = openRules('mel-2016');
const day = (text: string) => text as IsoDay;
const AT = '2026-11-02T08:00:00.000Z';
const OLD = '2022-03-10T08:00:00.000Z';
const ID = (digit: string) => digit.repeat(32);

let store: MemoryStore;
let folder: string;
const inside = (...names: readonly string[]) => join(folder, ...names);
beforeEach(async () => {
  store = new MemoryStore(MEETING_TOWN);
  folder = await mkdtemp(join(tmpdir(), 'precal-studies-'));
});
afterEach(() => rm(folder, { recursive: true }));

const durations = PROPOSED_STUDY_DURATIONS;
const on = (text: string, draws: string | null = null) => studiesOn({ store, draws }, durations, day(text));
const pastOn = async (text: string, draws: string | null = null) =>
  (await on(text, draws)).past.map(({ part, id }) => `${part} ${id}`);

const keepComparison = async (at: string): Promise<string> => {
  const comparison = { mode: 'recorded', months: [TODAY], arms: [at] } as never;
  const id = comparisonId({ asOf: TODAY, comparison });
  const kept = { id, at, asOf: TODAY, comparison };
  await store.collection('comparisons').save({ id, version: 1, document: comparisonDocument(kept) }, 0);
  await store.collection('comparison-heads').save({ id, version: 1, document: headDocument(kept) }, 0);
  return id;
};
const keepAudit = async (at: string): Promise<string> => {
  const left = { candidates: 0, gone: 0, outsidePool: 0, leases: 0, leasesGone: 0 };
  const found = { asOf: TODAY, source: 'lists', period: null, left, audit: { at } as never } as const;
  const made = { ...found, at, id: auditId(found) };
  await store.collection('disparities').save({ id: made.id, version: 1, document: auditDocument(made) }, 0);
  return made.id;
};
const keepSimulation = async (id: string, at: string, places: number): Promise<void> => {
  const add = (name: string, under: string, document: unknown) =>
    store.collection(name).save({ id: under, version: 1, document }, 0);
  for (let n = 0; n < places; n += 1) await add('simulation-places', `${id}-${n}`, { n });
  await add('simulations', id, {});
  await add('simulation-heads', id, {
    format: 'precal-simulation-head-1',
    at,
    scenarios: [{ id: 'essai', version: '1', label: 'Essai' }],
    territory: 'mel-2016',
    start: '2022-01',
    months: 12,
    policies: ['Points seuls'],
    asked: 2,
    done: 2,
    stopped: false,
  });
};
const idsOf = async (name: string) => (await store.collection(name).all()).map(({ id }) => id);

describe('a computation', () => {
  test('is kept for its duration from the day it was made, that day included', async () => {
    const id = await keepComparison(OLD);
    expect(await pastOn('2025-03-10')).toEqual([]);
    expect(await pastOn('2025-03-11')).toEqual([`comparison ${id}`]);
    expect((await on('2025-03-11')).past[0]).toMatchObject({ made: '2022-03-10', until: '2025-03-10' });
  });
  test('of each kind has its own, and the oldest goes first', async () => {
    const audit = await keepAudit('2021-01-05T08:00:00.000Z');
    await keepSimulation(ID('a'), OLD, 2);
    await keepAudit(AT);
    expect(await pastOn('2026-11-02')).toEqual([`audit ${audit}`, `simulation ${ID('a')}`]);
    const review = await on('2026-11-02');
    expect(review.parts).toContainEqual({ part: 'audit', kept: 2, referred: 0 });
    const text = presentStudyRetention(review).text.replaceAll(/\s/g, ' ');
    expect(text).toBe('Au 2 novembre 2026, 2 calculs gardés dépassent leur durée, sur 3 gardés en tout.');
  });
  test('that is removed leaves nothing, and the others as they are', async () => {
    await keepSimulation(ID('a'), OLD, 3);
    await keepSimulation(ID('b'), AT, 2);
    const recent = await keepComparison(AT);
    const { past } = await on('2026-11-02');
    const removed = await removeStudies({ store, draws: null }, past);
    expect(removed).toEqual({ comparison: 0, simulation: 1, audit: 0, prices: 0, draws: 0 });
    expect(removedStudiesText(removed)).toMatch(/^Retirés : 1\ssimulation\./);
    expect(await idsOf('simulation-places')).toEqual([`${ID('b')}-0`, `${ID('b')}-1`]);
    expect([await idsOf('simulations'), await idsOf('simulation-heads')]).toEqual([[ID('b')], [ID('b')]]);
    expect([await idsOf('comparisons'), await idsOf('comparison-heads')]).toEqual([[recent], [recent]]);
    expect(await pastOn('2026-11-02')).toEqual([]);
    expect(removedStudiesText(await removeStudies({ store, draws: null }, []))).toBe('Rien n’est retiré.');
  });
  test('that a session or a recommendation names stays', async () => {
    const [named, other] = [await keepComparison(OLD), await keepAudit(OLD)];
    const note = { text: `voir l’essai ${named}.` };
    await store.collection('guidance').save({ id: 'g-1', version: 1, document: note }, 0);
    expect(await pastOn('2026-11-02')).toEqual([`audit ${other}`]);
    const review = await on('2026-11-02');
    expect(review.parts).toContainEqual({ part: 'comparison', kept: 1, referred: 1 });
    expect(presentStudyRetention(review).text).toMatch(/1\sautre la dépasse et reste : le registre/);
  });
});

describe('prices', () => {
  const priced = async (asOf: string) => {
    const book = new PriceBook({ store, solver: sameThreadSolver });
    const workspace = await Workspace.open({ store, ...RULES, asOf: day(asOf) });
    return { workspace, kept: await book.refresh(workspace, { at: AT }) };
  };
  test('that a record names stay: its list is made again, byte for byte; so do the latest', async () => {
    const { workspace, kept } = await priced('2026-11-02');
    const question = { ...DEFAULT_QUESTION, vacancy: 'V-1' };
    const { list } = workspace.openList(question, kept.prices);
    const made = { workspace, known: 0, question, shortlist: list };
    const { record } = await new ShortlistRecorder(store).record(made, { at: AT });
    const forgotten = (await priced('2026-11-03')).kept.prices.hash.slice(0, 32);
    const latest = (await priced('2026-11-04')).kept.prices.hash.slice(0, 32);
    const named = kept.prices.hash.slice(0, 32);
    expect(new Set([named, forgotten, latest]).size).toBe(3);
    const review = await on('2031-01-01');
    expect(review.past.map(({ part, id }) => `${part} ${id}`)).toEqual([`prices ${forgotten}`]);
    expect(review.parts).toContainEqual({ part: 'prices', kept: 2, referred: 1 });
    await removeStudies({ store, draws: null }, review.past);
    expect((await idsOf('prices')).sort()).toEqual([latest, named, 'latest'].sort());
    const service = new SessionService({ store, solver: sameThreadSolver });
    expect(await service.replay(RULES, record)).toMatchObject({ outcome: 'same' });
  });
});

describe('finished draws', () => {
  const shelve = async (horizon: string, at: string) => {
    await mkdir(inside(horizon), { recursive: true });
    for (const name of ['greedy-00000.json.gz', 'priced-0123456789ab-00001.json.gz']) {
      await writeFile(inside(horizon, name), '');
      await utimes(inside(horizon, name), new Date(at), new Date(at));
    }
  };
  test('go by scenario, once the last is old; nothing else of the folder does', async () => {
    await shelve(ID('a'), OLD);
    await shelve(ID('b'), AT);
    await shelve('autres', OLD);
    await writeFile(inside(ID('a'), 'notes.txt'), 'à garder');
    const places = { store, draws: folder };
    const { past } = await studiesOn(places, durations, day('2026-11-20'));
    expect(past).toMatchObject([{ part: 'draws', id: ID('a'), made: '2022-03-10', until: '2022-06-10' }]);
    expect(await removeStudies(places, past)).toMatchObject({ draws: 1 });
    expect(await readdir(inside(ID('a')))).toEqual(['notes.txt']);
    expect((await readdir(inside(ID('b')))).length).toBe(2);
    expect((await readdir(inside('autres'))).length).toBe(2);
    expect(await pastOn('2026-11-20', folder)).toEqual([]);
    expect(await pastOn('2026-11-20', inside('absent'))).toEqual([]);
  });
});

describe('a removal that is stopped', () => {
  /** The same store, whose disk fails at one removal. */
  const failingAt = (nth: number): Store => {
    let left = nth;
    return new Proxy<Store>(store, {
      get: (target, name) =>
        name !== 'collection'
          ? Reflect.get(target, name)
          : (collection: string) => {
              const documents = target.collection(collection);
              return new Proxy(documents, {
                get: (of, method) => {
                  const value = Reflect.get(of, method);
                  if (typeof value !== 'function') return value;
                  if (method !== 'remove') return value.bind(of);
                  return (...args: Parameters<typeof documents.remove>) => {
                    left -= 1;
                    if (left < 0) throw new Error('disk');
                    return documents.remove(...args);
                  };
                },
              });
            },
    });
  };

  // Three places, body and head of a simulation, two documents of a comparison, an audit.
  test.each([0, 1, 2, 3, 4, 5, 6, 7])(
    'after %i documents leaves a store that the next one finishes',
    async (nth) => {
      await keepSimulation(ID('a'), OLD, 3);
      await keepComparison(OLD);
      await keepAudit(OLD);
      const recent = await keepComparison(AT);
      const { past } = await on('2026-11-02');
      expect(past.length).toBe(3);
      await expect(removeStudies({ store: failingAt(nth), draws: null }, past)).rejects.toThrow('disk');
      // What lists show is readable, what is not begun is whole, and what is left is found again.
      const again = await on('2026-11-02');
      expect(again.past.length).toBeGreaterThan(0);
      await removeStudies({ store, draws: null }, again.past);
      expect(await pastOn('2026-11-02')).toEqual([]);
      expect(await idsOf('simulation-places')).toEqual([]);
      expect([
        await idsOf('simulations'),
        await idsOf('simulation-heads'),
        await idsOf('disparities'),
      ]).toEqual([[], [], []]);
      expect([await idsOf('comparisons'), await idsOf('comparison-heads')]).toEqual([[recent], [recent]]);
    },
  );
});

describe('durations', () => {
  const one = { months: 13, source: 'délibération', certainty: 'official' } as const;
  const own: StudyDurations = { comparison: one, simulation: one, audit: one, prices: one, draws: one };
  test('that are shipped are proposals', () => {
    for (const part of STUDY_PARTS) expect(PROPOSED_STUDY_DURATIONS[part].certainty).toBe('proposal');
  });
  test('are kept with the data', async () => {
    expect(await studyDurationsOf(store)).toEqual(PROPOSED_STUDY_DURATIONS);
    await keepStudyDurations(store, own);
    await keepStudyDurations(store, { ...own, draws: { ...one, months: 1 } });
    expect((await studyDurationsOf(store)).draws.months).toBe(1);
  });
  test.each([
    ['comparison: 3', 'comparison'],
    ['{', ''],
    [`${JSON.stringify({ ...own, prices: { ...one, months: 11 } })}`, 'prices.months'],
    [`${JSON.stringify({ ...own, more: one })}`, ''],
  ])('%s cannot be read, and says what they should be', (text, path) => {
    expect(() => readStudyDurations(text)).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ code: 'retention.studies-malformed', path })],
      }),
    );
  });
  test('written in YAML are read', () => {
    expect(readStudyDurations(JSON.stringify(own))).toEqual(own);
  });
});
