import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The database of a data folder. */
export const DATABASE_FILE = 'precal.db';

/** What data folders had before it: see `fileFolder.ts`. */
export const MANIFEST_FILE = 'store.json';

/** Whether a place is a PostgreSQL database; anything else is a folder. */
export const isServer = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);

/** Whether a folder holds data, of this version or of one before. */
export const holdsData = (folder: string): boolean =>
  existsSync(join(folder, DATABASE_FILE)) || existsSync(join(folder, MANIFEST_FILE));
