import type { Context } from 'hono';
import { owns } from '../auth/roles.ts';
import type { Reach } from '../service/householdFile.ts';
import { readSession } from '../store/sessionDocument.ts';
import type { Store } from '../store/store.ts';
import { sessionVacancies } from './access.ts';
import { rightOfRequest } from './context.ts';

/** What may be told to who asks of a household's file: null where the table of rights gives all. */
export const reachOf = (context: Context, store: Store): Reach | null => {
  const { principal } = context.get('authenticated');
  if (rightOfRequest(context)?.scopes[principal.role] === 'all') return null;
  const mayShow = context.get('mayShow');
  return {
    dwelling: async (id) => {
      const found = await store.row('dwellings', id);
      const { bailleur, commune } = found ?? {};
      if (bailleur === undefined || commune === undefined) return false;
      return owns(principal, { bailleur, commune, orientedTo: null });
    },
    session: async (id) => {
      const saved = await store.sessions.find(id);
      return saved !== null && sessionVacancies(readSession(saved)).every(mayShow);
    },
  };
};
