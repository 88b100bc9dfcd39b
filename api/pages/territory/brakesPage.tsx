import type { Hono } from 'hono';
import { InputError } from '../../../engine/domain/issue.ts';
import { problemOf } from '../../http/problem.ts';
import type { SessionsDoor } from '../../http/sessions.ts';
import { figure } from '../../present/format.ts';
import { type PresentedPrices, presentPrices } from '../../present/prices.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { PageDoors } from '../doors.ts';
import { seeOther } from '../form.ts';
import { filterOf } from '../frame/addressFilters.ts';
import { Badge } from '../frame/badge.tsx';
import { StackedBar } from '../frame/bars.tsx';
import { Empty, Notice, Reserves } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { viewerOf } from '../viewer.ts';
import { TerritoryNav } from './nav.tsx';

const PATH = '/territoire/freins';

/** While prices are being made, the page looks again every so many seconds, and says so. */
const AGAIN_SECONDS = 5;

export const addBrakesPage = (app: Hono, { cache, sessions: door }: PageDoors): void => {
  if (door === null) return;
  const shown = async (workspace: Workspace): Promise<PresentedPrices | null> => {
    const latest = await door.service.prices.latest(workspace);
    return latest === null ? null : presentPrices(workspace.territory, latest);
  };

  app.get(PATH, async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const prices = await shown(workspace);
    const asked = filterOf(context, 'calcul') !== null && prices?.freshness !== 'fresh';
    return context.html(<BrakesPage viewer={viewer} prices={prices} asked={asked} refused={null} />);
  });

  app.post(PATH, async (context) => {
    const workspace = await cache.current();
    try {
      await startedOrDone(door, workspace);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { detail, status } = problemOf(error.issues);
      const viewer = viewerOf(context, workspace);
      const page = (
        <BrakesPage viewer={viewer} prices={await shown(workspace)} asked={false} refused={detail} />
      );
      return context.html(page, status as 400);
    }
    return seeOther(context, `${PATH}?calcul=1`);
  });
};

/** Waits for the prices as long as a request may; what comes later is found by asking for the page again. */
const startedOrDone = async (door: SessionsDoor, workspace: Workspace): Promise<void> => {
  const making = door.service.prices.refresh(workspace, { at: door.now() });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), door.waitMs);
  });
  const made = await Promise.race([making, late]).finally(() => clearTimeout(timer));
  // Who asked looks again; a failure leaves the last prices in use.
  if (made === null) making.catch(() => {});
};

const BrakesPage = ({
  viewer,
  prices,
  asked,
  refused,
}: {
  readonly viewer: Viewer;
  readonly prices: PresentedPrices | null;
  /** New prices were asked for, and are not there yet. */
  readonly asked: boolean;
  readonly refused: string | null;
}) => {
  const most = Math.max(0, ...(prices?.rows.map(({ penaltyPoints }) => penaltyPoints) ?? []));
  return (
    <Page
      title="Freins"
      section="territory"
      viewer={viewer}
      lead="Ce que coûte chaque objectif, en points, dans le plan de tous les logements ouverts : là où un objectif retient des demandes mieux cotées."
      {...(asked ? { refreshSeconds: AGAIN_SECONDS, refreshTo: `${PATH}?calcul=1` } : {})}
      actions={
        viewer.may(PATH, 'POST') && !asked ? (
          <form method="post" action={PATH}>
            <button type="submit">Recalculer les freins</button>
          </form>
        ) : null
      }
    >
      <TerritoryNav viewer={viewer} current={PATH} />
      {refused === null ? null : (
        <Notice tone="bad" alert>
          <p>{refused}</p>
        </Notice>
      )}
      {asked ? (
        <Notice title="Le calcul est en cours">
          <p>Cette page se recharge d’elle-même toutes les {AGAIN_SECONDS} secondes.</p>
        </Notice>
      ) : null}
      {prices === null ? (
        <Empty title="Aucun frein n’est calculé">
          <p>
            {viewer.may(PATH, 'POST')
              ? 'Demandez le calcul : il prend tous les logements ouverts ensemble.'
              : 'Une instance de coordination ou l’administrateur peut en demander le calcul.'}
          </p>
        </Empty>
      ) : (
        <>
          <p>
            {prices.text} {prices.freshness === 'fresh' ? null : <Badge tone="warn">à recalculer</Badge>}
          </p>
          <Table
            caption={`${figure(prices.rows.length)} objectifs retiennent des points, le plus cher d’abord`}
            empty="Aucun objectif ne coûte : les listes du mois les servent tous sans perdre de points."
            columns={[
              { label: 'Objectif' },
              { label: 'Points par logement de plus', numeric: true },
              { label: 'Au plus', numeric: true },
              { label: 'Sur l’échelle du plus cher' },
            ]}
            rows={prices.rows.map(({ label, pricePoints, penaltyPoints }) => [
              label,
              figure(pricePoints, 1),
              figure(penaltyPoints, 1),
              <StackedBar parts={[{ label, value: pricePoints }]} max={most} />,
            ])}
          />
          <Reserves notices={prices.notices} />
        </>
      )}
    </Page>
  );
};
