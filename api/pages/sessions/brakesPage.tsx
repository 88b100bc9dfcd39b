import type { Context, Hono } from 'hono';
import { InputError, type Issue } from '../../../engine/domain/issue.ts';
import { holderOf } from '../../http/access.ts';
import { problemOf } from '../../http/problem.ts';
import { figure } from '../../present/format.ts';
import { issueText } from '../../present/messages.ts';
import type { PresentedConflict } from '../../present/sessionConflict.ts';
import type { TargetAnswer } from '../../service/sessionsBrakeBook.ts';
import type { TargetQuestion } from '../../service/sessionsBrakes.ts';
import { fieldOf, formOf, seeOther } from '../form.ts';
import { Empty, Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { jobHref } from '../jobs/jobHref.ts';
import { Brakes, Conflict, Frontier } from './brakesAnswers.tsx';
import { answerHref, calculOf, OFFERED, questionAsked, questionLabel } from './brakesAsked.ts';
import { presentConflictOf } from './conflict.ts';
import { type Meeting, type MeetingRoom, meetingOf, sessionHref } from './meeting.ts';

/** Small sessions answer within it, and the page of work is not seen; the others are followed there, however loaded the machine. */
const AT_ONCE_MS = 1_500;

/** What targets cost in a session. An answer solves it many times over: it is asked for, followed as work, then read here. */
export const addBrakesPage = (app: Hono, room: MeetingRoom): void => {
  const { jobs, service, waitMs } = room.sessions;
  const { targetAnswers } = service;

  const shown = (
    context: Context,
    { viewer, open: { id, version } }: Meeting,
    given: Partial<Pick<BrakesPageProps, 'question' | 'conflict' | 'issues'>>,
  ) => {
    const { question = null, conflict = null, issues = [] } = given;
    const kept = targetAnswers.latestOf(id);
    const answer = question === null ? null : targetAnswers.latest(id, question);
    const status = issues.length === 0 ? 200 : problemOf(issues).status;
    return context.html(
      <BrakesPage {...{ id, version, viewer, question, answer, conflict, kept, issues }} />,
      status as 200,
    );
  };

  app.get('/seances/:id/freins', async (context) => {
    const meeting = await meetingOf(context, room);
    const { calcul = null, compositions = null } = context.req.query() as Record<string, string | undefined>;
    if (calcul === 'conflits')
      return shown(context, meeting, { conflict: await presentConflictOf(meeting.open) });
    return shown(context, meeting, { question: questionAsked(calcul, compositions) });
  });

  app.post('/seances/:id/freins', async (context) => {
    const meeting = await meetingOf(context, room);
    const form = formOf(context);
    const question = questionAsked(fieldOf(form, 'calcul'), fieldOf(form, 'compositions'));
    if (question === null) return shown(context, meeting, {});
    const { open } = meeting;
    try {
      const holder = holderOf(context.get('authenticated').principal);
      const { id } = await targetAnswers.start(open, question, { jobs, holder });
      const { status, issues } = await jobs.settled(id, Math.min(waitMs, AT_ONCE_MS));
      if (status === 'failed') return shown(context, meeting, { question, issues });
      return seeOther(context, status === 'done' ? answerHref(open.id, question) : jobHref(id));
    } catch (error) {
      if (error instanceof InputError) return shown(context, meeting, { question, issues: error.issues });
      throw error;
    }
  });
};

interface BrakesPageProps {
  readonly id: string;
  readonly version: number;
  readonly viewer: Viewer;
  /** What this address asks; null: nothing yet. */
  readonly question: TargetQuestion | null;
  /** The latest to that question; null: none is kept. */
  readonly answer: TargetAnswer | null;
  readonly conflict: PresentedConflict | null;
  /** The latest answer to each question asked of this session. */
  readonly kept: readonly TargetAnswer[];
  /** Why it could not be asked. */
  readonly issues: readonly Issue[];
}

const BrakesPage = ({ id, version, viewer, question, answer, conflict, kept, issues }: BrakesPageProps) => (
  <Page
    title="Freins de la séance"
    section="sessions"
    viewer={viewer}
    back={{ href: sessionHref(id), label: `Séance ${id}, version ${version}` }}
    lead="Ce que coûte, en points, de servir davantage chaque objectif, et ce que les objectifs se font l’un à l’autre."
  >
    {issues.length === 0 ? null : (
      <Notice tone="bad" title="Rien n’a été calculé" alert>
        {issues.map((issue) => (
          <p>{issueText(issue)}</p>
        ))}
      </Notice>
    )}
    <form method="post" action={sessionHref(id, '/freins')} class="card screen-only">
      <p>
        Chaque prix recalcule la séance de nombreuses fois : de quelques secondes à quelques minutes. Vous
        pouvez quitter la page pendant ce temps, ou arrêter le calcul.
      </p>
      <p class="actions">
        {OFFERED.map((each) => (
          <button type="submit" name="calcul" value={calculOf(each)}>
            {questionLabel(each)}
          </button>
        ))}
        <a class="button" href={sessionHref(id, '/freins?calcul=conflits')}>
          Les objectifs peuvent-ils tenir ensemble ?
        </a>
      </p>
      {kept.length === 0 ? null : (
        <p class="small">
          Déjà calculés :{' '}
          {kept.map((each, i) => (
            <>
              {i === 0 ? null : ' ; '}
              <a href={answerHref(id, each.question)}>{questionLabel(each.question)}</a>
              {each.version === version ? null : `, version ${figure(each.version)} de la séance`}
            </>
          ))}
          .
        </p>
      )}
    </form>
    {conflict === null ? null : <Conflict conflict={conflict} />}
    {answer === null ? null : <Answer answer={answer} version={version} />}
    {question !== null && answer === null && issues.length === 0 ? (
      <Empty title="Cette réponse n’est pas gardée">
        <p>Demandez-la par son bouton, ci-dessus. Les réponses se gardent jusqu’à l’arrêt du serveur.</p>
      </Empty>
    ) : null}
  </Page>
);

const Answer = ({ answer, version }: { readonly answer: TargetAnswer; readonly version: number }) => {
  const { question, session } = answer;
  return (
    <>
      {answer.version === version ? null : (
        <Notice tone="warn" title="La séance a changé depuis ce calcul">
          <p>
            Il est de la version {figure(answer.version)} de la séance, qui en est à la version{' '}
            {figure(version)}.
          </p>
          <form method="post" action={sessionHref(session, '/freins')} class="actions screen-only">
            <input type="hidden" name="calcul" value={calculOf(question)} />
            {question.kind === 'frontier' ? (
              <input type="hidden" name="compositions" value={String(question.steps)} />
            ) : null}
            <button type="submit">Le demander pour la version {figure(version)}</button>
          </form>
        </Notice>
      )}
      {answer.kind === 'brakes' ? <Brakes brakes={answer.shown} /> : <Frontier frontier={answer.shown} />}
    </>
  );
};
