import type { Context, Hono } from 'hono';
import { flowsTable } from '../../export/territoryTables.ts';
import { shownFlows } from '../../http/flows.ts';
import { answerTable } from '../../http/tables.ts';
import { type PresentedFlowCell, presentFlows } from '../../present/flows.ts';
import { flowTotals, lateContingents } from '../../present/flowTotals.ts';
import { figure, percent } from '../../present/format.ts';
import { flowsNow } from '../../service/flows.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { PageDoors } from '../doors.ts';
import { addressOf, choiceOf, fileAsked } from '../frame/addressFilters.ts';
import { Badge, CertaintyBadge } from '../frame/badge.tsx';
import { Downloads, FilterBar, FilterSelect } from '../frame/filterBar.tsx';
import { Empty, Reserves } from '../frame/notice.tsx';
import { Page } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { viewerOf } from '../viewer.ts';
import { DueBars } from './dueBars.tsx';
import { TerritoryNav } from './nav.tsx';
import { bailleurChoices } from './placeChoices.ts';

const PATH = '/territoire/flux';

const TONES = { 'on-line': 'ok', late: 'warn', 'far-late': 'bad' } as const;

export const addFlowsPage = (app: Hono, { cache, sessions: door }: PageDoors): void => {
  app.get(PATH, async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const { principal } = context.get('authenticated');
    const asked = askedOf(context, workspace);
    const shown = shownFlows(workspace, principal, {
      ...(asked.bailleur === null ? {} : { bailleur: asked.bailleur }),
      ...(asked.reservataire === null ? {} : { reservataire: asked.reservataire }),
    });
    const flows = presentFlows(shown, flowsNow(workspace, (await door?.service.list()) ?? []));
    const format = fileAsked(context);
    if (format !== null) return answerTable(context, format, flowsTable(flows), 'flux');
    const totals = flowTotals(flows);
    const whose = shown.bailleur === null ? 'tous bailleurs' : (flows.cells[0]?.label.split(',')[0] ?? '');
    return context.html(
      <Page
        title="Flux des contingents"
        section="territory"
        viewer={viewer}
        lead="Ce que chaque réservataire a reçu du flux de l’année, contre ce qui lui est dû à ce jour."
      >
        <TerritoryNav viewer={viewer} current={PATH} />
        <FilterBar action={PATH} filters={asked}>
          {principal.role === 'bailleur' ? null : (
            <FilterSelect
              name="bailleur"
              label="Bailleur"
              filters={asked}
              all="Tous les bailleurs"
              choices={bailleurChoices(workspace)}
            />
          )}
          {principal.role === 'reservataire' ? null : (
            <FilterSelect
              name="reservataire"
              label="Contingent"
              filters={asked}
              all="Tous les contingents"
              choices={contingentChoices(workspace)}
            />
          )}
        </FilterBar>
        {flows.cells.length === 0 ? (
          <Empty title="Aucun flux à montrer">
            <p>Il faut un parc dont le bailleur et le QPV soient connus : importez les logements.</p>
          </Empty>
        ) : (
          <>
            <DueBars
              id="flux"
              title={`Contre la ligne de l’année, ${whose}`}
              valueLabel="Crédités et attendus"
              bars={totals.map(({ label, credited, expected, due, standing, text }) => ({
                label,
                value: credited + expected,
                due,
                tone: TONES[standing],
                text,
              }))}
            />
            <h2>Bailleur par bailleur, en QPV et hors QPV</h2>
            {shown.bailleur === null ? (
              <CellTable cells={flows.cells} />
            ) : (
              flows.cells.map((cell) => <CellDetail cell={cell} />)
            )}
            <Reserves notices={flows.basis} />
            <Downloads path={PATH} filters={asked} />
          </>
        )}
      </Page>,
    );
  });
};

const contingentChoices = ({ territory }: Workspace) =>
  territory.pack.contingents.shares
    .filter(({ share }) => share > 0)
    .map(({ reservataire, label }) => ({ value: reservataire, label }));

/** @throws InputError `filter.unknown`. */
const askedOf = (context: Context, workspace: Workspace) => ({
  bailleur: choiceOf(context, 'bailleur', bailleurChoices(workspace)),
  reservataire: choiceOf(context, 'reservataire', contingentChoices(workspace)),
});

/** A line for each landlord and side; its contingents are on the landlord's own page. */
const CellTable = ({ cells }: { readonly cells: readonly PresentedFlowCell[] }) => (
  <Table
    caption="Entrées du flux contre la ligne de l’année"
    hideCaption
    columns={[
      { label: 'Bailleur' },
      { label: 'Entrées', numeric: true },
      { label: 'Ligne à ce jour', numeric: true },
      { label: 'Potentiel par an', numeric: true },
      { label: 'Retards d’un dixième ou plus' },
    ]}
    rows={cells.map((cell) => {
      const { bailleur, label, base, expected, lineToDate, potentialPerYear } = cell;
      const late = lateContingents(cell);
      return [
        <a href={addressOf(PATH, { bailleur })}>{label}</a>,
        figure(base + expected, 1),
        figure(lineToDate, 1),
        figure(potentialPerYear, 1),
        late.length === 0 ? (
          <Badge tone="ok">aucun</Badge>
        ) : (
          late.map((each) => (
            <>
              <Badge tone="warn">{each.label}</Badge>{' '}
            </>
          ))
        ),
      ];
    })}
  />
);

const CellDetail = ({ cell }: { readonly cell: PresentedFlowCell }) => (
  <>
    <h3>{cell.label}</h3>
    <p>{cell.text}</p>
    <Table
      caption={`Contingents, ${cell.label}`}
      hideCaption
      columns={[
        { label: 'Contingent' },
        { label: 'Crédités', numeric: true },
        { label: 'Dus à ce jour', numeric: true },
        { label: 'Part du flux' },
        { label: 'Détail' },
      ]}
      rows={cell.contingents.map((each) => [
        each.label,
        figure(each.credited + each.expected, 1),
        figure(each.due, 1),
        <>
          {percent(each.share, 1)} <CertaintyBadge certainty={each.certainty} />
        </>,
        <small>{each.text}</small>,
      ])}
    />
  </>
);
