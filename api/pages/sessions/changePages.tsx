import type { Context, Hono } from 'hono';
import { InputError } from '../../../engine/domain/issue.ts';
import { problemOf } from '../../http/problem.ts';
import type { PresentedSince } from '../../present/since.ts';
import { formOf, seeOther } from '../form.ts';
import { changeOf, draftOf, draftVacancy, isComplete } from './draft.ts';
import {
  anchorOf,
  boardShown,
  type Meeting,
  type MeetingRoom,
  meetingOf,
  runSent,
  sessionHref,
  sessionOf,
  sinceStale,
  versionSent,
} from './meeting.ts';
import { tryDraft } from './trial.ts';
import { TrialPage } from './trialPage.tsx';

/** Changes of a session: each is tried, shown in words, then made. What was asked on an older version is tried on the newest. */
export const addChangePages = (app: Hono, room: MeetingRoom): void => {
  const { service } = room.sessions;

  app.post('/seances/:id/essai', async (context) => {
    const meeting = await meetingOf(context, room);
    const version = versionSent(context);
    if (version === meeting.open.version) return answerTrial(context, room, { meeting, status: 200 });
    const since = await sinceStale(staleOf(version, meeting), room, meeting.open.id);
    return answerTrial(context, room, { meeting, since, status: 412 });
  });

  app.post('/seances/:id/changements', async (context) => {
    const meeting = await meetingOf(context, room);
    const { workspace, open } = meeting;
    const expected = versionSent(context);
    const draft = draftOf(formOf(context), boardShown(room, open).shown);
    if (!isComplete(draft)) {
      if (expected === open.version)
        return answerTrial(context, room, { meeting, motiveMissing: true, status: 400 });
      const since = await sinceStale(staleOf(expected, meeting), room, open.id);
      return answerTrial(context, room, { meeting, since, motiveMissing: true, status: 412 });
    }
    const vacancy = draftVacancy(draft);
    try {
      const changes = [changeOf(draft)];
      const run = { ...runSent(context, room, changes), expected };
      await service.change(workspace, open.id, changes, run);
      return seeOther(context, sessionHref(open.id, vacancy === null ? '' : `#${anchorOf(vacancy)}`));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const since = await sinceStale(error, room, open.id);
      // Read anew: another officer came first.
      const status = since === null ? problemOf(error.issues).status : 412;
      return answerTrial(context, room, { meeting: await meetingOf(context, room), since, status });
    }
  });

  app.post('/seances/:id/annuler', async (context) => {
    const id = sessionOf(context);
    const { document } = await service.find(id);
    const run = { ...runSent(context, room, 'undo'), expected: versionSent(context) };
    await service.undo(await room.cache.ofSession(document), id, run);
    return seeOther(context, sessionHref(id));
  });

  app.post('/seances/:id/abandonner', async (context) => {
    const id = sessionOf(context);
    await service.cancel(id, { ...runSent(context, room, 'cancel'), expected: versionSent(context) });
    return seeOther(context, '/seances');
  });
};

/** The same issue as a change would meet: what was read, and what stands. */
const staleOf = (read: number, { open }: Meeting): InputError =>
  new InputError([
    { code: 'session.stale', path: 'version', received: String(read), expected: String(open.version) },
  ]);

const answerTrial = async (
  context: Context,
  room: MeetingRoom,
  {
    meeting,
    since = null,
    motiveMissing = false,
    status,
  }: {
    readonly meeting: Meeting;
    readonly since?: readonly PresentedSince[] | null;
    readonly motiveMissing?: boolean;
    readonly status: number;
  },
) => {
  const { shown } = boardShown(room, meeting.open);
  const draft = draftOf(formOf(context), shown);
  const trial = await tryDraft(room, meeting, draft);
  return context.html(
    <TrialPage
      board={shown}
      viewer={meeting.viewer}
      draft={draft}
      trial={trial}
      since={since}
      motiveMissing={motiveMissing}
    />,
    (trial.ok || status !== 200 ? status : problemOf(trial.issues).status) as 200,
  );
};
