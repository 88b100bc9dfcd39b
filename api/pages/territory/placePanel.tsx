import type { PresentedTargetState } from '../../present/targetStates.ts';
import type { PresentedMapRow } from '../../present/territoryMap.ts';
import type { Workspace } from '../../service/workspace.ts';
import { addressOf } from '../frame/addressFilters.ts';
import { TargetTable } from './standing.tsx';

/** The commune or the quartier chosen on the map, with the targets that weigh there. */
export const PlacePanel = ({
  territory,
  states,
  commune,
  row,
}: {
  readonly territory: Workspace['territory'];
  readonly states: readonly PresentedTargetState[];
  readonly commune: string | null;
  readonly row: PresentedMapRow | null;
}) => {
  if (commune === null) return null;
  const name = territory.pack.communes.find(({ code }) => code === commune)?.name ?? commune;
  const weigh = states.filter(
    ({ scope, place }) =>
      (scope === 'commune' && place === commune) ||
      (scope === 'quartier' && row !== null && place === row.quartier),
  );
  return (
    <section aria-labelledby="lieu-titre">
      <h2 id="lieu-titre">{row === null ? name : row.label}</h2>
      {row === null ? null : <p>Fragilité : {row.fragility}.</p>}
      {states.length === 0 ? null : (
        <>
          <TargetTable
            caption="Les objectifs qui y comptent, au compteur de l’année"
            states={weigh}
            empty="Aucun objectif ne s’y mesure."
          />
          <p>
            <a href={addressOf('/territoire/objectifs', { commune })}>
              Tous les objectifs de la commune et de ses quartiers
            </a>
          </p>
        </>
      )}
    </section>
  );
};
