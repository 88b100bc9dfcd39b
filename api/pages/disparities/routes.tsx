import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { InputError, type Issue } from '../../../engine/domain/issue.ts';
import type { Form } from '../../http/context.ts';
import { disparityDesk } from '../../http/disparityDesk.ts';
import { problemOf } from '../../http/problem.ts';
import type { PageDoors } from '../doors.ts';
import { fieldOf, formOf, seeOther } from '../form.ts';
import { pageOf } from '../frame/addressFilters.ts';
import { jobHref } from '../jobs/jobHref.ts';
import { viewerOf } from '../viewer.ts';
import { disparityAsked } from './asked.ts';
import { DisparityPage } from './disparityPage.tsx';
import { disparitiesHref } from './hrefs.ts';
import { ListPage } from './listPage.tsx';

/** Audits of equal treatment: a question, work that is followed, and what it found. */
export const addDisparityPages = (app: Hono, { cache, sessions }: PageDoors): void => {
  if (sessions === null) return;
  const desk = disparityDesk(cache, sessions);

  const answerList = async (context: Context, form: Form, issues: readonly Issue[]) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const entries = await desk.entries();
    return context.html(
      <ListPage {...{ viewer, entries, workspace, form, issues }} page={pageOf(context)} />,
      (issues.length === 0 ? 200 : problemOf(issues).status) as 200,
    );
  };

  app.get(disparitiesHref, (context) => answerList(context, {}, []));

  app.post(disparitiesHref, async (context) => {
    const form = formOf(context);
    try {
      const question = disparityAsked(form);
      const { id } = await desk.start(context, question, requestOf(form, question));
      return seeOther(context, jobHref(id));
    } catch (error) {
      if (error instanceof InputError) return answerList(context, form, error.issues);
      throw error;
    }
  });

  app.get('/egalite/:id', async (context) => {
    const viewer = viewerOf(context, await cache.current());
    const disparity = await desk.shown(context.req.param('id'));
    return context.html(<DisparityPage {...{ viewer, disparity }} />);
  });
};

/** The form's key makes it do its work once, though it is sent twice. */
const requestOf = (form: Form, question: unknown) => {
  const key = fieldOf(form, 'key');
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  return key === null ? null : { key: sha256(key), body: sha256(JSON.stringify(question)) };
};
