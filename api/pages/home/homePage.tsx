import type { PresentedDue } from '../../present/commission.ts';
import { count, figure } from '../../present/format.ts';
import type { Attention, PresentedSessionAhead, PresentedWaiting } from '../../present/overview.ts';
import type { PresentedTargetState } from '../../present/targetStates.ts';
import { Badge } from '../frame/badge.tsx';
import { StackedBar } from '../frame/bars.tsx';
import { Empty } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { TargetsGlance } from './targetsGlance.tsx';

export interface HomeShown {
  readonly viewer: Viewer;
  readonly waiting: PresentedWaiting;
  readonly sessions: readonly PresentedSessionAhead[];
  readonly due: PresentedDue;
  readonly attention: readonly Attention[];
  /** Null: not for who reads. */
  readonly states: readonly PresentedTargetState[] | null;
}

/** Sessions and things due that are shown one by one. */
const MOST_LINES = 6;

const sessionHref = (id: string): string => `/seances/${encodeURIComponent(id)}`;

export const HomePage = (shown: HomeShown) => (
  <Page
    title="Accueil"
    section="home"
    viewer={shown.viewer}
    lead="L’état du territoire, ce qui attend, et ce qui demande quelqu’un aujourd’hui."
  >
    <AttentionList {...shown} />
    <div class="columns">
      <Waiting {...shown} />
      <Sessions {...shown} />
    </div>
    <DueList {...shown} />
    {shown.states === null ? null : <TargetsGlance states={shown.states} />}
  </Page>
);

const WAYS: { readonly [S in Attention['subject']]: { readonly path: string; readonly label: string } } = {
  due: { path: '#suites', label: 'Voir les suites' },
  sessions: { path: '/seances', label: 'Ouvrir les séances' },
  vacancies: { path: '/logements?etat=a-proposer', label: 'Voir les logements' },
  imports: { path: '/imports', label: 'Voir les imports' },
  data: { path: '/territoire/bilan', label: 'Voir le bilan' },
  delays: { path: '/territoire/attente', label: 'Voir les attentes' },
  prices: { path: '/territoire/freins', label: 'Voir les freins' },
};

const AttentionList = ({ viewer, attention }: HomeShown) => (
  <section aria-labelledby="attention">
    <h2 id="attention">À regarder aujourd’hui</h2>
    {attention.length === 0 ? (
      <p class="empty">Rien ne demande personne aujourd’hui.</p>
    ) : (
      <ul class="attention">
        {attention.map(({ subject, urgent, text }) => {
          const { path, label } = WAYS[subject];
          const open = path.startsWith('#') || viewer.may(path.split('?')[0] as string);
          return (
            <li>
              <Badge tone={urgent ? 'warn' : 'plain'}>{urgent ? 'à faire' : 'à savoir'}</Badge>{' '}
              <span>{text}</span> {open ? <a href={path}>{label}</a> : null}
            </li>
          );
        })}
      </ul>
    )}
  </section>
);

const Waiting = ({ waiting }: HomeShown) => (
  <section class="card" aria-labelledby="libres">
    <h2 id="libres">Logements libres</h2>
    <p>
      <span class="figure-value">{figure(waiting.waiting)}</span> {waiting.label}
    </p>
    <p>
      <a href="/logements?etat=a-proposer">Les logements à proposer</a>
      {waiting.inSession === 0 ? null : (
        <>
          {' ; '}
          <a href="/logements?etat=en-seance">{count(waiting.inSession, 'en séance', 'en séance')}</a>
        </>
      )}
    </p>
    {waiting.waiting === 0 ? null : (
      <>
        <StackedBar
          parts={waiting.ages.map(({ label, count: value }) => ({ label, value }))}
          max={waiting.waiting}
        />
        <ul class="legend">
          {waiting.ages.map((age, i) => (
            <li>
              <span class={`dot part-${i + 1}`} aria-hidden="true" /> {age.label} : {figure(age.count)}
            </li>
          ))}
        </ul>
      </>
    )}
    {waiting.first.length === 0 ? null : (
      <>
        <h3>Les premiers à proposer</h3>
        <ul>
          {waiting.first.map(({ dwelling, state }) => (
            <li>
              <a href={`/logements/${encodeURIComponent(dwelling.vacancy)}`}>{dwelling.vacancy}</a>,{' '}
              {dwelling.quartier}, {dwelling.description.split(',')[0]} :{' '}
              <span class="nowrap">{state.text}</span>
            </li>
          ))}
        </ul>
      </>
    )}
  </section>
);

const Sessions = ({ viewer, sessions }: HomeShown) => (
  <section class="card" aria-labelledby="seances">
    <h2 id="seances">Séances en préparation</h2>
    {sessions.length === 0 ? (
      <p>Aucune séance n’attend sa commission.</p>
    ) : (
      <ul>
        {sessions.slice(0, MOST_LINES).map(({ session, day, text, incomplete }) => (
          <li>
            <a href={sessionHref(session)}>Séance du {day}</a> : {text}
            {incomplete > 0 ? (
              <>
                {' '}
                <Badge tone="warn">à compléter</Badge>
              </>
            ) : null}{' '}
            <small class="mono">{session}</small>
          </li>
        ))}
      </ul>
    )}
    <p class="actions">
      {viewer.may('/seances/nouvelle') ? (
        <a class="button" href="/seances/nouvelle">
          Préparer une séance
        </a>
      ) : null}
      {viewer.may('/seances') ? <a href="/seances">Toutes les séances</a> : null}
    </p>
  </section>
);

const DueList = ({ due }: HomeShown) => (
  <section aria-labelledby="suites">
    <h2 id="suites">Suites attendues</h2>
    {due.items.length === 0 ? (
      <Empty title="Aucune suite n’est attendue">
        <p>Les offres, réponses, pièces et baux à signer paraissent ici dès qu’une commission a décidé.</p>
      </Empty>
    ) : (
      <Table
        caption={count(due.items.length, 'suite attendue', 'suites attendues, les plus pressantes d’abord')}
        columns={[
          { label: 'Logement' },
          { label: 'Rang', numeric: true },
          { label: 'À faire' },
          { label: 'Séance' },
        ]}
        rows={due.items.slice(0, MOST_LINES).map(({ vacancy, rank, todo, kind, session }) => [
          <a href={`/logements/${encodeURIComponent(vacancy)}`}>{vacancy}</a>,
          figure(rank),
          <>
            {kind === 'silence-to-record' ? <Badge tone="bad">en retard</Badge> : null} {todo}
          </>,
          <a href={sessionHref(session)}>{session}</a>,
        ])}
      />
    )}
    {due.items.length > MOST_LINES ? (
      <p class="actions">
        <span>Toutes :</span>
        <a class="button" href="/v1/due?format=csv" download>
          CSV
        </a>
        <a class="button" href="/v1/due?format=xlsx" download>
          XLSX
        </a>
      </p>
    ) : null}
  </section>
);
