import type { Hono } from 'hono';
import { shortlistTable } from '../../export/presentedTables.ts';
import { answerTable } from '../../http/tables.ts';
import { presentDwelling } from '../../present/dwelling.ts';
import { presentShortlist } from '../../present/shortlist.ts';
import { presentVacancyState } from '../../present/vacancyState.ts';
import { shortlistFragility } from '../../service/fragility.ts';
import { registerOf } from '../../service/register.ts';
import { vacancyList } from '../../service/vacancyList.ts';
import { vacancyStates } from '../../service/vacancyStates.ts';
import type { PageDoors } from '../doors.ts';
import { viewerOf } from '../viewer.ts';
import { askChoices, filterChoices } from './choices.ts';
import { answerList, openedStage } from './listAnswer.ts';
import { ListPage } from './listPage.tsx';
import { listAsked, PAGE_SIZE } from './listQuery.ts';
import { vacancyHref } from './vacancyHref.ts';
import { VacancyPage } from './vacancyPage.tsx';

/** Freed dwellings: their list, and each with its proposal of candidates. */
export const addVacancyPages = (app: Hono, doors: PageDoors): void => {
  const { cache } = doors;

  // The address that a list had before it had a page of its own.
  app.get('/', async (context, next) => {
    const id = context.req.query('logement');
    return id === undefined || id === '' ? next() : context.redirect(vacancyHref(id));
  });

  app.get('/logements', async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const { territory } = workspace;
    const mayShow = context.get('mayShow');
    const asked = listAsked((name) => context.req.query(name));
    const register = await registerOf(cache.store).current();
    const listed = vacancyList(workspace, register, { filters: asked.filters, mayShow });
    const own = workspace.places().filter(({ vacancy }) => mayShow(vacancy.id));
    const from = (asked.page - 1) * PAGE_SIZE;
    return context.html(
      <ListPage
        viewer={viewer}
        asked={asked}
        rows={listed.slice(from, from + PAGE_SIZE).map(({ vacancy, dwelling, state, jointStudy }) => ({
          dwelling: presentDwelling(territory, vacancy, dwelling),
          state: presentVacancyState(state),
          jointStudy,
        }))}
        total={listed.length}
        all={own.length}
        choices={filterChoices(workspace, own)}
      />,
    );
  });

  app.get('/logements/:id', async (context) => {
    const id = context.req.param('id');
    const viewer = viewerOf(context, await cache.current());
    const { workspace, asked, shortlist, context: present } = await answerList(context, doors, id);
    const register = await registerOf(cache.store).current();
    const fragility = shortlistFragility(workspace, asked.question, shortlist);
    return context.html(
      <VacancyPage
        viewer={viewer}
        state={presentVacancyState(vacancyStates(workspace, register)(shortlist.vacancy.id))}
        asked={asked}
        choices={askChoices(workspace)}
        list={presentShortlist(present, shortlist, fragility)}
        opened={openedStage(workspace, asked)}
      />,
      Object.keys(asked.errors).length > 0 ? 400 : 200,
    );
  });

  app.get('/logements/:id/tableau', async (context) => {
    const id = context.req.param('id');
    const { shortlist, context: present } = await answerList(context, doors, id);
    const format = context.req.query('format') === 'csv' ? 'csv' : 'xlsx';
    const table = shortlistTable(presentShortlist(present, shortlist));
    return answerTable(context, format, table, `proposition-${id}`);
  });
};
