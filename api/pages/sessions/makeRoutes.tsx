import type { Context, Hono } from 'hono';
import { InputError, type Issue } from '../../../engine/domain/issue.ts';
import { holderOf } from '../../http/access.ts';
import type { Form } from '../../http/context.ts';
import { problemOf } from '../../http/problem.ts';
import type { Job, JobRun } from '../../service/jobs.ts';
import type { OpenSession, SessionRun } from '../../service/sessionsQuestion.ts';
import type { SessionRequestKey } from '../../store/sessionDocument.ts';
import { formOf, seeOther } from '../form.ts';
import { viewerOf } from '../viewer.ts';
import { sessionAsked } from './makeForm.ts';
import { MakePage } from './makePage.tsx';
import { type MeetingRoom, runSent, sessionHref, sessionOf, versionSent } from './meeting.ts';
import { openVacancies } from './openVacancies.ts';
import { WaitingPage } from './waitingPage.tsx';

/** Sessions made, and computed anew: a form, then a page that waits for what takes time. */
export const addMakePages = (app: Hono, room: MeetingRoom): void => {
  const { cache, sessions } = room;
  const { service, jobs } = sessions;

  const started = (
    context: Context,
    request: SessionRequestKey | null,
    work: (run: JobRun) => Promise<OpenSession>,
  ): Promise<Job> => {
    const holder = holderOf(context.get('authenticated').principal);
    return jobs.start({ kind: 'session', holder, request }, async (run) => ({
      session: (await work(run)).id,
    }));
  };

  const answerForm = async (context: Context, form: Form, issues: readonly Issue[]) => {
    const workspace = await cache.current();
    const { principal } = context.get('authenticated');
    const open = await openVacancies(context, { workspace, sessions: await service.list() });
    return context.html(
      <MakePage
        workspace={workspace}
        viewer={viewerOf(context, workspace)}
        form={form}
        bailleur={principal.role === 'bailleur' ? principal.of : null}
        open={open}
        issues={issues}
      />,
      (issues.length === 0 ? 200 : problemOf(issues).status) as 200,
    );
  };

  app.get('/seances/nouvelle', (context) => {
    const { bailleur, commune, first } = context.req.query();
    const given = Object.entries({ bailleur, commune, first }).filter(([, value]) => value !== undefined);
    const vacancies = context.req.queries('logement') ?? [];
    return answerForm(context, { ...(Object.fromEntries(given) as Form), vacancies }, []);
  });

  app.post('/seances', async (context) => {
    // The guard has looked at what was sent: without a form of this page, everything would be asked for.
    if (context.get('form') === undefined)
      throw new InputError([{ code: 'request.media-type', path: '', expected: 'le formulaire de la page' }]);
    const form = formOf(context);
    try {
      const question = sessionAsked(form);
      const run: SessionRun = runSent(context, room, ['propose', question]);
      const before = run.request && (await service.madeBy(run.request));
      if (before) return seeOther(context, sessionHref(before.id));
      const workspace = await cache.current();
      const job = await started(context, run.request, (watched) =>
        service.propose(workspace, question, { ...run, ...watched }),
      );
      const { status, issues, session } = await jobs.settled(job.id, sessions.waitMs);
      if (status === 'failed') return answerForm(context, form, issues);
      return seeOther(context, session === null ? jobHref(job.id) : sessionHref(session));
    } catch (error) {
      if (error instanceof InputError) return answerForm(context, form, error.issues);
      throw error;
    }
  });

  app.post('/seances/:id/recalculer', async (context) => {
    const id = sessionOf(context);
    const expected = versionSent(context);
    const run = { ...runSent(context, room, ['recompute', id, expected]), expected };
    // Solved anew: what coordination bodies decided since binds it.
    const workspace = await cache.on((await service.find(id)).document.asOf);
    const job = await started(context, run.request, (watched) =>
      service.recompute(workspace, id, { ...run, ...watched }),
    );
    const { status, issues, session } = await jobs.settled(job.id, sessions.waitMs);
    if (status === 'failed') throw new InputError(issues);
    return seeOther(context, session === null ? jobHref(job.id) : sessionHref(session));
  });

  app.get('/seances/calculs/:id', async (context) => {
    const job = await jobs.find(sessionOf(context));
    const viewer = viewerOf(context, await cache.current());
    if (job.status === 'done' && job.session !== null) return seeOther(context, sessionHref(job.session));
    return context.html(<WaitingPage job={job} viewer={viewer} />);
  });

  app.post('/seances/calculs/:id/arret', async (context) => {
    const { id } = await jobs.stop(sessionOf(context));
    return seeOther(context, jobHref(id));
  });
};

const jobHref = (job: string): string => `/seances/calculs/${encodeURIComponent(job)}`;
