import { type KeptRead, type PersonalRead, type ReadsAsked, type ReadTrail, readId } from '../readTrail.ts';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

/** Rows of one insertion: twelve columns, and both engines take 32,766 values. */
const ROWS_INSERTED = 500;

/** The table `reads`. */
export class SqlReads implements ReadTrail {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  append(reads: readonly PersonalRead[]): Promise<void> {
    return this.#engine.write(async ({ db }) => {
      for (let from = 0; from < reads.length; from += ROWS_INSERTED)
        await db
          .insertInto('reads')
          .values(reads.slice(from, from + ROWS_INSERTED).map(rowOf))
          .execute();
    }, 'beside');
  }

  async read({ before, limit, who, about, demand }: ReadsAsked): Promise<readonly KeptRead[]> {
    const rows = await this.#engine.read((db) => {
      let query = db.selectFrom('reads').selectAll().orderBy('id', 'desc').limit(limit);
      if (before !== null) query = query.where('id', '<', before);
      if (who !== null) query = query.where('who', '=', who);
      if (about !== null) query = query.where('about', '=', about);
      if (demand !== null) query = query.where('demand', '=', demand);
      return query.execute();
    });
    return rows.map(({ request_id, holder, clear, ...row }) => ({
      ...row,
      requestId: request_id,
      of: holder,
      clear: clear === 1,
    }));
  }

  async forget(before: string): Promise<number> {
    const gone = await this.#engine.write(({ db }) =>
      db.deleteFrom('reads').where('id', '<', before).executeTakeFirst(),
    );
    return Number(gone.numDeletedRows);
  }
}

const rowOf = (read: PersonalRead): Tables['reads'] => {
  const { requestId, of, clear, ...row } = read;
  return { id: readId(read), request_id: requestId, holder: of, clear: clear ? 1 : 0, ...row };
};
