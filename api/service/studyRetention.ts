import { IsoDay } from '../../engine/domain/ids.ts';
import {
  type KeptStudy,
  STUDY_PARTS,
  type StudyDurations,
  type StudyPart,
  type StudyReview,
} from '../records/studyRetention.ts';
import { isDocumentId } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { readHead as readComparisonHead } from './comparisonDocument.ts';
import { readAudit } from './disparityDocument.ts';
import { GUIDANCE } from './guidanceDocument.ts';
import { LATEST, pricesId, readLatest, readPrices } from './pricesDocument.ts';
import { eventsOf } from './register.ts';
import { monthsAfter } from './retention.ts';
import { RECORDS } from './sessionRecords.ts';
import { placesId, readHead as readSimulationHead } from './simulationDocument.ts';
import { removeHorizon, shelvedHorizons } from './simulationShelf.ts';

/** Where computations are: the store, and the folder of finished draws; null: none is kept. */
export interface StudyPlaces {
  readonly store: Store;
  readonly draws: string | null;
}

/**
 * What is past its duration on a day. The latest prices stay, and so does whatever a record, a session or a recommendation names: an old
 * list can be made again, byte for byte, for as long as its record is kept.
 *
 * @throws InputError `comparison.unreadable`, `simulation.unreadable`, `disparity.unreadable`, `prices.unreadable`, `store.damaged`.
 */
export const studiesOn = async (
  places: StudyPlaces,
  durations: StudyDurations,
  day: IsoDay,
): Promise<StudyReview> => {
  const kept = (await keptStudies(places)).map(({ part, id, made }): KeptStudy => {
    return { part, id, made, until: monthsAfter(made, durations[part].months) };
  });
  const late = kept.filter(({ until }) => until < day);
  const named = late.length === 0 ? new Set<string>() : await namedOnRecord(places.store);
  const [referred, past] = [late.filter(({ id }) => named.has(id)), late.filter(({ id }) => !named.has(id))];
  const count = (among: readonly KeptStudy[], of: StudyPart): number =>
    among.filter(({ part }) => part === of).length;
  return {
    day,
    durations,
    parts: STUDY_PARTS.map((part) => ({ part, kept: count(kept, part), referred: count(referred, part) })),
    past: past.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)),
  };
};

const orderOf = ({ until, part, id }: KeptStudy): string => `${until} ${part} ${id}`;

const keptStudies = async ({ store, draws }: StudyPlaces): Promise<readonly Omit<KeptStudy, 'until'>[]> => {
  const comparisons = (await store.collection('comparison-heads').all()).map(readComparisonHead);
  const simulations = (await store.collection('simulation-heads').all()).map(readSimulationHead);
  const audits = (await store.collection('disparities').all()).map(readAudit);
  const prices = await store.collection('prices').all();
  const latest = await latestPrices(store);
  const shelved = draws === null ? [] : await shelvedHorizons(draws);
  return [
    ...comparisons.map(({ id, at }) => ({ part: 'comparison' as const, id, made: dayOf(at) })),
    ...simulations.map(({ id, at }) => ({ part: 'simulation' as const, id, made: dayOf(at) })),
    ...audits.map(({ id, at }) => ({ part: 'audit' as const, id, made: dayOf(at) })),
    ...prices
      .filter(({ id }) => id !== LATEST && id !== latest)
      .map((saved) => ({ part: 'prices' as const, id: saved.id, made: dayOf(readPrices(saved).at) })),
    ...shelved.map(({ horizon, last }) => ({ part: 'draws' as const, id: horizon, made: dayOf(last) })),
  ];
};

/** @throws ZodError for a moment that no program writes. */
const dayOf = (moment: string): IsoDay => IsoDay.parse(moment.slice(0, 10));

const latestPrices = async (store: Store): Promise<string | null> => {
  const latest = await store.collection('prices').find(LATEST);
  return latest === null ? null : pricesId(readLatest(latest).hash);
};

/** An identity is the beginning of a hash: whoever names one writes that much of it at least. */
const HASHES = /(?<![0-9A-Za-z])[0-9a-f]{32,64}(?![0-9A-Za-z])/g;
const ID_LENGTH = 32;

/** Identities that something on record names: events and the records they point to, sessions, recommendations. */
const namedOnRecord = async (store: Store): Promise<ReadonlySet<string>> => {
  const named = new Set<string>();
  const read = (value: unknown): void => {
    for (const [hash] of JSON.stringify(value).matchAll(HASHES)) named.add(hash.slice(0, ID_LENGTH));
  };
  const records = store.collection(RECORDS);
  for await (const { body } of eventsOf(store.events)) {
    read(body);
    if (!('record' in body) || !isDocumentId(body.record)) continue;
    const saved = await records.find(body.record);
    if (saved !== null) read(saved.document);
  }
  for (const { document } of await store.sessions.all()) read(document);
  for (const { document } of await store.collection(GUIDANCE).all()) read(document);
  return named;
};

/**
 * Removes what a review found past its duration. Stopped half-way, it leaves what is not begun whole, and what is begun to be removed by the
 * next review: what a list shows goes last.
 *
 * @returns computations removed of each part. @throws InputError those of the store.
 */
export const removeStudies = async (
  { store, draws }: StudyPlaces,
  past: readonly KeptStudy[],
): Promise<Readonly<Record<StudyPart, number>>> => {
  const removed: Record<StudyPart, number> = { comparison: 0, simulation: 0, audit: 0, prices: 0, draws: 0 };
  for (const { part, id } of past) {
    if (part === 'draws') {
      if (draws !== null) await removeHorizon(draws, id);
    } else {
      for (const [collection, document] of await documentsOf(store, part, id))
        await removeIfThere(store, collection, document);
    }
    removed[part] += 1;
  }
  return removed;
};

/** Documents of a computation, in the order in which they go. */
const documentsOf = async (
  store: Store,
  part: Exclude<StudyPart, 'draws'>,
  id: string,
): Promise<readonly (readonly [string, string])[]> => {
  switch (part) {
    case 'audit':
      return [['disparities', id]];
    case 'prices':
      return [['prices', id]];
    case 'comparison':
      return [
        ['comparisons', id],
        ['comparison-heads', id],
      ];
    case 'simulation': {
      const places: (readonly [string, string])[] = [];
      const documents = store.collection('simulation-places');
      while ((await documents.find(placesId(id, places.length))) !== null)
        places.push(['simulation-places', placesId(id, places.length)]);
      // The last first: those that are left are counted in the same way.
      return [...places.reverse(), ['simulations', id], ['simulation-heads', id]];
    }
  }
};

/** An earlier removal may have been stopped after it. */
const removeIfThere = async (store: Store, collection: string, id: string): Promise<void> => {
  const documents = store.collection(collection);
  if ((await documents.find(id)) !== null) await documents.remove(id, null);
};
