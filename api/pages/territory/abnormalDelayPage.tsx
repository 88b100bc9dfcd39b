import type { Hono } from 'hono';
import { delaysTable } from '../../export/stateTables.ts';
import { answerTable } from '../../http/tables.ts';
import { presentDelays } from '../../present/delays.ts';
import { count, figure } from '../../present/format.ts';
import { abnormalDelays } from '../../service/sessionsDelays.ts';
import type { PageDoors } from '../doors.ts';
import { fileAsked, pageOf } from '../frame/addressFilters.ts';
import { Downloads } from '../frame/filterBar.tsx';
import { Empty } from '../frame/notice.tsx';
import { Page } from '../frame/page.tsx';
import { Pager, paged } from '../frame/pager.tsx';
import { Table } from '../frame/table.tsx';
import { viewerOf } from '../viewer.ts';
import { TerritoryNav } from './nav.tsx';

export const ABNORMAL_DELAY_PATH = '/territoire/attente/delai-anormal';

/** Demands past the abnormal delay, the longest first: a commission examines each of them. */
export const addAbnormalDelayPage = (app: Hono, { cache }: PageDoors): void => {
  app.get(ABNORMAL_DELAY_PATH, async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const delays = presentDelays(abnormalDelays(workspace));
    const format = fileAsked(context);
    if (format !== null) return answerTable(context, format, delaysTable(delays), 'delai-anormal');
    const page = pageOf(context);
    const { shown, last } = paged(delays.demands, page);
    return context.html(
      <Page
        title="Délai anormalement long"
        section="territory"
        viewer={viewer}
        lead="Les demandes qui attendent depuis aussi longtemps que le territoire le dit anormal, la plus ancienne d’abord."
      >
        <TerritoryNav viewer={viewer} current="/territoire/attente" />
        <p>{delays.text}</p>
        {delays.months === null ? null : delays.demands.length === 0 ? (
          <Empty title="Aucune demande à montrer">
            <p>Aucune demande en attente n’a atteint ce délai.</p>
          </Empty>
        ) : (
          <>
            <Table
              caption={count(delays.demands.length, 'demande', 'demandes')}
              columns={[
                { label: 'Demande' },
                { label: 'Attente, en mois', numeric: true },
                { label: 'Suite' },
              ]}
              rows={shown.map(({ number, waitingMonths }) => [
                number,
                figure(waitingMonths),
                <DemandForm number={number} />,
              ])}
            />
            <Pager path={ABNORMAL_DELAY_PATH} filters={{}} page={page} last={last} />
            <Downloads path={ABNORMAL_DELAY_PATH} filters={{}} />
          </>
        )}
      </Page>,
    );
  });
};

/** A form, so that the number stays out of addresses. */
const DemandForm = ({ number }: { readonly number: string }) => (
  <form method="post" action="/demande" class="inline">
    <input type="hidden" name="number" value={number} />
    <button type="submit">
      Voir la demande<span class="hidden"> {number}</span>
    </button>
  </form>
);
