import type { Context, Hono } from 'hono';
import { InputError } from '../../../engine/domain/issue.ts';
import { problemOf } from '../../http/problem.ts';
import { figure } from '../../present/format.ts';
import { issueText } from '../../present/messages.ts';
import { SESSION_STATUSES } from '../../present/savedSession.ts';
import type { PresentedBoard } from '../../present/sessionBoard.ts';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { viewerOf } from '../viewer.ts';
import { Asked, Board, type BoardForms } from './board.tsx';
import { boardShown, type MeetingRoom, meetingOf, sessionHref, sessionOf } from './meeting.ts';
import { Summary } from './summary.tsx';

/** The board of a session, and the light address that says which version it is at. */
export const addBoardPage = (app: Hono, room: MeetingRoom): void => {
  const { service } = room.sessions;

  app.get('/seances/:id', async (context) => {
    try {
      const { viewer, open } = await meetingOf(context, room);
      const { shown } = boardShown(room, open);
      const mayChange = shown.status === 'proposed' && viewer.may('/seances/{id}/changements', 'POST');
      return context.html(<BoardPage board={shown} viewer={viewer} mayChange={mayChange} />);
    } catch (error) {
      const changed = error instanceof InputError && error.issues[0]?.code === 'session.data-changed';
      if (!changed) throw error;
      return answerChangedData(context, room, error);
    }
  });

  app.get('/seances/:id/version', async (context) => {
    const { version, document } = await service.find(sessionOf(context));
    return context.json({ version, status: document.status });
  });
};

const BoardPage = ({
  board,
  viewer,
  mayChange,
}: {
  readonly board: PresentedBoard;
  readonly viewer: Viewer;
  readonly mayChange: boolean;
}) => {
  const forms: BoardForms = { id: board.id, version: board.version, mayChange };
  return (
    <Page
      title={`Séance du ${board.asOf}`}
      section="sessions"
      viewer={viewer}
      wide
      scripts={['board.js']}
      back={{ href: '/seances', label: 'Séances' }}
      lead={
        <>
          {board.id} : {board.statusText}. {board.reminder}
        </>
      }
      actions={
        <>
          <a class="button" href={sessionHref(board.id, '/freins')}>
            Freins
          </a>
          <a class="button" href={sessionHref(board.id, '/decisions')}>
            Décisions
          </a>
          <a class="button" href={sessionHref(board.id, '/dossier')}>
            Dossier
          </a>
          <a class="button" href={sessionHref(board.id, '/proces-verbal')}>
            Procès-verbal
          </a>
          <a class="button" href={`/v1/sessions/${encodeURIComponent(board.id)}/lists?format=xlsx`}>
            XLSX
          </a>
          <a class="button" href={`/v1/sessions/${encodeURIComponent(board.id)}/proof`} download>
            Preuve
          </a>
        </>
      }
    >
      <div id="seance" data-version={String(board.version)} data-watch={sessionHref(board.id, '/version')}>
        <Summary board={board} {...forms} />
        <h2>Ordre du jour</h2>
        <div id="outils" hidden>
          <div class="filters">
            <div class="field">
              <label for="filtre">Filtrer les logements</label>
              <input id="filtre" type="search" autocomplete="off" />
            </div>
            <p class="small soft">
              Clavier : <kbd>j</kbd> <kbd>k</kbd> logement suivant, précédent ; <kbd>?</kbd> tous les gestes
            </p>
          </div>
          <p id="annonce" role="status" class="small" />
        </div>
        <Board lists={board.lists} {...forms} />
        {mayChange ? <SessionActions {...forms} /> : null}
        <FindDemand id={board.id} viewer={viewer} />
        <Log log={board.log} />
      </div>
    </Page>
  );
};

const SessionActions = ({ id, version }: BoardForms) => (
  <section aria-labelledby="seance-entiere" class="screen-only">
    <h2 id="seance-entiere">Toute la séance</h2>
    <div class="columns">
      <div class="card">
        <h3>Ajouter un logement</h3>
        <p class="small">
          Un logement libre, qui n’est sur aucune autre séance : ses candidats seront cherchés.
        </p>
        <p class="actions">
          <a class="button" href={sessionHref(id, '/ajout')}>
            Choisir le logement
          </a>
        </p>
      </div>
      <div class="card">
        <h3>Recalculer les listes</h3>
        <p class="small">
          Toutes les listes sont cherchées de nouveau ; ce qui est décidé à la main est gardé. Les changements
          d’avant ne pourront plus être annulés un à un.
        </p>
        <form method="post" action={sessionHref(id, '/recalculer')}>
          <Asked version={version} />
          <button type="submit">Recalculer</button>
        </form>
      </div>
      <div class="card">
        <h3>Abandonner la séance</h3>
        <p class="small">
          Ses listes ne compteront plus dans les objectifs, et ses logements seront libres pour une autre
          séance. L’abandon peut être annulé.
        </p>
        <form method="post" action={sessionHref(id, '/abandonner')}>
          <Asked version={version} />
          <button type="submit" class="danger">
            Abandonner
          </button>
        </form>
      </div>
    </div>
  </section>
);

const FindDemand = ({ id, viewer }: { readonly id: string; readonly viewer: Viewer }) =>
  viewer.may('/seances/{id}/demande', 'POST') ? (
    <form method="post" action={sessionHref(id, '/demande')} class="card screen-only">
      <h2 class="first">Où en est une demande</h2>
      <div class="filters">
        <div class="field">
          <label for="demande">Numéro unique</label>
          <input id="demande" name="number" type="text" autocomplete="off" required />
        </div>
        <button type="submit">Chercher dans la séance</button>
      </div>
    </form>
  ) : null;

const Log = ({ log }: Pick<PresentedBoard, 'log'>) =>
  log.length === 0 ? null : (
    <details>
      <summary>Journal de la séance</summary>
      <ol>
        {log.map(({ version, at, text, undone }) => (
          <li>
            Version {figure(version)}, {at.slice(0, 10)} à {at.slice(11, 16)} UTC : {text}
            {undone ? ' (annulé)' : ''}
          </li>
        ))}
      </ol>
    </details>
  );

/** Lists that were made on other data are not shown as if they held: they are to be computed anew. */
const answerChangedData = async (context: Context, { cache, sessions }: MeetingRoom, error: InputError) => {
  const stored = await sessions.service.find(sessionOf(context));
  const viewer = viewerOf(context, await cache.ofSession(stored.document));
  const { id, version, document } = stored;
  return context.html(
    <Page
      title={`Séance ${id}`}
      section="sessions"
      viewer={viewer}
      back={{ href: '/seances', label: 'Séances' }}
      lead={SESSION_STATUSES[document.status]}
    >
      <Notice tone="warn" title="Les données ont changé depuis le calcul des listes" alert>
        <p>{error.issues.map(issueText).join(' ')}</p>
      </Notice>
      {document.status === 'proposed' && viewer.may('/seances/{id}/changements', 'POST') ? (
        <form method="post" action={sessionHref(id, '/recalculer')} class="actions">
          <Asked version={version} />
          <button type="submit" class="main">
            Recalculer les listes sur les données d’aujourd’hui
          </button>
        </form>
      ) : null}
      <p class="actions">
        <a class="button" href={sessionHref(id, '/decisions')}>
          Décisions
        </a>
      </p>
    </Page>,
    problemOf(error.issues).status as 409,
  );
};
