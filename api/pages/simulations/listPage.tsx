import { figure, longDay } from '../../present/format.ts';
import type { PresentedScenario } from '../../present/scenario.ts';
import type { PresentedSimulationHead } from '../../present/simulationHead.ts';
import { Badge } from '../frame/badge.tsx';
import { Empty } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { NEW_SCENARIO, SIMULATIONS, scenarioHref, simulationHref } from './hrefs.ts';
import { Simulated } from './simulated.tsx';

/** Results shown at once: the others are found by the programming interface. */
export const SHOWN_RUNS = 50;

/** What may be simulated, and what was. */
export const ListPage = ({
  viewer,
  scenarios,
  runs,
}: {
  readonly viewer: Viewer;
  readonly scenarios: readonly PresentedScenario[];
  readonly runs: readonly PresentedSimulationHead[];
}) => (
  <Page
    title="Simulations"
    section="simulations"
    viewer={viewer}
    lead="Ce que donneraient des années d’un scénario : objectifs, attentes, vacance, flux, sous une ou plusieurs façons de composer les listes."
    actions={
      viewer.may(NEW_SCENARIO) ? (
        <a class="button" href={NEW_SCENARIO}>
          Coller un scénario
        </a>
      ) : null
    }
  >
    <Simulated />
    <h2>Scénarios</h2>
    <p class="soft">
      Ouvrez un scénario pour lire ses hypothèses, le simuler, ou en faire un autre en changeant ses nombres.
    </p>
    <Table
      caption="Les scénarios fournis, puis ceux que l’on a gardés ici"
      columns={[
        { label: 'Scénario' },
        { label: 'Territoire' },
        { label: 'Durée', numeric: true },
        { label: 'Origine' },
      ]}
      rows={scenarios.map(({ id, label, description, territory, months, shipped, at }) => [
        <>
          <a href={scenarioHref(id)}>{label}</a>
          <span class="under">{description}</span>
        </>,
        territory.label,
        `${figure(months)} mois`,
        shipped || at === null ? <Badge>fourni</Badge> : `gardé le ${longDay(at.slice(0, 10) as never)}`,
      ])}
    />
    <h2>Résultats</h2>
    {runs.length === 0 ? (
      <Empty title="Aucune simulation n’est gardée">
        <p>Ouvrez un scénario ci-dessus et demandez quelques tirages.</p>
      </Empty>
    ) : (
      <Table
        caption={
          runs.length > SHOWN_RUNS
            ? `Les ${SHOWN_RUNS} dernières simulations, sur ${figure(runs.length)}`
            : 'La dernière d’abord'
        }
        columns={[
          { label: 'Simulation' },
          { label: 'Façons de composer les listes' },
          { label: 'Tirages' },
          { label: 'Faite le' },
        ]}
        rows={runs.slice(0, SHOWN_RUNS).map(({ id, title, territory, policies, draws, stopped, at }) => [
          <>
            <a href={simulationHref(id)}>{title}</a>
            <span class="under">{territory}</span>
          </>,
          policies.join(', '),
          stopped ? <Badge tone="warn">{draws}</Badge> : draws,
          longDay(at.slice(0, 10) as never),
        ])}
      />
    )}
    <p class="soft small">
      Une simulation à la fois : les résultats paraissent ici dès qu’ils sont prêts.{' '}
      <a href={SIMULATIONS}>Actualiser la liste</a>
    </p>
  </Page>
);
