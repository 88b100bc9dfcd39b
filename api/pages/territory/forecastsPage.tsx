import type { Hono } from 'hono';
import type { IsoDay } from '../../../engine/domain/ids.ts';
import { forecastsTable } from '../../export/forecastsTable.ts';
import { shownForecasts } from '../../http/shownForecasts.ts';
import { answerTable } from '../../http/tables.ts';
import { FORECAST_NOTICE, type PresentedForecast } from '../../present/forecast.ts';
import { figure, longDay, percent } from '../../present/format.ts';
import type { PageDoors } from '../doors.ts';
import { choiceOf, fileAsked, pageOf } from '../frame/addressFilters.ts';
import { Badge, type Tone } from '../frame/badge.tsx';
import { IntervalBar } from '../frame/bars.tsx';
import { Downloads, FilterBar, FilterSelect } from '../frame/filterBar.tsx';
import { Notice } from '../frame/notice.tsx';
import { Page } from '../frame/page.tsx';
import { Pager, paged } from '../frame/pager.tsx';
import { Table } from '../frame/table.tsx';
import { viewerOf } from '../viewer.ts';
import { TerritoryNav } from './nav.tsx';

const PATH = '/territoire/previsions';

/** What can still be done, in a word. */
const ACTIONS: Readonly<
  Record<PresentedForecast['action'], { readonly label: string; readonly tone: Tone }>
> = {
  until: { label: 'il reste temps d’agir', tone: 'warn' },
  'too-late': { label: 'trop tard pour y compter', tone: 'bad' },
  'not-known': { label: 'trop peu d’années connues', tone: 'plain' },
  'not-needed': { label: 'en bonne voie', tone: 'ok' },
};
const CHOICES = (Object.keys(ACTIONS) as PresentedForecast['action'][]).map((value) => ({
  value,
  label: ACTIONS[value].label,
}));

/** Where the year will end, target by target: those that can still be helped first. */
export const addForecastsPage = (app: Hono, { cache }: PageDoors): void => {
  app.get(PATH, async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const all = shownForecasts(workspace, context.get('authenticated').principal);
    const kinds = [...new Set(all.map(({ targetLabel }) => targetLabel))].map((label) => ({
      value: label,
      label,
    }));
    const asked = {
      objectif: choiceOf(context, 'objectif', kinds),
      suite: choiceOf(context, 'suite', CHOICES),
    };
    const found = all
      .filter(
        ({ targetLabel, action }) =>
          (asked.objectif === null || targetLabel === asked.objectif) &&
          (asked.suite === null || action === asked.suite),
      )
      .sort(
        (a, b) =>
          urgency(a) - urgency(b) ||
          (a.actBefore ?? '').localeCompare(b.actBefore ?? '') ||
          a.chance - b.chance,
      );
    const format = fileAsked(context);
    if (format !== null) return answerTable(context, format, forecastsTable(found), 'previsions');
    const page = pageOf(context);
    const { shown, last } = paged(found, page);
    return context.html(
      <Page
        title="Prévisions de fin d’année"
        section="territory"
        viewer={viewer}
        lead="Où chaque objectif finira l’année si rien ne change, et jusqu’à quand agir."
      >
        <TerritoryNav viewer={viewer} current={PATH} />
        <Notice>
          <p>{FORECAST_NOTICE}</p>
        </Notice>
        <FilterBar action={PATH} filters={asked}>
          <FilterSelect
            name="objectif"
            label="Objectif"
            filters={asked}
            all="Tous les objectifs"
            choices={kinds}
          />
          <FilterSelect
            name="suite"
            label="Ce qui peut se faire"
            filters={asked}
            all="Tous"
            choices={CHOICES}
          />
        </FilterBar>
        <Table
          caption={`${figure(found.length)} objectifs, ceux qu’on peut encore aider d’abord`}
          empty="Aucun objectif ne correspond à ces filtres : retirez-en un."
          columns={[
            { label: 'Objectif et lieu' },
            { label: 'À ce jour', numeric: true },
            { label: 'Fin d’année, quatre fois sur cinq' },
            { label: 'Demandé', numeric: true },
            { label: 'Ce qui peut encore se faire' },
          ]}
          rows={shown.map((told) => rowOf(told, workspace.pool.asOf))}
        />
        <Pager path={PATH} filters={asked} page={page} last={last} />
        <Downloads path={PATH} filters={asked} />
      </Page>,
    );
  });
};

const ORDER: readonly PresentedForecast['action'][] = ['until', 'too-late', 'not-known', 'not-needed'];
const urgency = ({ action }: PresentedForecast): number => ORDER.indexOf(action);

const rowOf = (told: PresentedForecast, today: IsoDay) => {
  const { label, share, yearEnd, aimShare, aimDwellings, bound, action, actBefore, actionText, distance } =
    told;
  const { tone, label: word } = ACTIONS[action];
  return [
    label,
    share === null ? '—' : percent(share),
    yearEnd === null ? (
      `${figure(Math.round(distance.low))} à ${figure(Math.round(distance.high))} logements d’écart`
    ) : (
      <>
        {percent(yearEnd.low)} à {percent(yearEnd.high)}
        <IntervalBar {...yearEnd} target={aimShare} />
      </>
    ),
    aimShare === null
      ? `${figure(Math.round(aimDwellings ?? 0))} logements`
      : `${bound === 'min' ? 'au moins' : 'au plus'} ${percent(aimShare)}`,
    <>
      <Badge tone={tone}>
        {actBefore === null
          ? word
          : actBefore <= today
            ? 'agir dès aujourd’hui'
            : `agir avant le ${longDay(actBefore)}`}
      </Badge>
      <details>
        <summary>Pourquoi</summary>
        <p>{told.text}</p>
        <p>{actionText}</p>
      </details>
    </>,
  ];
};
