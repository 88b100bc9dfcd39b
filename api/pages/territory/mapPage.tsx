import type { Context, Hono } from 'hono';
import { mapTable } from '../../export/territoryTables.ts';
import { shownTargets } from '../../http/shownTargets.ts';
import { answerTable } from '../../http/tables.ts';
import { presentMap } from '../../present/territoryMap.ts';
import { contoursOf } from '../../service/contours.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { PageDoors } from '../doors.ts';
import { addressOf, choiceOf, fileAsked, filterOf } from '../frame/addressFilters.ts';
import { SelectField } from '../frame/field.tsx';
import { Downloads, FilterBar, FilterSelect } from '../frame/filterBar.tsx';
import { Page } from '../frame/page.tsx';
import { viewerOf } from '../viewer.ts';
import { TerritoryMap } from './map.tsx';
import { boxAround, type MapShapes, mapShapes } from './mapShapes.ts';
import { TerritoryNav } from './nav.tsx';
import { communeChoices, quartierChoices } from './placeChoices.ts';
import { PlacePanel } from './placePanel.tsx';

const PATH = '/territoire';

const drawn = new WeakMap<Workspace['territory'], { readonly shapes: MapShapes | null }>();

/** Drawn once for a territory. */
const shapesOf = (territory: Workspace['territory']): MapShapes | null => {
  const before = drawn.get(territory);
  if (before !== undefined) return before.shapes;
  const contours = contoursOf(territory.pack.id);
  const communes = new Map(territory.pack.quartiers.map(({ id, commune }) => [id as string, commune]));
  const shapes =
    contours === null ? null : mapShapes({ contours, communeOf: (id) => communes.get(id) ?? null });
  drawn.set(territory, { shapes });
  return shapes;
};

/** Around a commune, part of the width of the whole map. */
const AIR = 15;

export const addMapPage = (app: Hono, { cache }: PageDoors): void => {
  app.get(PATH, async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const asked = askedOf(context, workspace);
    const { couleur, commune, quartier } = asked;
    const states = viewer.may('/v1/targets')
      ? shownTargets(workspace, context.get('authenticated').principal)
      : [];
    const map = presentMap(workspace.territory, states, { colouring: couleur, commune });
    const inCommune = map.rows.filter((row) => commune === null || row.commune === commune);
    const format = fileAsked(context);
    if (format !== null)
      return answerTable(context, format, mapTable({ ...map, rows: inCommune }), 'quartiers');
    const shapes = shapesOf(workspace.territory);
    const boxes = inCommune.flatMap((row) => shapes?.quartiers.get(row.quartier)?.box ?? []);
    const colour = couleur === null ? {} : { couleur };
    return context.html(
      <Page
        title="Territoire"
        section="territory"
        viewer={viewer}
        wide
        scripts={['territory.js']}
        lead="Où en sont les quartiers et les communes : la carte, et le tableau qui dit la même chose."
      >
        <TerritoryNav viewer={viewer} current={PATH} />
        <FilterBar action={PATH} filters={asked}>
          <SelectField
            name="couleur"
            label="Colorer selon"
            value={map.colouring.id}
            choices={map.colourings.map(({ id, label }) => ({ value: id, label }))}
          />
          <FilterSelect
            name="commune"
            label="Commune"
            filters={{ commune }}
            all="Toutes les communes"
            choices={communeChoices(workspace)}
          />
          {commune === null ? null : (
            <FilterSelect
              name="quartier"
              label="Quartier"
              filters={{ quartier }}
              all="Tous ses quartiers"
              choices={quartierChoices(workspace, commune)}
            />
          )}
        </FilterBar>
        <PlacePanel
          territory={workspace.territory}
          states={states}
          commune={commune}
          row={inCommune.find((row) => row.quartier === quartier) ?? null}
        />
        <TerritoryMap
          map={map}
          shapes={shapes}
          box={boxAround(boxes, AIR)}
          selected={quartier}
          placeHref={(place) =>
            addressOf(PATH, { ...colour, commune: place.commune, quartier: place.quartier })
          }
        />
        <details class="reserves">
          <summary>D’où viennent ces classes</summary>
          <p>{map.basis}</p>
        </details>
        <Downloads path={PATH} filters={{ ...asked }} />
      </Page>,
    );
  });
};

/** @throws InputError `filter.unknown`. A quartier alone brings its commune. */
const askedOf = (context: Context, workspace: Workspace) => {
  const { quartiers } = workspace.territory.pack;
  const quartier = choiceOf(
    context,
    'quartier',
    quartiers.map(({ id, label }) => ({ value: id, label })),
  );
  const home = quartiers.find(({ id }) => id === quartier)?.commune ?? null;
  const commune = home ?? choiceOf(context, 'commune', communeChoices(workspace));
  return { couleur: filterOf(context, 'couleur'), commune: commune as string | null, quartier };
};
