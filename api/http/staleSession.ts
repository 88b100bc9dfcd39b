import type { Issue } from '../../engine/domain/issue.ts';
import type { TokenStore } from '../auth/tokens.ts';
import { authorText, type PresentedSince, presentSince } from '../present/since.ts';
import { eventsOf } from '../service/register.ts';
import { LOCAL_ACTOR } from '../service/sessionRecords.ts';
import type { SessionService } from '../service/sessions.ts';
import type { Store } from '../store/store.ts';

/** What is said at most: the last ones. */
const MOST = 20;

interface Known {
  readonly service: SessionService;
  readonly store: Store;
  readonly tokens: TokenStore;
}

/**
 * What others did to a session since the version that a refused change was made on: who, when, what.
 *
 * @param stale the issue `session.stale`: `received` is the version read.
 */
export const changesSince = async (
  stale: Issue,
  session: string,
  known: Known,
): Promise<readonly PresentedSince[]> =>
  (await changesAfter(Number(stale.received), session, known)).slice(-MOST);

/** Everything that was done to a session after a version, as the register has it. @param read 0: since it was proposed. */
export const changesAfter = async (
  read: number,
  session: string,
  known: Known,
): Promise<readonly PresentedSince[]> => {
  const { document } = await known.service.find(session);
  const labels = new Map((await known.tokens.list()).map((token) => [token.id, token]));
  const since: PresentedSince[] = [];
  let past = read === 0;
  for await (const event of eventsOf(known.store.events)) {
    const { body } = event as { readonly body: { readonly session?: string; readonly version?: number } };
    if (body.session !== session) continue;
    // What has no version of its own came after the last that has one.
    past = body.version === undefined ? past : body.version > read;
    if (!past) continue;
    const token = event.actor === LOCAL_ACTOR ? null : (labels.get(event.actor) ?? null);
    since.push(presentSince(event, authorText(event.actor, token), document.log));
  }
  return since;
};
