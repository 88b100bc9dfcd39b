import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { commissionTable } from '../export/meetingTables.ts';
import { dueTable } from '../export/stateTables.ts';
import { presentCommission, presentDue } from '../present/commission.ts';
import { presentHead, presentRegisterCheck } from '../present/register.ts';
import { type Commission, type DecisionRun, DecisionService } from '../service/decisions.ts';
import { registerOf } from '../service/register.ts';
import { checkRegister } from '../service/registerCheck.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import type { Store } from '../store/store.ts';
import { decisionRoutes as routes } from './decisionsRoutes.ts';
import { pageAt } from './paging.ts';
import { answerTable, formatAsked } from './tables.ts';

/** The routes of commissions and of the register. @param door `now`: moment, ISO 8601 in UTC. */
export const addDecisionRoutes = (
  app: OpenAPIHono,
  cache: WorkspaceCache,
  door: { readonly now: () => string },
): void => {
  const { store } = cache;
  const decisions = new DecisionService(store);
  const runOf = (context: Context, day: IsoDay | undefined): DecisionRun => ({
    at: door.now(),
    actor: context.get('authenticated').principal.id,
    day: day ?? cache.today(),
    expected: versionRead(context),
  });
  const dataOf = async (id: string) => cache.ofSession((await decisions.commission(id)).session.document);

  app.openapi(routes.read, async (context) => {
    const { id } = context.req.valid('param');
    const commission = await decisions.commission(id);
    const on = context.req.valid('query').on ?? cache.today();
    const format = formatAsked(context);
    if (format === 'json') return answer(context, commission, on);
    const table = commissionTable(presentCommission(commission, on));
    return (await answerTable(context, format, table, `decisions-${id}`)) as never;
  });

  app.openapi(routes.decide, async (context) => {
    const { id } = context.req.valid('param');
    const asked = context.req.valid('json');
    const run = runOf(context, asked.day);
    return answer(context, await decisions.decide(await dataOf(id), id, asked.decisions, run), run.day);
  });

  app.openapi(routes.act, async (context) => {
    const { id } = context.req.valid('param');
    const { day, act } = context.req.valid('json');
    const answerDays = cache.rules.territory.pack.matching.answerDays.value;
    const run = { ...runOf(context, day), answerDays };
    return answer(context, await decisions.act(id, act, run), run.day);
  });

  app.openapi(routes.answer, async (context) => {
    const { id, offer } = context.req.valid('param');
    const { day, answer: said } = context.req.valid('json');
    await ofSession(store, id, offer, 'offer.unknown');
    const run = runOf(context, day);
    return answer(context, await decisions.answer(offer, said, run), run.day);
  });

  app.openapi(routes.correct, async (context) => {
    const { id } = context.req.valid('param');
    const { of, ...asked } = context.req.valid('json');
    await ofSession(store, id, of, 'correction.unknown-event');
    const run = runOf(context, undefined);
    return answer(context, await decisions.correct(await dataOf(id), of, asked, run), run.day);
  });

  app.openapi(routes.due, async (context) => {
    const on = context.req.valid('query').on ?? cache.today();
    const mayShow = context.get('mayShow');
    const items = (await decisions.due(on)).filter(({ vacancy }) => mayShow(vacancy));
    const due = presentDue(items, on);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, dueTable(due), `suites-${on}`)) as never;
    const page = pageAt(due.items, context.req.valid('query'));
    return context.json({ ...due, ...page, total: items.length }, 200) as never;
  });

  app.openapi(routes.head, async (context) => context.json(presentHead(await store.events.head()), 200));

  app.openapi(routes.check, async (context) => {
    const { head } = context.req.valid('query');
    const [seq, hash] = head?.split(':') ?? [];
    const known = seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
    return context.json(presentRegisterCheck(await checkRegister(store, known)), 200) as never;
  });
};

/** Who may write in a session may not write in another by the number of one of its entries. */
const ofSession = async (store: Store, id: string, seq: number, code: string): Promise<void> => {
  const found = (await registerOf(store).current()).caseOfEvent(seq);
  if (found?.session !== id) throw new InputError([{ code, path: 'event', received: String(seq) }]);
};

const answer = (context: Context, commission: Commission, on: IsoDay) => {
  context.header('etag', `"${commission.session.version}"`);
  return context.json(presentCommission(commission, on), 200) as never;
};

/** Null without the header. @throws InputError `request.version-malformed`. */
const versionRead = (context: Context): number | null => {
  const header = context.req.header('if-match');
  if (header === undefined) return null;
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined)
    throw new InputError([
      { code: 'request.version-malformed', path: 'If-Match', expected: '"3", par exemple' },
    ]);
  return Number(version);
};
