import type { Context, Hono } from 'hono';
import { sessionVacancies } from '../../http/access.ts';
import { shownTargets } from '../../http/shownTargets.ts';
import { abnormalDelayText } from '../../present/bilan.ts';
import { presentDue } from '../../present/commission.ts';
import { dataNotices } from '../../present/dataNotices.ts';
import { presentAttention, presentSessionsAhead, presentWaiting } from '../../present/overview.ts';
import { waitingNow } from '../../service/bilans.ts';
import { DecisionService } from '../../service/decisions.ts';
import { registerOf } from '../../service/register.ts';
import { vacancyStates } from '../../service/vacancyStates.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { PageDoors } from '../doors.ts';
import type { Viewer } from '../frame/page.tsx';
import { viewerOf } from '../viewer.ts';
import { FirstStepsPage } from './firstSteps.tsx';
import { HomePage } from './homePage.tsx';

/** Freed dwellings shown one by one. */
const FIRST_SHOWN = 5;

/** The first page: the state of what is one's own, and what asks for somebody. */
export const addHomePage = (app: Hono, doors: PageDoors): void => {
  app.get('/', async (context) => {
    const workspace = await doors.cache.current();
    const viewer = viewerOf(context, workspace);
    const kept = {
      demands: workspace.pool.rowCount,
      dwellings: workspace.sessionData.dwellings.size,
      vacancies: workspace.vacancies.size,
      allocations: workspace.sessionData.allocations.length,
    };
    if (kept.demands === 0 || kept.dwellings === 0 || kept.vacancies === 0)
      return context.html(<FirstStepsPage viewer={viewer} kept={kept} />);
    return context.html(
      <HomePage viewer={viewer} {...(await overviewOf(context, workspace, viewer, doors))} />,
    );
  });
};

const overviewOf = async (
  context: Context,
  workspace: Workspace,
  viewer: Viewer,
  { cache, sessions: door }: PageDoors,
) => {
  const { territory, pool } = workspace;
  const mayShow = context.get('mayShow');
  const register = await registerOf(cache.store).current();
  const stateOf = vacancyStates(workspace, register);
  const listed = workspace
    .places()
    .filter(({ vacancy }) => mayShow(vacancy.id))
    .map((place) => ({ ...place, state: stateOf(place.vacancy.id) }));
  const waiting = presentWaiting(territory, listed, FIRST_SHOWN);
  const stored = (await door?.service.list()) ?? [];
  const sessions = presentSessionsAhead(stored.filter((session) => sessionVacancies(session).every(mayShow)));
  const items = await new DecisionService(cache.store).due(cache.today());
  const due = presentDue(
    items.filter(({ vacancy }) => mayShow(vacancy)),
    cache.today(),
  );
  const latest = door === null ? null : await door.service.prices.latest(workspace);
  return {
    waiting,
    sessions,
    due,
    states: viewer.may('/v1/targets')
      ? shownTargets(workspace, context.get('authenticated').principal)
      : null,
    attention: presentAttention({
      due,
      waiting,
      sessions,
      imports: viewer.may('/v1/imports') ? await cache.store.imports() : null,
      notices: dataNotices({ territory, pool, ...workspace.dataContext }),
      delays: viewer.may('/v1/bilans')
        ? abnormalDelayText({ territory, asOf: pool.asOf, waiting: waitingNow(workspace) })
        : null,
      prices:
        door === null ? null : latest === null ? 'none' : latest.freshness === 'fresh' ? 'fresh' : 'stale',
    }),
  };
};
