import type { Hono } from 'hono';
import { waitTable } from '../../export/territoryTables.ts';
import { answerTable } from '../../http/tables.ts';
import { abnormalDelayText } from '../../present/bilan.ts';
import { waitRules } from '../../present/wait.ts';
import {
  type PresentedWaitCell,
  type PresentedWaitTable,
  presentWaitTable,
} from '../../present/waitTable.ts';
import { waitingNow } from '../../service/bilans.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { PageDoors } from '../doors.ts';
import { choiceOf, fileAsked } from '../frame/addressFilters.ts';
import { Downloads, FilterBar, FilterSelect } from '../frame/filterBar.tsx';
import { Reserves } from '../frame/notice.tsx';
import { Page } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { viewerOf } from '../viewer.ts';
import { ABNORMAL_DELAY_PATH } from './abnormalDelayPage.tsx';
import { TerritoryNav } from './nav.tsx';
import { communeChoices } from './placeChoices.ts';

const PATH = '/territoire/attente';

const tables = new WeakMap<Workspace, PresentedWaitTable>();

/** Made once for a workspace: some hundreds of curves. */
const tableOf = (workspace: Workspace): PresentedWaitTable => {
  const before = tables.get(workspace);
  if (before !== undefined) return before;
  const communes = communeChoices(workspace).map(({ value }) => value);
  const made = presentWaitTable(workspace.territory, workspace.waits, communes);
  tables.set(workspace, made);
  return made;
};

export const addWaitPage = (app: Hono, { cache }: PageDoors): void => {
  app.get(PATH, async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const communes = communeChoices(workspace);
    const commune = choiceOf(context, 'commune', communes);
    const { types, lines, note } = tableOf(workspace);
    const shown = lines.filter(
      (line) => commune === null || line.commune === null || line.commune === commune,
    );
    const format = fileAsked(context);
    if (format !== null) return answerTable(context, format, waitTable({ types, lines: shown }), 'attentes');
    const { territory, pool } = workspace;
    const waiting = waitingNow(workspace);
    return context.html(
      <Page
        title="Attentes"
        section="territory"
        viewer={viewer}
        wide
        lead="Quelle part des demandes est logée, et en combien de temps, par commune et par type. Les demandes encore en attente comptent."
      >
        <TerritoryNav viewer={viewer} current={PATH} />
        <FilterBar action={PATH} filters={{ commune }}>
          <FilterSelect
            name="commune"
            label="Commune"
            filters={{ commune }}
            all="Toutes les communes"
            choices={communes}
          />
        </FilterBar>
        <p>
          {abnormalDelayText({ territory, asOf: pool.asOf, waiting })}
          {(waiting.abnormal ?? 0) > 0 && viewer.may(ABNORMAL_DELAY_PATH) ? (
            <>
              {' '}
              <a href={ABNORMAL_DELAY_PATH}>Voir ces demandes</a>
            </>
          ) : null}
        </p>
        <p>{note}</p>
        <Table
          caption="Demandes logées après leur dépôt, avec l’attente médiane et son intervalle à 95 % quand elle se mesure"
          columns={[
            { label: 'Lieu' },
            ...types.map((label) => ({ label })),
            { label: 'Effectifs, tous types' },
          ]}
          rows={shown.map(({ label, cells, counts }) => [
            label,
            ...cells.map(cellText),
            <small>{counts}</small>,
          ])}
        />
        <Reserves notices={waitRules(workspace.waits.observations, 'partner')} />
        <p>
          L’attente des ménages logés, commune par commune, est dans{' '}
          <a href="/territoire/bilan">les bilans</a>.
        </p>
        <Downloads path={PATH} filters={{ commune }} />
      </Page>,
    );
  });
};

const cellText = ({ housed, median }: PresentedWaitCell) => (
  <>
    {housed ?? ''}
    {median === null ? null : (
      <>
        {housed === null ? null : <br />}
        <small>{median}</small>
      </>
    )}
  </>
);
