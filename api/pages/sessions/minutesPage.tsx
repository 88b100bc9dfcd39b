import type { Hono } from 'hono';
import { InputError } from '../../../engine/domain/issue.ts';
import { changesAfter } from '../../http/staleSession.ts';
import { type PresentedCommission, presentCommission } from '../../present/commission.ts';
import { longDay } from '../../present/format.ts';
import { type PresentedHead, presentHead } from '../../present/register.ts';
import { SESSION_STATUSES } from '../../present/savedSession.ts';
import type { PresentedBoard } from '../../present/sessionBoard.ts';
import type { PresentedSince } from '../../present/since.ts';
import { DecisionService } from '../../service/decisions.ts';
import type { SessionDocument } from '../../store/sessionDocument.ts';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { viewerOf } from '../viewer.ts';
import { boardShown, type MeetingRoom, sessionHref, sessionOf } from './meeting.ts';

interface Minutes {
  readonly id: string;
  readonly version: number;
  readonly document: SessionDocument;
  readonly commission: PresentedCommission;
  /** Null: the data changed since, and the lists are no longer explained; what was decided stands. */
  readonly board: PresentedBoard | null;
  readonly history: readonly PresentedSince[];
  readonly head: PresentedHead;
}

/** The minutes: agenda, lists, decisions, by whom, the proof, the head of the register. */
export const addMinutesPage = (app: Hono, room: MeetingRoom): void => {
  const { cache, guard, sessions } = room;
  const decisions = new DecisionService(cache.store);

  app.get('/seances/:id/proces-verbal', async (context) => {
    const id = sessionOf(context);
    const commission = await decisions.commission(id);
    const { document, version } = commission.session;
    const workspace = await cache.ofSession(document);
    const viewer = viewerOf(context, workspace);
    const minutes: Minutes = {
      id,
      version,
      document,
      commission: presentCommission(commission, cache.today()),
      board: await sessions.service
        .open(workspace, id)
        .then((open) => boardShown(room, open).shown)
        .catch(noneIfChanged),
      history: await changesAfter(0, id, {
        service: sessions.service,
        store: cache.store,
        tokens: guard.tokens,
      }),
      head: presentHead(await cache.store.events.head()),
    };
    return context.html(<MinutesPage {...minutes} viewer={viewer} on={longDay(cache.today())} />);
  });
};

const noneIfChanged = (error: unknown): null => {
  if (error instanceof InputError && error.issues[0]?.code === 'session.data-changed') return null;
  throw error;
};

const MinutesPage = (minutes: Minutes & { readonly viewer: Viewer; readonly on: string }) => {
  const { id, version, document, commission, board, viewer, on } = minutes;
  return (
    <Page
      title={`Procès-verbal de la séance ${id}`}
      section="sessions"
      viewer={viewer}
      back={{ href: sessionHref(id), label: `Séance ${id}` }}
      lead={`Séance du ${longDay(document.asOf)}, version ${version} : ${SESSION_STATUSES[document.status]}. État au ${on}.`}
    >
      <p class="screen-only soft">Imprimez cette page (Ctrl+P), en A4, ou enregistrez-la en PDF.</p>
      {document.status === 'proposed' ? (
        <Notice tone="warn">
          <p>La commission n’a encore rien décidé : ce procès-verbal est un projet.</p>
        </Notice>
      ) : null}
      <h2>Ordre du jour, listes et décisions</h2>
      {commission.cases.map((each, i) => (
        <Case place={i + 1} of={each} board={board} />
      ))}
      <ByHand {...minutes} />
      <Proof {...minutes} />
      <h2>Signatures</h2>
      <p class="signatures">Président de la commission : ………………………… Secrétaire : …………………………</p>
    </Page>
  );
};

const Case = ({
  place,
  of,
  board,
}: {
  readonly place: number;
  readonly of: PresentedCommission['cases'][number];
  readonly board: PresentedBoard | null;
}) => {
  const list = board?.lists.find(({ dwelling }) => dwelling.vacancy === of.vacancy);
  const points = new Map(list?.candidates.map(({ number, score }) => [number, score.text]));
  return (
    <section class="case">
      <h3>
        {place}. {list === undefined ? of.vacancy : `${list.dwelling.description} (${of.vacancy})`}
      </h3>
      {list === undefined ? null : (
        <p class="small">
          {list.dwelling.quartier} ; {list.dwelling.bailleur} ; {list.dwelling.rent} ; disponible le{' '}
          {list.dwelling.available}
          {list.jointStudy ? ' ; étude commune requise' : ''}
        </p>
      )}
      {of.candidates.length === 0 ? <p>Aucun candidat.</p> : null}
      <ul>
        {of.candidates.map(({ number, text }) => {
          const said = points.get(number);
          return (
            <li>
              {text}
              {said === undefined ? '' : ` (${said})`}
            </li>
          );
        })}
      </ul>
      <p class="small">{of.text}.</p>
    </section>
  );
};

const ByHand = ({ board, history }: Minutes) => (
  <>
    <h2>Décisions prises à la main et déroulé</h2>
    {board === null || board.settled.length === 0 ? (
      <p>Aucune décision prise à la main n’est en vigueur sur ces listes.</p>
    ) : (
      <ul>
        {board.settled.map(({ text }) => (
          <li>{text}.</li>
        ))}
      </ul>
    )}
    <Table
      caption="Qui a fait quoi, d’après le registre"
      columns={[{ label: 'Moment (UTC)' }, { label: 'Par' }, { label: 'Ce qui a été fait' }]}
      rows={history.map(({ at, by, text }) => [`${at.slice(0, 10)} ${at.slice(11, 16)}`, by, text])}
      empty="Le registre ne dit rien de cette séance."
    />
  </>
);

const Proof = ({ board, document, head }: Minutes) => (
  <>
    <h2>Preuves</h2>
    <ul>
      <li>
        Méthode {document.question.method}, version {document.question.methodVersion}, graine{' '}
        {document.question.seed}.
      </li>
      <li>
        {board === null
          ? 'Les données ont changé depuis le calcul des listes : leur certificat se vérifie sur celles d’alors.'
          : board.certificate.text}
      </li>
      <li>
        Vivier des demandes, empreinte SHA-256 : <span class="mono">{document.plan.basis.pool}</span>
      </li>
      <li>{head.text}</li>
    </ul>
    <p>Précal prépare et explique ; la commission décide.</p>
  </>
);
