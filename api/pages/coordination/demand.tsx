import { type PresentedDemand, tensionText } from '../../present/coordinationDemand.ts';
import { figure, percent } from '../../present/format.ts';
import { Table } from '../frame/table.tsx';

/** Crossed segments shown on the page; the file has them all. */
const CROSSES_SHOWN = 20;

/** Demand that waits, segment by segment, beside what came free. */
export const Demand = ({ demand }: { readonly demand: PresentedDemand }) => (
  <>
    <p>{demand.text}</p>
    {demand.dimensions.map(({ label, levels }) => {
      const supplied = levels.some(({ supply }) => supply !== null);
      return (
        <Table
          caption={label}
          columns={[
            { label },
            { label: 'Demandes', numeric: true },
            { label: 'Part', numeric: true },
            ...(supplied
              ? [
                  { label: 'Logements', numeric: true },
                  { label: 'Demandes pour un logement', numeric: true },
                ]
              : []),
          ]}
          rows={levels.map((level) => [
            level.label,
            level.demands === null ? <span class="soft">n. c.</span> : figure(level.demands),
            level.share === null ? '' : percent(level.share, 1),
            ...(supplied
              ? [
                  level.supply === null ? <span class="soft">n. c.</span> : figure(level.supply),
                  tensionText(level.tension),
                ]
              : []),
          ])}
        />
      );
    })}
    {demand.crosses === null ? null : (
      <Table
        caption={`Segments croisés : les ${Math.min(CROSSES_SHOWN, demand.crosses.length)} plus nombreux sur ${figure(demand.crosses.length)}`}
        columns={[
          { label: 'Typologie' },
          { label: 'Ressources' },
          { label: 'Situation' },
          { label: 'Ancienneté' },
          { label: 'Demandes', numeric: true },
          { label: 'Logements de la typologie', numeric: true },
        ]}
        rows={demand.crosses
          .slice(0, CROSSES_SHOWN)
          .map(({ typology, band, situation, age, demands, supply }) => [
            typology,
            band,
            situation,
            age,
            figure(demands),
            supply === null ? '' : figure(supply),
          ])}
        empty="Aucune demande ne nomme une commune du territoire."
      />
    )}
    <ul class="soft">
      {demand.notes.map((note) => (
        <li>{note}</li>
      ))}
    </ul>
  </>
);
