import type { Context, Hono } from 'hono';
import { yearOf } from '../../../engine/domain/day.ts';
import { shownBilan } from '../../http/bilans.ts';
import type { PresentedBilan } from '../../present/bilan.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { PageDoors } from '../doors.ts';
import { addressOf, choiceOf, pageOf } from '../frame/addressFilters.ts';
import { type Choice, SelectField } from '../frame/field.tsx';
import { FilterBar } from '../frame/filterBar.tsx';
import { Reserves } from '../frame/notice.tsx';
import { Page } from '../frame/page.tsx';
import { Pager, paged } from '../frame/pager.tsx';
import { viewerOf } from '../viewer.ts';
import { BilanPlaces, BilanTargets, BilanWhole } from './bilanTables.tsx';
import { TerritoryNav } from './nav.tsx';

const PATH = '/territoire/bilan';

/** Years offered: the one under way, and those before. */
const YEARS_OFFERED = 6;

const SPANS = [
  { value: '1', label: 'Annuel' },
  { value: '3', label: 'Triennal' },
] as const;

const LINES: readonly Choice[] = [
  { value: 'commune', label: 'Commune' },
  { value: 'quartier', label: 'Quartier' },
  { value: 'bailleur', label: 'Bailleur' },
  { value: 'contingent', label: 'Contingent' },
];

export const addBilanPage = (app: Hono, { cache }: PageDoors): void => {
  app.get(PATH, async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const asked = askedOf(context, workspace);
    const { by, last, span } = asked;
    const first = last - span + 1;
    const bilan = shownBilan(workspace, context.get('authenticated').principal, { by, first, years: span });
    const page = pageOf(context);
    const filters = { annee: String(last), duree: String(span), par: by };
    const targets = bilan.targets.filter(({ year }) => year === last);
    const { shown, last: lastPage } = paged(targets, page);
    const table = { by, from: String(first), years: String(span) };
    return context.html(
      <Page
        title={bilan.title}
        section="territory"
        viewer={viewer}
        lead="Les attributions d’une ou de plusieurs années civiles : chaque chiffre avec sa définition, sa source et son écart avec l’année d’avant."
      >
        <TerritoryNav viewer={viewer} current={PATH} />
        <FilterBar action={PATH}>
          <SelectField
            name="annee"
            label="Année, ou dernière année"
            value={String(last)}
            choices={yearChoices(workspace)}
          />
          <SelectField name="duree" label="Durée" value={String(span)} choices={SPANS} />
          <SelectField name="par" label="Lignes" value={by} choices={LINES} />
        </FilterBar>
        <ul>
          {bilan.years.map(({ text }) => (
            <li>{text}.</li>
          ))}
          <li>{bilan.delays}</li>
        </ul>
        <BilanWhole bilan={bilan} />
        <BilanPlaces bilan={bilan} name={nameOf(by)} />
        <BilanTargets targets={shown} total={targets.length} year={last} />
        <Pager path={PATH} filters={filters} page={page} last={lastPage} />
        <Reserves notices={bilan.notes} />
        <p class="actions">
          <span>Tout le bilan, avec ses définitions :</span>
          <a class="button" href={addressOf('/v1/bilans', { ...table, format: 'csv' })} download>
            CSV
          </a>
          <a class="button" href={addressOf('/v1/bilans', { ...table, format: 'xlsx' })} download>
            XLSX
          </a>
        </p>
      </Page>,
    );
  });
};

const nameOf = (by: PresentedBilan['by']): string =>
  LINES.find(({ value }) => value === by)?.label ?? 'Ligne';

const yearChoices = ({ pool }: Workspace): readonly Choice[] =>
  Array.from({ length: YEARS_OFFERED }, (_, i) => {
    const year = yearOf(pool.asOf) - i;
    return { value: String(year), label: i === 0 ? `${year}, en cours` : String(year) };
  });

/** The year under way, by commune, unless the address says otherwise. @throws InputError `filter.unknown`. */
const askedOf = (context: Context, workspace: Workspace) => ({
  last: Number(choiceOf(context, 'annee', yearChoices(workspace)) ?? yearOf(workspace.pool.asOf)),
  span: Number(choiceOf(context, 'duree', SPANS) ?? 1),
  by: (choiceOf(context, 'par', LINES) ?? 'commune') as PresentedBilan['by'],
});
