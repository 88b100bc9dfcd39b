import type { Hono } from 'hono';
import { sessionVacancies } from '../../http/access.ts';
import { count, longDay } from '../../present/format.ts';
import { type PresentedSessionEntry, presentSessionEntry } from '../../present/savedSessionText.ts';
import { Badge } from '../frame/badge.tsx';
import { Empty } from '../frame/notice.tsx';
import { Page } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { viewerOf } from '../viewer.ts';
import { type MeetingRoom, sessionHref } from './meeting.ts';

/** Shown at most of sessions that are over. */
const MOST_PAST = 50;

const GROUPS = [
  { status: 'proposed', title: 'En préparation', tone: 'info', label: 'proposée' },
  { status: 'decided', title: 'Décidées par la commission', tone: 'ok', label: 'décidée' },
  { status: 'cancelled', title: 'Abandonnées', tone: 'plain', label: 'abandonnée' },
] as const;

/** Every session of one's own, by what is left to do. */
export const addListPage = (app: Hono, { cache, sessions: { service } }: MeetingRoom): void => {
  app.get('/seances', async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const mayShow = context.get('mayShow');
    const entries = (await service.list())
      .filter((session) => sessionVacancies(session).every(mayShow))
      .map(presentSessionEntry)
      .reverse();
    const mayMake = viewer.may('/seances', 'POST');
    return context.html(
      <Page
        title="Séances"
        section="sessions"
        viewer={viewer}
        lead="Les commissions à préparer, celles qui ont décidé, et leurs suites."
        actions={
          mayMake ? (
            <a class="button main" href="/seances/nouvelle">
              Préparer une séance
            </a>
          ) : null
        }
      >
        {entries.length === 0 ? (
          <Empty title="Aucune séance">
            <p>
              {mayMake
                ? 'Préparez-en une : Précal propose les listes de tous ses logements ensemble.'
                : 'Les séances paraissent ici dès qu’un bailleur en prépare une qui vous concerne.'}
            </p>
          </Empty>
        ) : (
          GROUPS.map((group) => (
            <Group {...group} entries={entries.filter(({ status }) => status === group.status)} />
          ))
        )}
      </Page>,
    );
  });
};

const Group = ({
  title,
  tone,
  label,
  entries,
}: Omit<(typeof GROUPS)[number], 'status'> & { readonly entries: readonly PresentedSessionEntry[] }) =>
  entries.length === 0 ? null : (
    <>
      <h2>{title}</h2>
      <Table
        caption={`${title} : ${count(entries.length, 'séance', 'séances')}`}
        hideCaption
        columns={[
          { label: 'Séance' },
          { label: 'Jour' },
          { label: 'Logements', numeric: true },
          { label: 'Candidats', numeric: true },
          { label: 'Version', numeric: true },
          { label: 'État' },
        ]}
        rows={entries
          .slice(0, MOST_PAST)
          .map(({ id, asOf, vacancies, candidates, version }) => [
            <a href={sessionHref(id)}>{id}</a>,
            longDay(asOf),
            String(vacancies),
            String(candidates),
            String(version),
            <Badge tone={tone}>{label}</Badge>,
          ])}
      />
      {entries.length > MOST_PAST ? (
        <p class="small soft">
          Les {MOST_PAST} dernières, sur {entries.length}.
        </p>
      ) : null}
    </>
  );
