import type { Hono } from 'hono';
import { targetStatesTable } from '../../export/stateTables.ts';
import { shownTargets } from '../../http/shownTargets.ts';
import { answerTable } from '../../http/tables.ts';
import { figure } from '../../present/format.ts';
import type { PresentedTargetState } from '../../present/targetStates.ts';
import {
  byUrgency,
  STANDINGS,
  type Standing,
  standingOfState,
  targetSummary,
} from '../../present/targetSummary.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { PageDoors } from '../doors.ts';
import { choiceOf, fileAsked, pageOf } from '../frame/addressFilters.ts';
import { Badge } from '../frame/badge.tsx';
import { Downloads, FilterBar, FilterSelect } from '../frame/filterBar.tsx';
import { Empty } from '../frame/notice.tsx';
import { Page } from '../frame/page.tsx';
import { Pager, paged } from '../frame/pager.tsx';
import { viewerOf } from '../viewer.ts';
import { TerritoryNav } from './nav.tsx';
import { bailleurChoices, communeChoices } from './placeChoices.ts';
import { STANDING_TONES, TargetTable } from './standing.tsx';

const PATH = '/territoire/objectifs';

const LEVELS = [
  { value: 'quartier', label: 'Quartiers' },
  { value: 'commune', label: 'Communes' },
  { value: 'bailleur', label: 'Bailleurs' },
  { value: 'residence', label: 'Résidences' },
  { value: 'territory', label: 'Territoire' },
] as const;

const STATES = (Object.keys(STANDINGS) as Standing[]).map((value) => ({ value, label: STANDINGS[value] }));

export const addTargetsPage = (app: Hono, { cache }: PageDoors): void => {
  app.get(PATH, async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const all = shownTargets(workspace, context.get('authenticated').principal);
    const kinds = [...new Map(all.map(({ targetLabel }) => [targetLabel, targetLabel])).keys()].map(
      (label) => ({
        value: label,
        label,
      }),
    );
    const asked = {
      niveau: choiceOf(context, 'niveau', LEVELS),
      objectif: choiceOf(context, 'objectif', kinds),
      commune: choiceOf(context, 'commune', communeChoices(workspace)),
      bailleur: choiceOf(context, 'bailleur', bailleurChoices(workspace)),
      etat: choiceOf(context, 'etat', STATES),
    };
    const page = pageOf(context);
    const found = byUrgency(all.filter(isAsked(workspace, asked)));
    const format = fileAsked(context);
    if (format !== null) return answerTable(context, format, targetStatesTable(found), 'objectifs');
    const { shown, last } = paged(found, page);
    return context.html(
      <Page
        title="Objectifs"
        section="territory"
        viewer={viewer}
        lead="Où en est chaque objectif, lieu par lieu, au compteur de l’année."
      >
        <TerritoryNav viewer={viewer} current={PATH} />
        <Counts states={found} />
        <FilterBar action={PATH} filters={asked}>
          <FilterSelect
            name="niveau"
            label="Niveau"
            filters={asked}
            all="Tous les niveaux"
            choices={LEVELS}
          />
          <FilterSelect
            name="objectif"
            label="Objectif"
            filters={asked}
            all="Tous les objectifs"
            choices={kinds}
          />
          <FilterSelect
            name="commune"
            label="Commune"
            filters={asked}
            all="Toutes les communes"
            choices={communeChoices(workspace)}
          />
          <FilterSelect
            name="bailleur"
            label="Bailleur"
            filters={asked}
            all="Tous les bailleurs"
            choices={bailleurChoices(workspace)}
          />
          <FilterSelect name="etat" label="Où il en est" filters={asked} all="Peu importe" choices={STATES} />
        </FilterBar>
        {all.length === 0 ? (
          <Empty title="Aucun objectif ne se mesure">
            <p>Il faut un parc : importez les logements, puis les attributions de l’année.</p>
          </Empty>
        ) : (
          <>
            <TargetTable
              caption={`${figure(found.length)} ${found.length < 2 ? 'objectif' : 'objectifs'}, les plus en retard d’abord`}
              states={shown}
              empty="Aucun objectif ne répond à ces filtres."
            />
            <Pager path={PATH} filters={asked} page={page} last={last} />
            <Downloads path={PATH} filters={asked} />
          </>
        )}
      </Page>,
    );
  });
};

type Asked = {
  readonly [K in 'niveau' | 'objectif' | 'commune' | 'bailleur' | 'etat']: string | null;
};

/** A commune brings its quartiers with it. */
const isAsked =
  ({ territory }: Workspace, { niveau, objectif, commune, bailleur, etat }: Asked) =>
  (state: PresentedTargetState): boolean => {
    const { scope, place, targetLabel } = state;
    const home =
      scope === 'commune'
        ? place
        : scope === 'quartier'
          ? (territory.pack.quartiers.find(({ id }) => id === place)?.commune ?? null)
          : null;
    return (
      (niveau === null || scope === niveau) &&
      (objectif === null || targetLabel === objectif) &&
      (commune === null || home === commune) &&
      (bailleur === null || (scope === 'bailleur' && place === bailleur)) &&
      (etat === null || standingOfState(state) === etat)
    );
  };

/** How many stand where. */
const Counts = ({ states }: { readonly states: readonly PresentedTargetState[] }) => {
  const { counts, text } = targetSummary(states);
  return (
    <p>
      <strong>{text}.</strong>{' '}
      {STATES.filter(({ value }) => counts[value] > 0).map(({ value, label }) => (
        <>
          <Badge tone={STANDING_TONES[value]}>
            {label} : {figure(counts[value])}
          </Badge>{' '}
        </>
      ))}
    </p>
  );
};
