import type { NewEvent } from '../../api/records/event.ts';
import {
  checkCollection,
  checkSaving,
  type DocumentCollection,
  isDocumentId,
  type SavedDocument,
  staleDocument,
} from '../../api/store/documents.ts';
import { erasedNumber } from '../../api/store/eventLog.ts';
import {
  forgottenDocument,
  forgottenRow,
  type Reduced,
  type StandIns,
  withStandIns,
} from '../../api/store/forgotten.ts';
import {
  type CommitSummary,
  type ImportEntry,
  type ImportOrigin,
  KEYS,
  type Kind,
  type Rows,
  type Store,
} from '../../api/store/store.ts';
import type { DemandNumber, IsoDay } from '../../engine/domain/ids.ts';
import { MemoryEventLog } from './memoryEventLog.ts';
import { MemoryReadTrail } from './memoryReadTrail.ts';

type Content = { readonly [K in Kind]?: readonly Rows[K][] };

/** Data held in memory, for tests of what reads a store: `commit` replaces by key and changes the revision. */
export class MemoryStore implements Store {
  readonly place = 'mémoire';
  readonly territory: string;
  readonly referenceDay: IsoDay | null;
  readonly events: MemoryEventLog;
  readonly readTrail = new MemoryReadTrail();
  readonly #rows = new Map<Kind, readonly Rows[Kind][]>();
  readonly #imports: ImportEntry[] = [];
  readonly #collections = new Map<string, MemoryDocuments>();
  #erased = 0;
  /** How many times the demands were read. */
  reads = 0;

  constructor(
    content: Content,
    {
      territory = 'mel-2016',
      referenceDay = null,
    }: { territory?: string; referenceDay?: IsoDay | null } = {},
  ) {
    this.territory = territory;
    this.referenceDay = referenceDay;
    for (const [kind, rows] of Object.entries(content)) this.#rows.set(kind as Kind, rows);
    this.events = new MemoryEventLog((numbers, reduced) => this.#erase(numbers, reduced));
  }

  stamp(): null {
    return null;
  }

  async revision(): Promise<string> {
    return `${this.#imports.length} ${this.#erased}`;
  }

  async all<K extends Kind>(kind: K): Promise<readonly Rows[K][]> {
    if (kind === 'demands') this.reads += 1;
    return (this.#rows.get(kind) ?? []) as readonly Rows[K][];
  }

  async row<K extends Kind>(kind: K, key: string): Promise<Rows[K] | null> {
    return (await this.all(kind)).find((row) => KEYS[kind](row) === key) ?? null;
  }

  async commit<K extends Kind>(
    kind: K,
    rows: readonly Rows[K][],
    origin: ImportOrigin,
    events: readonly NewEvent[] = [],
  ): Promise<CommitSummary> {
    const byKey = new Map((await this.all(kind)).map((row) => [KEYS[kind](row), row]));
    for (const row of rows) byKey.set(KEYS[kind](row), row);
    this.#rows.set(kind, [...byKey.values()]);
    const summary = { kind, added: rows.length, replaced: 0, unchanged: 0, older: 0, total: byKey.size };
    this.#imports.push({ ...summary, ...origin });
    this.events.appendNow(events);
    return summary;
  }

  async imports(): Promise<readonly ImportEntry[]> {
    return this.#imports;
  }

  collection(name: string): MemoryDocuments {
    checkCollection(name);
    const known = this.#collections.get(name);
    const collection = known ?? new MemoryDocuments(name, this.events);
    if (!known) this.#collections.set(name, collection);
    return collection;
  }

  get sessions(): DocumentCollection {
    return this.collection('sessions');
  }

  async close(): Promise<void> {}

  #erase(numbers: readonly DemandNumber[], reduced: Reduced) {
    const standIns = new Map<string, string>();
    for (const number of numbers) {
      this.#erased += 1;
      standIns.set(number, erasedNumber(this.#erased));
    }
    const demands = this.#rows.get('demands') ?? [];
    const others = demands.filter((row) => !standIns.has((row as Rows['demands']).number));
    this.#rows.set('demands', others);
    let rows = 0;
    for (const kind of ['allocations', 'outcomes'] as const) {
      const kept = (this.#rows.get(kind) ?? []).map((row) => {
        const text = JSON.stringify(row);
        if (withStandIns(text, standIns) === text) return row;
        rows += 1;
        return JSON.parse(forgottenRow(kind, text, { standIns, reduced })) as typeof row;
      });
      this.#rows.set(kind, kept);
    }
    let documents = 0;
    for (const collection of this.#collections.values()) documents += collection.forget(standIns);
    return { demands: demands.length - others.length, rows, documents };
  }
}

/** Documents kept as text, so that what is read is never the object that was saved. */
class MemoryDocuments implements DocumentCollection {
  readonly #name: string;
  readonly #events: MemoryEventLog;
  readonly #texts = new Map<string, string>();

  constructor(name: string, events: MemoryEventLog) {
    this.#name = name;
    this.#events = events;
  }

  async all(): Promise<readonly SavedDocument[]> {
    return [...this.#texts.keys()].sort().map((id) => JSON.parse(this.#texts.get(id)!) as SavedDocument);
  }

  async find(id: string): Promise<SavedDocument | null> {
    return isDocumentId(id) ? this.#stored(id) : null;
  }

  async save(saved: SavedDocument, expected: number, events: readonly NewEvent[] = []): Promise<void> {
    checkSaving(saved, expected);
    this.#check(saved.id, expected);
    this.#events.appendNow(events);
    this.#texts.set(saved.id, JSON.stringify(saved));
  }

  async add(documents: readonly SavedDocument[], events: readonly NewEvent[] = []) {
    for (const saved of documents) {
      checkSaving(saved, 0);
      if (this.#texts.get(saved.id) !== JSON.stringify(saved)) this.#check(saved.id, 0);
    }
    const chained = this.#events.appendNow(events);
    for (const saved of documents) this.#texts.set(saved.id, JSON.stringify(saved));
    return chained;
  }

  async remove(id: string, expected: number | null, events: readonly NewEvent[] = []): Promise<void> {
    if (expected !== null) this.#check(id, expected);
    this.#events.appendNow(events);
    this.#texts.delete(id);
  }

  /** @returns how many documents named them. */
  forget(standIns: StandIns): number {
    const naming = [...this.#texts].filter(([, text]) => withStandIns(text, standIns) !== text);
    for (const [id, text] of naming) {
      const { version, document } = JSON.parse(text) as SavedDocument;
      const kept = JSON.parse(forgottenDocument(JSON.stringify(document), standIns)) as unknown;
      this.#texts.set(id, JSON.stringify({ id, version: version + 1, document: kept }));
    }
    return naming.length;
  }

  #stored(id: string): SavedDocument | null {
    const text = this.#texts.get(id);
    return text === undefined ? null : (JSON.parse(text) as SavedDocument);
  }

  #check(id: string, expected: number): void {
    const stored = this.#stored(id)?.version ?? 0;
    if (stored !== expected) throw staleDocument(this.#name, stored, expected);
  }
}
