import type { Context, Hono } from 'hono';
import { IsoDay } from '../../../engine/domain/ids.ts';
import { InputError, type Issue } from '../../../engine/domain/issue.ts';
import { problemOf } from '../../http/problem.ts';
import { presentCommission } from '../../present/commission.ts';
import { presentDwelling } from '../../present/dwelling.ts';
import { issueText } from '../../present/messages.ts';
import { type Commission, type DecisionRun, DecisionService } from '../../service/decisions.ts';
import type { Workspace } from '../../service/workspace.ts';
import { fieldOf, formOf, seeOther } from '../form.ts';
import { viewerOf } from '../viewer.ts';
import { type CommissionAsked, commissionAsked } from './decisionForm.ts';
import { DecisionsPage } from './decisionsPage.tsx';
import { anchorOf, type MeetingRoom, sessionHref, sessionOf } from './meeting.ts';

/** What the commission decides, the offers and the answers: noted vacancy by vacancy. */
export const addDecisionPages = (app: Hono, { cache, sessions }: MeetingRoom): void => {
  const decisions = new DecisionService(cache.store);

  const answerPage = async (
    context: Context,
    on: IsoDay,
    refused: { readonly vacancy: string | null; readonly issues: readonly Issue[] } | null,
  ) => {
    const commission = await decisions.commission(sessionOf(context));
    const workspace = await cache.ofSession(commission.session.document);
    const viewer = viewerOf(context, workspace);
    const shown = presentCommission(commission, on);
    const page = (
      <DecisionsPage
        commission={shown}
        titles={titlesOf(workspace, commission)}
        viewer={viewer}
        on={on}
        only={context.req.query('etat') ?? null}
        mayDecide={shown.status !== 'cancelled' && viewer.may('/seances/{id}/decisions', 'POST')}
        refused={
          refused && {
            vacancy: refused.vacancy,
            text: refused.issues.map(issueText).join(' '),
            form: formOf(context),
          }
        }
      />
    );
    return context.html(page, (refused === null ? 200 : problemOf(refused.issues).status) as 200);
  };

  app.get('/seances/:id/decisions', (context) =>
    answerPage(context, dayOf(context.req.query('jour')) ?? cache.today(), null),
  );

  app.post('/seances/:id/decisions', async (context) => {
    const id = sessionOf(context);
    const form = formOf(context);
    const day = dayOf(fieldOf(form, 'day') ?? undefined) ?? cache.today();
    const vacancy = fieldOf(form, 'vacancy');
    try {
      const asked = commissionAsked(form);
      const version = Number(fieldOf(form, 'version'));
      const { session } = await decisions.commission(id);
      const run: DecisionRun = {
        at: sessions.now(),
        actor: context.get('authenticated').principal.id,
        day,
        // Once the commission has decided, lists hold: what two officers note at once is told apart by the register itself.
        expected: session.document.status === 'proposed' ? version : null,
      };
      await write(decisions, asked, { id, workspace: await cache.ofSession(session.document), run });
      const here = vacancy === null ? '' : `#${anchorOf(vacancy)}`;
      return seeOther(context, sessionHref(id, `/decisions?jour=${day}${here}`));
    } catch (error) {
      if (!(error instanceof InputError) || error.issues[0]?.code === 'session.unknown') throw error;
      return answerPage(context, day, { vacancy, issues: error.issues });
    }
  });
};

const write = async (
  decisions: DecisionService,
  asked: CommissionAsked,
  { id, workspace, run }: { readonly id: string; readonly workspace: Workspace; readonly run: DecisionRun },
): Promise<void> => {
  const answerDays = workspace.territory.pack.matching.answerDays.value;
  switch (asked.kind) {
    case 'decisions':
      await decisions.decide(workspace, id, asked.decisions, run);
      return;
    case 'act':
      await decisions.act(id, asked.act, { ...run, answerDays });
      return;
    case 'answer':
      await belongs(decisions, id, asked.offer, 'offer.unknown');
      await decisions.answer(asked.offer, asked.answer, run);
      return;
    case 'correction':
      await belongs(decisions, id, asked.of, 'correction.unknown-event');
      await decisions.correct(workspace, asked.of, asked.correction, run);
  }
};

/** Who may write in a session may not write in another by the number of one of its entries. */
const belongs = async (decisions: DecisionService, id: string, seq: number, code: string): Promise<void> => {
  const { cases } = await decisions.commission(id);
  const entries = cases.flatMap(({ candidates }) =>
    candidates.flatMap(({ decision, offer, condition, passed, lease }) =>
      [decision, offer, offer?.answer ?? null, condition, passed, lease].map((fact) => fact?.seq ?? null),
    ),
  );
  if (!entries.includes(seq)) throw new InputError([{ code, path: 'event', received: String(seq) }]);
};

const dayOf = (text: string | undefined): IsoDay | null => {
  const parsed = IsoDay.safeParse(text);
  return parsed.success ? parsed.data : null;
};

/** What each vacancy is; its name alone once it has left the stock. */
const titlesOf = (workspace: Workspace, { cases }: Commission): ReadonlyMap<string, string> =>
  new Map(
    cases.flatMap(({ vacancy: id }) => {
      const vacancy = workspace.vacancies.get(id);
      const dwelling = vacancy && workspace.sessionData.dwellings.get(vacancy.dwelling);
      if (vacancy === undefined || dwelling === undefined) return [];
      const { description, quartier } = presentDwelling(workspace.territory, vacancy, dwelling);
      return [[id as string, `${description} ; ${quartier}`] as const];
    }),
  );
