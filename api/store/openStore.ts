import { openSql } from './openSql.ts';
import type { OpenStore } from './store.ts';

/** A data folder has one SQLite file, `postgres://…` is a PostgreSQL database: see `OpenStore`. */
export const openStore: OpenStore = async (place, making, use) => (await openSql(place, making, use)).store;
