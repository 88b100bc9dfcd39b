import {
  type CommitSummary,
  checkSaving,
  type ImportEntry,
  KEYS,
  type Kind,
  type Rows,
  type SavedSession,
  type SessionCollection,
  type Store,
  staleSession,
} from '../../api/store/store.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';

type Content = { readonly [K in Kind]?: readonly Rows[K][] };

/** Data held in memory, for tests of what reads a store: `commit` replaces by key and changes the revision. */
export class MemoryStore implements Store {
  readonly territory: string;
  readonly referenceDay: IsoDay | null;
  readonly #rows = new Map<Kind, readonly Rows[Kind][]>();
  readonly #imports: ImportEntry[] = [];
  readonly sessions: SessionCollection = new MemorySessions();
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
  }

  async revision(): Promise<string> {
    return String(this.#imports.length);
  }

  async all<K extends Kind>(kind: K): Promise<readonly Rows[K][]> {
    if (kind === 'demands') this.reads += 1;
    return (this.#rows.get(kind) ?? []) as readonly Rows[K][];
  }

  async commit<K extends Kind>(
    kind: K,
    rows: readonly Rows[K][],
    origin: { readonly file: string; readonly sha256: string; readonly at: string; readonly refused: number },
  ): Promise<CommitSummary> {
    const byKey = new Map((await this.all(kind)).map((row) => [KEYS[kind](row), row]));
    for (const row of rows) byKey.set(KEYS[kind](row), row);
    this.#rows.set(kind, [...byKey.values()]);
    const summary = { kind, added: rows.length, replaced: 0, unchanged: 0, older: 0, total: byKey.size };
    this.#imports.push({ ...summary, ...origin });
    return summary;
  }

  imports(): readonly ImportEntry[] {
    return this.#imports;
  }
}

/** Sessions kept as text, so that what is read is never the object that was saved. */
class MemorySessions implements SessionCollection {
  readonly #texts = new Map<string, string>();

  async all(): Promise<readonly SavedSession[]> {
    return [...this.#texts.keys()].sort().map((id) => JSON.parse(this.#texts.get(id)!) as SavedSession);
  }

  async find(id: string): Promise<SavedSession | null> {
    const text = this.#texts.get(id);
    return text === undefined ? null : (JSON.parse(text) as SavedSession);
  }

  async save(session: SavedSession, expected: number): Promise<void> {
    checkSaving(session, expected);
    const stored = (await this.find(session.id))?.version ?? 0;
    if (stored !== expected) throw staleSession(stored, expected);
    this.#texts.set(session.id, JSON.stringify(session));
  }
}
