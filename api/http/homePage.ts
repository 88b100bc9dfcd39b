import { html } from 'hono/html';
import { presentDwelling } from '../present/dwelling.ts';
import { longDay } from '../present/format.ts';
import { presentShortlist } from '../present/shortlist.ts';
import { shortlistText } from '../present/text.ts';
import { DEFAULT_QUESTION, type Workspace } from '../service/workspace.ts';
import type { pricesForList } from './pricesRoutes.ts';

/** The prices that the list shown takes in. */
type PricedAnswer = Awaited<ReturnType<typeof pricesForList>>;

/**
 * One plain page, so that who opens the server reads something at once: the freed dwellings and, for the one chosen, the same
 * text as the command line. It needs no script and prints as it is.
 *
 * @param mayShow whether a vacancy is for who asks: the others are not listed.
 */
export const homePage = (
  workspace: Workspace,
  { chosen, order }: { readonly chosen: string | undefined; readonly order?: PricedAnswer | undefined },
  mayShow: (vacancy: string) => boolean,
) => {
  const { territory, pool } = workspace;
  const rows = workspace
    .places()
    .filter(({ vacancy }) => mayShow(vacancy.id))
    .map(({ vacancy, dwelling }) => presentDwelling(territory, vacancy, dwelling));
  return page(html`
        <header>
          <h1>Précal</h1>
          <p>${territory.pack.label}, au ${longDay(pool.asOf)}. Précal propose et explique ; la commission décide.</p>
          ${workspace.simulated ? html`<p><strong>Données simulées</strong> : aucun ménage réel.</p>` : ''}
        </header>
        <main>
          ${chosen === undefined ? '' : shortlistOf(workspace, chosen, order)}
          ${
            rows.length === 0
              ? html`<p>Aucun logement libéré. Importez-en un fichier : <code>precal import logements-liberes.csv --kind vacancies</code></p>`
              : html`<table>
                <caption>${rows.length} logements libérés</caption>
                <thead><tr><th scope="col">Logement</th><th scope="col">Commune</th><th scope="col">Description</th><th scope="col">Bailleur</th></tr></thead>
                <tbody>
                  ${rows.map(
                    (row) => html`<tr>
                      <td><a href="/?logement=${encodeURIComponent(row.vacancy)}">${row.vacancy}</a></td>
                      <td>${row.commune}</td><td>${row.description}</td><td>${row.bailleur}</td>
                    </tr>`,
                  )}
                </tbody>
              </table>`
          }
        </main>`);
};

/** What is wrong with what was asked, and the way back. */
export const errorPage = (detail: string) =>
  page(html`
        <main>
          <h1>Précal</h1>
          <p role="alert">${detail}</p>
          <p><a href="/">Tous les logements libérés</a></p>
        </main>`);

/** A page of this server: its style is a file of its own, so that the content policy allows nothing inline. */
export const page = (body: ReturnType<typeof html>, head: ReturnType<typeof html> | '' = '') =>
  html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Précal : logements libérés</title>
        <link rel="stylesheet" href="/precal.css" />
        ${head}
      </head>
      <body>${body}
      </body>
    </html>`;

const shortlistOf = (workspace: Workspace, vacancy: string, order: PricedAnswer | undefined) => {
  const question = { ...DEFAULT_QUESTION, vacancy };
  const { shortlist, context } = workspace.shortlist(question, order?.prices ?? null);
  return html`<section aria-label="Proposition de candidats">
    <nav><a href="/">Tous les logements libérés</a></nav>
    <pre>${shortlistText(presentShortlist({ ...context, ...order?.context }, shortlist))}</pre>
  </section>`;
};
