import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { InputError } from '../../../engine/domain/issue.ts';
import type { SessionsDoor } from '../../http/sessions.ts';
import { changesSince } from '../../http/staleSession.ts';
import { type PresentedBoard, presentBoard } from '../../present/sessionBoard.ts';
import type { PresentedSince } from '../../present/since.ts';
import { type SessionBoard, SessionBoards } from '../../service/sessionsBoard.ts';
import type { OpenSession, SessionRun } from '../../service/sessionsQuestion.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { PageDoors } from '../doors.ts';
import { fieldOf, formOf } from '../form.ts';
import type { Viewer } from '../frame/page.tsx';
import { viewerOf } from '../viewer.ts';

/** A session as a page reads it: its data, who reads, where it stands. */
export interface Meeting {
  readonly workspace: Workspace;
  readonly viewer: Viewer;
  readonly open: OpenSession;
}

/** What the pages of sessions are made from; boards stay in memory while a meeting goes on. */
export interface MeetingRoom extends PageDoors {
  readonly sessions: SessionsDoor;
  readonly boards: SessionBoards;
  readonly presented: WeakMap<SessionBoard, PresentedBoard>;
}

export const meetingRoom = (doors: PageDoors, sessions: SessionsDoor): MeetingRoom => ({
  ...doors,
  sessions,
  boards: new SessionBoards(),
  presented: new WeakMap(),
});

/** The session of an address, on its own day. @throws InputError `session.unknown`, `session.data-changed`. */
export const meetingOf = async (
  context: Context,
  { cache, sessions: { service } }: MeetingRoom,
): Promise<Meeting> => {
  const id = sessionOf(context);
  const { document } = await service.find(id);
  const workspace = await cache.ofSession(document);
  const viewer = viewerOf(context, workspace);
  return { workspace, viewer, open: await service.open(workspace, id) };
};

export const sessionOf = (context: Context): string => context.req.param('id') ?? '';

/** The board of an open session, as facts and as it is shown: made once for each version. */
export const boardShown = (
  { boards, presented }: MeetingRoom,
  open: OpenSession,
): { readonly board: SessionBoard; readonly shown: PresentedBoard } => {
  const board = boards.of(open);
  const shown = presented.get(board) ?? presentBoard(board);
  presented.set(board, shown);
  return { board, shown };
};

/** Version that a form was made from. @throws InputError `request.version-missing` without one. */
export const versionSent = (context: Context): number => {
  const sent = fieldOf(formOf(context), 'version');
  if (sent === null || !/^\d{1,9}$/.test(sent))
    throw new InputError([{ code: 'request.version-missing', path: 'version' }]);
  return Number(sent);
};

/** How a form's work is carried out. Its key makes a form sent twice do its work once. */
export const runSent = (context: Context, { sessions }: MeetingRoom, content: unknown): SessionRun => {
  const key = fieldOf(formOf(context), 'key');
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  return {
    at: sessions.now(),
    actor: context.get('authenticated').principal.id,
    request: key === null ? null : { key: sha256(key), body: sha256(JSON.stringify(content)) },
  };
};

/** What others did since the version that a form was made from; null when the error says something else. */
export const sinceStale = async (
  error: unknown,
  { cache, guard, sessions }: MeetingRoom,
  session: string,
): Promise<readonly PresentedSince[] | null> => {
  const stale = error instanceof InputError ? error.issues[0] : undefined;
  if (stale?.code !== 'session.stale') return null;
  return changesSince(stale, session, {
    service: sessions.service,
    store: cache.store,
    tokens: guard.tokens,
  });
};

export const sessionHref = (id: string, rest = ''): string => `/seances/${encodeURIComponent(id)}${rest}`;

/** Where a vacancy is on the board. */
export const anchorOf = (vacancy: string): string => `logement-${vacancy}`;
