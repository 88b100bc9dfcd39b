import { CertaintyBadge } from '../frame/badge.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';
import { Table } from '../frame/table.tsx';
import { NEW_SCENARIO, SIMULATIONS, scenarioHref } from './hrefs.ts';
import { RunForm } from './runForm.tsx';
import { Simulated } from './simulated.tsx';

/** A scenario: what it supposes, how well each number is known, and a form that simulates it. */
export const ScenarioPage = ({
  viewer,
  refusal,
  ...run
}: {
  readonly viewer: Viewer;
  /** Why it is not simulated, where no field is to blame. */
  readonly refusal?: string | undefined;
} & Parameters<typeof RunForm>[0]) => {
  const { scenario } = run;
  const { id, label, description, territory, settings, blocks, version } = scenario;
  const changing = scenarioHref(id, '/changer');
  return (
    <Page
      title={label}
      section="simulations"
      viewer={viewer}
      back={{ href: SIMULATIONS, label: 'Simulations' }}
      lead={description}
      actions={
        <>
          {viewer.may('/simulations/scenarios/{id}/changer', 'POST') ? (
            <>
              <a class="button" href={changing}>
                Changer ses hypothèses
              </a>{' '}
              <a class="button" href={`${NEW_SCENARIO}?de=${encodeURIComponent(id)}`}>
                Changer son texte
              </a>{' '}
            </>
          ) : null}
          <a class="button" href={scenarioHref(id, '/texte')} download>
            YAML
          </a>
        </>
      }
    >
      <Simulated />
      <Refused title="La simulation n’est pas lancée" texts={refusal === undefined ? [] : [refusal]} />
      <h2>Simuler ce scénario</h2>
      <RunForm {...run} />
      <h2>Ce qu’il suppose</h2>
      <dl class="facts">
        <dt>Territoire</dt>
        <dd>{territory.label}</dd>
        {settings.map((setting) => (
          <>
            <dt>{setting.label}</dt>
            <dd>{setting.value}</dd>
          </>
        ))}
        <dt>Version</dt>
        <dd class="mono">{version}</dd>
      </dl>
      <Table
        caption="Hypothèses, et ce que l’on en sait"
        columns={[
          { label: 'Hypothèse' },
          { label: 'Valeur' },
          { label: 'Certitude' },
          { label: 'D’où vient le nombre' },
        ]}
        rows={blocks.map((block) => [
          block.label,
          <ul class="bare">
            {block.rows.map((row) => (
              <li>
                {row.label} : <strong>{row.value}</strong>
              </li>
            ))}
          </ul>,
          <CertaintyBadge certainty={block.certainty} />,
          <>
            {block.source}
            {block.note === null ? null : <span class="under">{block.note}</span>}
          </>,
        ])}
      />
    </Page>
  );
};
