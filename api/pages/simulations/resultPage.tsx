import type { PresentedSimulation } from '../../present/simulation.ts';
import { CHARTED, measureChart, presentChart } from '../../present/simulationCharts.ts';
import type { PresentedSimulationHead } from '../../present/simulationHead.ts';
import type { KeptSimulation } from '../../service/simulationBook.ts';
import { CertaintyBadge } from '../frame/badge.tsx';
import { SelectField } from '../frame/field.tsx';
import { Notice, Reserves } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { ChartFigure } from './chartFigure.tsx';
import { chartHref, fileHref, SIMULATIONS, scenarioHref, simulationHref } from './hrefs.ts';
import { ChosenPlace, type PlaceAsked } from './placeChooser.tsx';
import { Differences, Targets, YearMeasures } from './resultTables.tsx';
import { Simulated } from './simulated.tsx';

interface ResultPageProps {
  readonly viewer: Viewer;
  readonly head: PresentedSimulationHead;
  readonly kept: KeptSimulation;
  readonly findings: readonly string[];
  /** Of two scenarios, the one whose charts and tables are shown. */
  readonly which: 1 | 2;
  /** Civil year of the table. */
  readonly year: string;
  readonly place: PlaceAsked | null;
}

/** A simulation that is done: in words first, then what tells its ways of making lists and its scenarios apart, then charts. */
export const ResultPage = (props: ResultPageProps) => {
  const { viewer, head, kept, findings, which, year, place } = props;
  const simulation = kept.simulations[which - 1]!;
  const { scenario } = simulation;
  return (
    <Page
      title={head.title}
      section="simulations"
      viewer={viewer}
      back={{ href: SIMULATIONS, label: 'Simulations' }}
      lead={`${head.territory}, ${head.draws}, graine ${scenario.seed}. ${scenario.description}`}
      wide
    >
      <Simulated />
      {head.stopped ? (
        <Notice tone="warn" title={`Arrêtée avant sa fin : ${head.draws}`}>
          <p>
            Les chiffres portent sur les tirages finis. La même demande, refaite depuis son{' '}
            <a href={scenarioHref(head.scenarios[0]!.version)}>scénario</a>, reprend où elle en était.
          </p>
        </Notice>
      ) : null}
      <h2>En bref</h2>
      <ul>
        {findings.map((finding) => (
          <li>{finding}</li>
        ))}
      </ul>
      <Differences simulations={kept.simulations} comparisons={kept.comparisons} />
      <Choosing {...props} />
      <YearMeasures simulation={simulation} year={year} />
      <Targets simulation={simulation} />
      <h2>Mois par mois</h2>
      <p class="soft">
        Trait : médiane des tirages ; bande foncée : cinq tirages sur dix ; bande claire : huit sur dix.
      </p>
      <div class="columns">
        {CHARTED.map((id) => (
          <ChartFigure
            id={`graphique-${id}`}
            chart={presentChart(measureChart(simulation, id))}
            file={chartHref(head.id, `eventail-${id}`, which)}
          />
        ))}
      </div>
      {place === null ? null : <ChosenPlace {...props} place={place} />}
      <h2>Tableaux et graphiques</h2>
      <Files {...props} />
      <h2>D’où viennent les hypothèses</h2>
      <Sources simulation={simulation} />
      <Reserves notices={simulation.notices} />
    </Page>
  );
};

/** Scenario and year shown below: kept in the address, without script. */
const Choosing = ({ head, kept, which, year }: ResultPageProps) => {
  const years = kept.simulations[which - 1]!.policies[0]?.years ?? [];
  if (kept.simulations.length < 2 && years.length < 2) return null;
  return (
    <form method="get" action={simulationHref(head.id)} class="filters screen-only">
      {kept.simulations.length < 2 ? null : (
        <SelectField
          name="scenario"
          label="Scénario montré"
          value={String(which)}
          choices={kept.simulations.map(({ scenario }, i) => ({
            value: String(i + 1),
            label: scenario.label,
          }))}
        />
      )}
      <SelectField
        name="annee"
        label="Année du tableau"
        value={year}
        choices={years.map(({ label }) => ({ value: label, label }))}
      />
      <div class="field actions">
        <button type="submit">Afficher</button>
      </div>
    </form>
  );
};

const TABLES = [
  ['measures', 'Mesures, mois et années'],
  ['places', 'Lieux, fin de chaque année'],
  ['differences', 'Écarts'],
] as const;

const Files = ({ head, which }: ResultPageProps) => (
  <ul class="screen-only">
    {TABLES.map(([table, label]) => (
      <li>
        {label} :{' '}
        <a href={fileHref(head.id, { table, format: 'csv' }, which)} download>
          CSV
        </a>{' '}
        ou{' '}
        <a href={fileHref(head.id, { table, format: 'xlsx' }, which)} download>
          XLSX
        </a>
      </li>
    ))}
    <li>
      Tout, pour un programme : <a href={`/v1/simulations/${encodeURIComponent(head.id)}`}>JSON</a>
    </li>
  </ul>
);

const Sources = ({ simulation }: { readonly simulation: PresentedSimulation }) => (
  <Table
    caption={`Hypothèses du scénario « ${simulation.scenario.label} »`}
    columns={[{ label: 'Hypothèse' }, { label: 'Certitude' }, { label: 'Source' }]}
    rows={simulation.scenario.sources.map(({ what, text, certainty }) => [
      what,
      <CertaintyBadge certainty={certainty} />,
      text,
    ])}
  />
);
