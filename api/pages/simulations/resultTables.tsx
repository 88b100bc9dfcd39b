import { figure } from '../../present/format.ts';
import type { PresentedSimulation } from '../../present/simulation.ts';
import type { PresentedComparison } from '../../present/simulationDifferences.ts';
import { Badge } from '../frame/badge.tsx';
import { Table } from '../frame/table.tsx';

/** What tells policies apart, then scenarios: differences that are established or likely, the others folded. */
export const Differences = ({
  simulations,
  comparisons,
}: {
  readonly simulations: readonly PresentedSimulation[];
  readonly comparisons: readonly PresentedComparison[];
}) => {
  const own = simulations.flatMap(({ scenario, comparisons: policies }) =>
    policies.map((each) => ({ ...each, of: simulations.length > 1 ? `${scenario.label} : ` : '' })),
  );
  const all = [...comparisons.map((each) => ({ ...each, of: '' })), ...own];
  return all.length === 0 ? null : (
    <>
      <h2>Écarts, sur tout l’horizon</h2>
      <p class="soft">
        Tirage par tirage, entre les mêmes demandes et les mêmes logements : moyenne des écarts, et
        l’intervalle qui la contient dix-neuf fois sur vingt.
      </p>
      {all.map((comparison) => (
        <Comparison {...comparison} />
      ))}
    </>
  );
};

const COLUMNS = [{ label: 'Mesure' }, { label: 'Écart (intervalle)' }, { label: 'Ce qu’on peut en dire' }];

const Comparison = ({ of, first, second, differences }: PresentedComparison & { readonly of: string }) => {
  const rowsOf = (told: PresentedComparison['differences']) =>
    told.map(({ label, figure: difference, apart, likely }) => [
      label,
      difference,
      <Badge tone={apart ? 'ok' : likely ? 'info' : 'plain'}>
        {apart ? 'écart établi' : likely ? 'écart probable' : 'le hasard peut l’expliquer'}
      </Badge>,
    ]);
  const told = differences.filter(({ apart, likely }) => apart || likely);
  const others = differences.filter(({ apart, likely }) => !apart && !likely);
  const caption = `${of}« ${second} » par rapport à « ${first} »`;
  return (
    <>
      <Table
        caption={caption}
        columns={COLUMNS}
        rows={rowsOf(told)}
        empty={`${caption} : aucun écart que le hasard des tirages n’explique.`}
      />
      {others.length === 0 ? null : (
        <details>
          <summary>
            {others.length === 1
              ? 'Une autre mesure, où le hasard peut tout expliquer'
              : `${figure(others.length)} autres mesures, où le hasard peut tout expliquer`}
          </summary>
          <Table caption={caption} hideCaption columns={COLUMNS} rows={rowsOf(others)} />
        </details>
      )}
    </>
  );
};

/** Every measure of a civil year, one column for each way of making lists. */
export const YearMeasures = ({
  simulation,
  year,
}: {
  readonly simulation: PresentedSimulation;
  readonly year: string;
}) => {
  const { scenario, policies } = simulation;
  const spans = policies.map(({ years }) => years.find(({ label }) => label === year));
  const measures = spans[0]?.measures ?? [];
  return (
    <>
      <h2>
        {scenario.label}, {year}
      </h2>
      <Table
        caption="Médiane des tirages, et ce que contiennent huit tirages sur dix"
        columns={[{ label: 'Mesure' }, ...policies.map(({ label }) => ({ label, numeric: true }))]}
        rows={measures.map(({ id, label }) => [
          label,
          ...spans.map((span) => span?.measures.find((measure) => measure.id === id)?.text ?? 'sans objet'),
        ])}
      />
    </>
  );
};

/** Where each target stands at the end, one column for each way of making lists. */
export const Targets = ({ simulation }: { readonly simulation: PresentedSimulation }) => {
  const { policies } = simulation;
  const [first] = policies;
  return (
    <>
      <h2>Objectifs à la fin de l’horizon</h2>
      <Table
        caption="Ce que chaque façon de composer les listes en fait"
        columns={[{ label: 'Objectif' }, ...policies.map(({ label }) => ({ label }))]}
        rows={(first?.targets ?? []).map(({ id, label, description, weighs }) => [
          <>
            {label} {weighs ? null : <Badge>suivi, sans poids</Badge>}
            <span class="under">{description}</span>
          </>,
          ...policies.map(({ targets }) => {
            const target = targets.find((each) => each.id === id);
            return target === undefined ? 'sans objet' : <Standing {...target} />;
          }),
        ])}
      />
    </>
  );
};

const Standing = ({ missed, standing }: PresentedSimulation['policies'][number]['targets'][number]) => (
  <>
    {missed === null ? null : missed.p90 === 0 ? (
      <Badge tone="ok">tenu</Badge>
    ) : missed.p50 > 0 ? (
      <Badge tone="bad">manqué</Badge>
    ) : (
      <Badge tone="warn">manqué parfois</Badge>
    )}
    <span class="under">{standing}</span>
  </>
);
