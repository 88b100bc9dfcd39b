import type { Hono } from 'hono';
import { presentDwelling } from '../../present/dwelling.ts';
import type { PageDoors } from '../doors.ts';
import { Empty } from '../frame/notice.tsx';
import { Page } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { viewerOf } from '../viewer.ts';

/** The first page. */
export const addHomePage = (app: Hono, { cache }: PageDoors): void => {
  app.get('/', async (context) => {
    const workspace = await cache.current();
    const mayShow = context.get('mayShow');
    const rows = workspace
      .places()
      .filter(({ vacancy }) => mayShow(vacancy.id))
      .map(({ vacancy, dwelling }) => presentDwelling(workspace.territory, vacancy, dwelling));
    return context.html(
      <Page title="Accueil" section="home" viewer={viewerOf(context, workspace)}>
        {rows.length === 0 ? (
          <Empty title="Aucun logement libéré">
            <p>
              Importez-en un fichier : <code>precal import logements-liberes.csv --kind vacancies</code>
            </p>
          </Empty>
        ) : (
          <Table
            caption={`${rows.length} logements libérés`}
            columns={[
              { label: 'Logement' },
              { label: 'Commune' },
              { label: 'Description' },
              { label: 'Bailleur' },
            ]}
            rows={rows.map((row) => [
              <a href={`/logements/${encodeURIComponent(row.vacancy)}`}>{row.vacancy}</a>,
              row.commune,
              row.description,
              row.bailleur,
            ])}
          />
        )}
      </Page>,
    );
  });
};
