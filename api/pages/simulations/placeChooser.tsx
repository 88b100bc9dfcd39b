import { placeChartOf, presentChart } from '../../present/simulationCharts.ts';
import type { PresentedSimulationHead } from '../../present/simulationHead.ts';
import type { PresentedPlaceFan } from '../../present/simulationPlaces.ts';
import type { KeptSimulation } from '../../service/simulationBook.ts';
import { type Choice, SelectField } from '../frame/field.tsx';
import { ChartFigure } from './chartFigure.tsx';
import { chartHref, simulationHref } from './hrefs.ts';

/** A place to look at, and those that may be asked for beside it. */
export interface PlaceAsked {
  /** Identifier of the target. */
  readonly target: string;
  readonly id: string;
  /** In each scenario that has it. */
  readonly fans: readonly PresentedPlaceFan[];
  readonly targets: readonly Choice[];
  /** Places of that target, those that miss it the most first. */
  readonly places: readonly { readonly id: string; readonly label: string }[];
}

/** One target in one place, chosen: a hundred charts at once would be read by nobody. */
export const ChosenPlace = ({
  head,
  kept,
  which,
  year,
  place,
}: {
  readonly head: PresentedSimulationHead;
  readonly kept: KeptSimulation;
  readonly which: 1 | 2;
  readonly year: string;
  readonly place: PlaceAsked;
}) => (
  <section aria-labelledby="lieu">
    <h2 id="lieu">Un objectif, en un lieu</h2>
    <form method="get" action={`${simulationHref(head.id)}#lieu`} class="filters screen-only">
      <input type="hidden" name="scenario" value={String(which)} />
      <input type="hidden" name="annee" value={year} />
      <SelectField name="objectif" label="Objectif" value={place.target} choices={place.targets} />
      <SelectField
        name="lieu"
        label="Lieu, le plus loin de sa part d’abord"
        value={place.id}
        choices={place.places.map(({ id, label }) => ({ value: id, label }))}
      />
      <div class="field actions">
        <button type="submit">Afficher</button>
      </div>
    </form>
    <p class="hint screen-only">Choisir un autre objectif montre d’abord le lieu qui en est le plus loin.</p>
    <div class="columns">
      {place.fans.map((fan, i) => (
        <ChartFigure
          id={`lieu-${i + 1}`}
          chart={presentChart(placeChartOf(fan, kept.simulations[i]!.scenario, kept.simulations.length > 1))}
          file={chartHref(head.id, `lieu-${fan.id}`, i === 0 ? 1 : 2)}
        />
      ))}
    </div>
  </section>
);
