import type { PresentedDwelling } from '../../present/dwelling.ts';
import { count } from '../../present/format.ts';
import type { PresentedVacancyState } from '../../present/vacancyState.ts';
import { Badge } from '../frame/badge.tsx';
import { CheckField, type Choice, SelectField } from '../frame/field.tsx';
import { Empty } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { isNarrowed, type ListAsked, listHref, PAGE_SIZE, STATE_CHOICES, stateValue } from './listQuery.ts';
import { StateBadge } from './stateBadge.tsx';
import { vacancyHref } from './vacancyHref.ts';

export interface ListRow {
  readonly dwelling: PresentedDwelling;
  readonly state: PresentedVacancyState;
  readonly jointStudy: boolean;
}

export interface ListShown {
  readonly viewer: Viewer;
  readonly asked: ListAsked;
  /** Of this page. */
  readonly rows: readonly ListRow[];
  /** Of all pages. */
  readonly total: number;
  /** Freed dwellings without any filter. */
  readonly all: number;
  readonly choices: {
    readonly communes: readonly Choice[];
    readonly bailleurs: readonly Choice[];
    readonly typologies: readonly Choice[];
    readonly reservataires: readonly Choice[];
  };
}

/** The freed dwellings, the first free first, narrowed by the address. */
export const ListPage = (shown: ListShown) => {
  const { viewer, asked, rows, total, all } = shown;
  return (
    <Page
      title="Logements libérés"
      section="vacancies"
      viewer={viewer}
      lead="Les logements à proposer, du premier libre au dernier. Chacun ouvre sa qualification et sa proposition de candidats."
    >
      {all === 0 ? (
        <Empty title="Aucun logement libéré">
          <p>
            Importez-en un fichier : <code>precal import logements-liberes.csv --kind vacancies</code>
          </p>
        </Empty>
      ) : (
        <>
          <Filters {...shown} />
          {rows.length === 0 ? (
            <Empty title={total === 0 ? 'Aucun logement ne répond à ces critères' : 'Cette page est vide'}>
              <p>
                <a href={total === 0 ? '/logements' : listHref({ ...asked, page: 1 })}>
                  {total === 0 ? `Voir les ${all} logements libérés` : 'Revenir à la première page'}
                </a>
              </p>
            </Empty>
          ) : (
            <>
              <Listed {...shown} />
              <Pages asked={asked} total={total} />
            </>
          )}
          <p class="actions">
            <Downloads commune={asked.filters.commune} />
          </p>
        </>
      )}
    </Page>
  );
};

/** The rows of a page; who prepares sessions ticks those of the next one. */
const Listed = ({ viewer, asked, rows, total }: ListShown) => {
  const prepares = viewer.may('/seances/nouvelle');
  const first = (asked.page - 1) * PAGE_SIZE + 1;
  const table = (
    <Table
      caption={`${count(total, 'logement libéré', 'logements libérés')}${total > rows.length ? `, lignes ${first} à ${first + rows.length - 1}` : ''}`}
      columns={prepares ? [...COLUMNS, { label: 'Séance' }] : COLUMNS}
      rows={rows.map((row) => (prepares ? [...cells(row), <Tick of={row} />] : cells(row)))}
    />
  );
  if (!prepares) return table;
  return (
    <form class="printed" method="get" action="/seances/nouvelle">
      {table}
      <p class="actions">
        <button type="submit">Préparer une séance avec les logements cochés</button>
      </p>
    </form>
  );
};

const COLUMNS = [
  { label: 'Logement' },
  { label: 'Description' },
  { label: 'Lieu' },
  { label: 'Bailleur' },
  { label: 'Libre le' },
  { label: 'Orienté vers' },
  { label: 'État' },
];

const cells = ({ dwelling, state, jointStudy }: ListRow) => [
  <a class="nowrap" href={vacancyHref(dwelling.vacancy)}>
    {dwelling.vacancy}
  </a>,
  dwelling.description,
  dwelling.quartier,
  dwelling.bailleur,
  <span class="nowrap">{dwelling.available}</span>,
  dwelling.orientedTo ?? '—',
  <>
    <StateBadge state={state} /> <span class="small">{state.text}</span>
    {jointStudy ? (
      <>
        {' '}
        <Badge tone="warn">étude commune requise</Badge>
      </>
    ) : null}
  </>,
];

/** One that somebody may still have is not examined twice at once. */
const Tick = ({ of: { dwelling, state } }: { readonly of: ListRow }) =>
  state.kind === 'waiting' || state.kind === 'ahead' ? (
    <label class="tick">
      <input type="checkbox" name="logement" value={dwelling.vacancy} />
      <span class="hidden">Mettre {dwelling.vacancy} en séance</span>
    </label>
  ) : (
    <>—</>
  );

const Filters = ({ asked: { filters }, choices }: ListShown) => (
  <form class="filters" method="get" action="/logements">
    <SelectField
      name="commune"
      label="Commune"
      choices={[{ value: '', label: 'Toutes' }, ...choices.communes]}
      value={filters.commune ?? ''}
    />
    <SelectField
      name="bailleur"
      label="Bailleur"
      choices={[{ value: '', label: 'Tous' }, ...choices.bailleurs]}
      value={filters.bailleur ?? ''}
    />
    <SelectField
      name="typologie"
      label="Type"
      choices={[{ value: '', label: 'Tous' }, ...choices.typologies]}
      value={filters.typology ?? ''}
    />
    <SelectField
      name="reservataire"
      label="Orienté vers"
      choices={[{ value: '', label: 'Tous' }, ...choices.reservataires]}
      value={filters.orientedTo ?? ''}
    />
    <SelectField name="etat" label="État" choices={STATE_CHOICES} value={stateValue(filters.state)} />
    <CheckField name="etude" label="Étude commune requise" checked={filters.jointStudy} />
    <div class="actions">
      <button type="submit" class="main">
        Filtrer
      </button>
      {isNarrowed({ filters, page: 1 }) ? (
        <a class="button" href="/logements">
          Tout voir
        </a>
      ) : null}
    </div>
  </form>
);

const Pages = ({ asked, total }: { readonly asked: ListAsked; readonly total: number }) => {
  const last = Math.ceil(total / PAGE_SIZE);
  if (last <= 1) return null;
  const to = (page: number) => listHref({ ...asked, page });
  return (
    <nav class="actions" aria-label="Pages">
      {asked.page > 1 ? (
        <a class="button" rel="prev" href={to(asked.page - 1)}>
          ← Page précédente
        </a>
      ) : null}
      <span>
        Page {asked.page} sur {last}
      </span>
      {asked.page < last ? (
        <a class="button" rel="next" href={to(asked.page + 1)}>
          Page suivante →
        </a>
      ) : null}
    </nav>
  );
};

/** The whole table for a spreadsheet: the commune alone narrows it. */
const Downloads = ({ commune }: { readonly commune: string | null }) => {
  const href = (format: string) =>
    `/v1/vacancies?${new URLSearchParams({ format, ...(commune === null ? {} : { commune }) })}`;
  return (
    <>
      <span class="soft">
        Tous les logements libérés{commune === null ? '' : ' de la commune'}, pour un tableur :
      </span>
      <a href={href('csv')}>CSV</a> <a href={href('xlsx')}>XLSX</a>
    </>
  );
};
