import { readsNumbers } from '../../api/auth/roles.ts';
import type { OpenApi } from '../../api/http/openapiShape.ts';
import type { Store } from '../../api/store/store.ts';
import type { FuzzedTown } from '../../benchmarks/evidence/fuzz.ts';
import { MINE, OTHER, PRINCIPALS, served, settle } from '../auth/twoBailleurs.ts';
import { PSEUDONYMS } from './guard.ts';
import { household } from './meetingTown.ts';

/** A town of two bailleurs with two sessions, for whoever may come and who may not. @param store an empty one; left out: in memory. */
export const fuzzedTown = async (store?: Store): Promise<FuzzedTown> => {
  if (store) await settle(store);
  const { app, ask } = served({}, store ? { store } : {});
  for (const vacancy of [MINE.inSession, OTHER.inSession])
    await ask(PRINCIPALS.admin, 'POST', '/v1/sessions', { vacancies: [vacancy] });
  const numbers = [1, 2, 3, 4].map(household);
  return {
    document: (await (await app.request('/openapi.json')).json()) as OpenApi,
    known: {
      vacancies: [MINE.vacancy, MINE.inSession, OTHER.vacancy, OTHER.inSession, 'V-99'],
      numbers: [...numbers, ...numbers.map((number) => PSEUDONYMS.of(number as never))],
      sessions: ['2026-11-02-1', '2026-11-02-2'],
    },
    askers: [
      { token: null, clear: false },
      { token: 'faux', clear: false },
      ...Object.values(PRINCIPALS).map(({ id, role }) => ({ token: id, clear: readsNumbers(role) })),
    ],
    ask: async (path, init) => app.request(path, init),
  };
};
