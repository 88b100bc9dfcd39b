import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { InputError } from '../../../engine/domain/issue.ts';
import { readsNumbers } from '../../auth/roles.ts';
import { problemOf } from '../../http/problem.ts';
import { presentCounterfactual } from '../../present/counterfactual.ts';
import { presentDwelling } from '../../present/dwelling.ts';
import { presentNotice } from '../../present/notice.ts';
import { presentPair } from '../../present/pair.ts';
import { demandCounterfactual } from '../../service/counterfactuals.ts';
import { DEFAULT_QUESTION, type Workspace } from '../../service/workspace.ts';
import type { PageDoors } from '../doors.ts';
import { Page, type Viewer } from '../frame/page.tsx';
import { viewerOf } from '../viewer.ts';
import { AnywherePage } from './anywherePage.tsx';
import { askedDemand } from './askedDemand.ts';
import { AskPage } from './askPage.tsx';
import { ExplanationPage } from './explanationPage.tsx';
import { addKeepingPages } from './keepingRoutes.tsx';
import { VacancyForm } from './vacancyForm.tsx';
import { WhyNotPage } from './whyNotPage.tsx';

/** One household's own explanation. Its number is in the body of forms, never in an address. */
export const addDemandPages = (app: Hono, doors: PageDoors): void => {
  const { cache, guard } = doors;
  addKeepingPages(app, doors);
  const clear = (context: Context): boolean => readsNumbers(context.get('authenticated').principal.role);

  app.get('/demande', async (context) => {
    const viewer = viewerOf(context, await cache.current());
    return context.html(<AskPage viewer={viewer} readsNumbers={clear(context)} />);
  });

  /** The form again, with what was typed and what is wrong with it. */
  const askAgain = (context: Context, viewer: Viewer, typed: string, error: unknown) => {
    const { status, detail } = refusalOf(error);
    const page = <AskPage viewer={viewer} readsNumbers={clear(context)} typed={typed} error={detail} />;
    return context.html(page, status);
  };

  app.post('/demande', async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const { number, vacancy } = askedDemand(context, guard);
    const { method, seed } = DEFAULT_QUESTION;
    try {
      const { explanation, context: present } = workspace.explainDemand({ number, method, seed });
      const notice = presentNotice(present, explanation);
      return context.html(<ExplanationPage viewer={viewer} notice={notice} vacancy={vacancy} />);
    } catch (error) {
      return askAgain(context, viewer, number, error);
    }
  });

  app.post('/demande/logements', async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const { number } = askedDemand(context, guard);
    const mayShow = context.get('mayShow');
    const among = ({ vacancy }: { readonly vacancy: { readonly id: string } }) => mayShow(vacancy.id);
    try {
      const found = demandCounterfactual(workspace, { ...DEFAULT_QUESTION, number, vacancy: null, among });
      return context.html(<AnywherePage viewer={viewer} found={presentCounterfactual(workspace, found)} />);
    } catch (error) {
      return askAgain(context, viewer, number, error);
    }
  });

  app.post('/demande/logement', async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const { number, vacancy } = askedDemand(context, guard);
    try {
      workspace.rowOf(number, 'number');
    } catch (error) {
      return askAgain(context, viewer, number, error);
    }
    try {
      return context.html(<WhyNotPage viewer={viewer} {...whyNot(workspace, number, vacancy ?? '')} />);
    } catch (error) {
      const { status, detail } = refusalOf(error);
      return context.html(
        <Page title={`Votre demande ${number}`} section="demand" viewer={viewer}>
          <VacancyForm number={number} vacancy={vacancy ?? ''} error={detail} />
        </Page>,
        status,
      );
    }
  });
};

/** What is refused of a form is told beside its field; anything else is not this page's. */
const refusalOf = (error: unknown): { readonly status: ContentfulStatusCode; readonly detail: string } => {
  if (!(error instanceof InputError)) throw error;
  const { status, detail } = problemOf(error.issues);
  return { status: status as ContentfulStatusCode, detail };
};

/** @throws InputError `vacancy.unknown`, `vacancy.dwelling-unknown`. */
const whyNot = (workspace: Workspace, number: string, vacancy: string) => {
  const question = { ...DEFAULT_QUESTION, vacancy };
  const place = workspace.place(vacancy);
  return {
    dwelling: presentDwelling(workspace.territory, place.vacancy, place.dwelling),
    pair: presentPair(workspace.explain(question, number), question.size),
    found: presentCounterfactual(workspace, demandCounterfactual(workspace, { ...question, number })),
  };
};
